import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Makes a pipe into which nobody writes; on Windows, which has none among its files, a folder. */
export function makePipe(place: string): void {
  if (process.platform === 'win32') mkdirSync(place);
  else execFileSync('mkfifo', [place]);
}
