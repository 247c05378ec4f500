import { existsSync } from 'node:fs';
import path from 'node:path';

/** Names under which Chromium and its relatives are installed. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome.exe', 'msedge.exe'];

/**
 * The browser for tests: the one that `CHROMIUM` names, or the first on the path.
 *
 * @param environment variables such as `process.env`
 * @returns path of the program, undefined where there is none
 */
export function findBrowser(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (environment.CHROMIUM !== undefined && environment.CHROMIUM !== '') {
    return existsSync(environment.CHROMIUM) ? environment.CHROMIUM : undefined;
  }
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
}
