import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './find-browser.ts';

/**
 * Opens an address in a browser, as a window of its own where Chromium is installed; else in the user's
 * own browser.
 *
 * @returns name of the program, false where there is none
 */
export function openInBrowser(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | false {
  // Browsers refuse to run for root; what else is there would use up an address that works once.
  if (process.getuid?.() === 0) return false;
  const chromium = findBrowser(environment);
  const command =
    chromium === undefined ? ownBrowser(url, environment) : [chromium, `--app=${url}`];
  const program = command?.at(0);
  if (command === undefined || program === undefined) return false;
  const child = spawn(program, command.slice(1), { detached: true, stdio: 'ignore' });
  // The address is printed as well: who sees no browser can open one.
  child.on('error', () => undefined);
  child.unref();
  return path.basename(program);
}

function ownBrowser(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  if (process.platform === 'darwin') return ['open', url];
  // `start` is a word of the shell; the address has nothing in it that the shell would read.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', url];
  const folders = (environment.PATH ?? '').split(path.delimiter);
  const program = folders.map((folder) => path.join(folder, 'xdg-open')).find(existsSync);
  return program === undefined ? undefined : [program, url];
}
