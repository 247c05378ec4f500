// npm start [-- --serve] [-- files and folders]: the workbench. In a window of Electron where that can be
// had and there is a display; otherwise, or with --serve, served to a browser. Says in one line which it
// did and why.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { downloadElectron } from './download-electron.ts';
import { electronIn, findElectron } from './find-electron.ts';
import { openInBrowser } from './open-in-browser.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Where the served workbench may write unless the user names another folder. */
const products = path.join(root, 'products');
/** An Electron that ends with an error within this time could not open its window [ms]. */
const EARLY_MS = 10_000;

const names = process.argv.slice(2).filter((name) => name !== '--serve');
const isToServe = process.argv.includes('--serve');
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** Opens the window and waits for its end; returns why it could not be opened. */
async function openWindow(): Promise<string | undefined> {
  if (isToServe) return '--serve was given';
  if (!hasDisplay) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron does not run in its sandbox for root';
  if (findElectron(process.env) === undefined) {
    process.stderr.write('photoelectron: looking for Electron (about 120 MB) …\n');
  }
  const folder = findElectron(process.env) ?? (await downloadElectron(process.env));
  if (folder === undefined) {
    return 'Electron is not installed and its releases cannot be reached';
  }
  process.stdout.write(`Opening the window with the Electron in ${folder}.\n`);
  const started = performance.now();
  const environment = { ...process.env };
  delete environment.ELECTRON_RUN_AS_NODE;
  const child = spawn(electronIn(folder), [root, ...names.map((name) => path.resolve(name))], {
    stdio: 'inherit',
    env: environment,
  });
  const [code] = (await Promise.race([
    once(child, 'close'),
    once(child, 'error').then(() => [1]),
  ])) as [number | null];
  const isEarly = performance.now() - started < EARLY_MS;
  if (code !== 0 && isEarly) return 'Electron could not open its window (see above)';
  process.exitCode = code ?? 1;
  return undefined;
}

/** Serves the workbench until it is ended, and opens a browser where there is one. */
async function serve(reason: string): Promise<void> {
  mkdirSync(products, { recursive: true });
  const folders = names.map((name) => path.resolve(name)).map(folderOf);
  const server = spawn(
    process.execPath,
    [
      path.join(root, 'core/cli/main.ts'),
      ...['serve', '--json', '--output', products],
      ...[...new Set(folders)].flatMap((folder) => ['--root', folder]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  const ended = once(server, 'close') as Promise<[number | null]>;
  const lines = createInterface({ input: server.stdout });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => line as string),
    ended.then(() => undefined),
  ]);
  if (first !== undefined) {
    const { url } = JSON.parse(first) as { readonly url: string };
    const opened = hasDisplay && !isToServe && openInBrowser(url, process.env);
    const what = opened === false ? `open ${url} in a browser` : `${opened} opens ${url}`;
    const where = path.relative(process.cwd(), products);
    process.stdout.write(
      `Serving the workbench, because ${reason}: ${what}. It writes to ${where === '' ? '.' : where}; Ctrl-C ends it.\n`,
    );
  }
  const [code] = await ended;
  process.exitCode = code ?? 1;
}

/** A folder itself, or the folder of a file. */
function folderOf(place: string): string {
  return statSync(place, { throwIfNoEntry: false })?.isFile() === true
    ? path.dirname(place)
    : place;
}

const reason = await openWindow();
if (reason !== undefined) await serve(reason);
