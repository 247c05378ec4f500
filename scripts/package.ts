// npm run package: the packages that this platform can make, in build/packages: first the program as a
// folder, then what it is shipped as (AppImage and deb, dmg, or an installer for Windows), each by itself.
// Of what could not be made it says so in one sentence, with the reason.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadElectron } from './download-electron.ts';
import { findElectron } from './find-electron.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** How long one package may take, downloads of its tools included [ms]. */
const PACKAGE_MS = 15 * 60_000;

/** What is made on each platform: the builder's switch, the kinds of packages, and the folder before them. */
const platforms = {
  linux: { option: '--linux', targets: ['AppImage', 'deb'], folder: 'linux-unpacked' },
  darwin: { option: '--mac', targets: ['dmg'], folder: 'mac' },
  win32: { option: '--win', targets: ['nsis'], folder: 'win-unpacked' },
} as const;

/** Runs electron-builder; returns undefined, or the last line of what it complained about. */
async function builder(args: readonly string[]): Promise<string | undefined> {
  const program = path.join(root, 'node_modules/electron-builder/cli.js');
  const all = [program, ...args, '--config', 'electron-builder.config.mjs', '--publish', 'never'];
  const child = spawn(process.execPath, all, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PACKAGE_MS,
  });
  let output = '';
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code === 0) return undefined;
  const complaint = output.split('\n').find((line) => line.includes('⨯'));
  return (
    complaint?.replace(/^.*⨯\s*/, '').replace(/\s+(failedTask|stackTrace)=.*$/, '') ??
    `exit code ${code}`
  );
}

const platform = platforms[process.platform as keyof typeof platforms] as
  (typeof platforms)[keyof typeof platforms] | undefined;
const electron = findElectron(process.env) ?? (await downloadElectron(process.env));
if (platform === undefined) fail(`There are no packages for ${process.platform}.`);
if (electron === undefined) {
  fail(
    'No package could be made: Electron is not there and its releases cannot be reached; name a folder with it in ELECTRON_OVERRIDE_DIST_PATH.',
  );
}
const version = readFileSync(path.join(electron, 'version'), 'utf8').trim().replace(/^v/, '');
const chosen = [`-c.electronVersion=${version}`];
const made: string[] = [];
const folder = path.join(root, 'build/packages', platform.folder);
const problem = await builder([platform.option, 'dir', `-c.electronDist=${electron}`, ...chosen]);
if (problem !== undefined || !existsSync(folder)) {
  fail(`No package could be made: ${problem ?? `${folder} is missing`}.`);
}
process.stdout.write(`Made build/packages/${platform.folder} (Electron ${version}).\n`);
for (const target of platform.targets) {
  const why = await builder([platform.option, target, '--prepackaged', folder, ...chosen]);
  if (why === undefined) made.push(target);
  else process.stdout.write(`${target} could not be made here: ${why}.\n`);
}
if (made.length > 0) process.stdout.write(`Made ${made.join(' and ')} in build/packages.\n`);

function fail(sentence: string): never {
  process.stderr.write(`photoelectron: ${sentence}\n`);
  process.exit(1);
}
