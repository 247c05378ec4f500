import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from './find-electron.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where Electron is released, unless a mirror is named as the package `electron` understands it. */
const RELEASES = 'https://github.com/electron/electron/releases/download/';
/** How long the host of the releases may take to answer [ms]. */
const ANSWER_MS = 8000;
/** How long the download, about 120 MB, may take [ms]. */
const DOWNLOAD_MS = 15 * 60_000;

/** Whether the host that Electron is downloaded from can be reached. */
export async function isReleaseHostReachable(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const address = environment.npm_config_electron_mirror ?? environment.ELECTRON_MIRROR ?? RELEASES;
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const { status } = await fetch(address, { method: 'HEAD', redirect: 'follow', signal });
    // A folder of releases is not a page of its own: that there is none is an answer of the host.
    return status < 400 || status === 404;
  } catch {
    return false;
  }
}

/**
 * Has the package `electron` download its program; does not try where the host cannot be reached.
 *
 * @returns its folder, undefined when it could not be had
 */
export async function downloadElectron(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (!(await isReleaseHostReachable(environment))) return undefined;
  const install = path.join(root, 'node_modules/electron/install.js');
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [install], {
      cwd: root,
      stdio: 'ignore',
      timeout: DOWNLOAD_MS,
    });
    child.once('error', () => {
      resolve();
    });
    child.once('close', () => {
      resolve();
    });
  });
  return findElectron(environment);
}
