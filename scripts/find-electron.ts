import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const electronPackage = path.join(root, 'node_modules/electron');

/** Name of the program in the folder of an Electron for this platform. */
const program = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
} as Readonly<Partial<Record<NodeJS.Platform, string>>>;

/** The program in a folder with an Electron. */
export function electronIn(folder: string): string {
  return path.join(folder, program[process.platform] ?? 'electron');
}

/**
 * The Electron of this machine: the one that `ELECTRON_OVERRIDE_DIST_PATH` names, or what the package
 * `electron` has downloaded, if that is of its own version.
 *
 * @returns its folder, undefined where there is none
 */
export function findElectron(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = environment.ELECTRON_OVERRIDE_DIST_PATH;
  if (named !== undefined && named !== '') {
    return existsSync(electronIn(named)) ? named : undefined;
  }
  const downloaded = path.join(electronPackage, 'dist');
  return existsSync(electronIn(downloaded)) && isOfPackage() ? downloaded : undefined;
}

/** Whether what was downloaded is what the package asks for. */
function isOfPackage(): boolean {
  try {
    const found = readFileSync(path.join(electronPackage, 'dist/version'), 'utf8').trim();
    const { version } = JSON.parse(
      readFileSync(path.join(electronPackage, 'package.json'), 'utf8'),
    ) as { readonly version: string };
    return found.replace(/^v/, '') === version;
  } catch {
    return false;
  }
}
