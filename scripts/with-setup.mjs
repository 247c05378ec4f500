// node scripts/with-setup.mjs <start|package|demo|pe|test|bench|examples|screenshots> [arguments]
//
// Makes a fresh clone ready (npm dependencies, native core) and runs one of the project's programs
// with the Node of package.json, whatever Node started this file: `npm start` may be called with an
// older one on a machine without node_modules. Prints nothing of its own on standard output, because
// the programs' output is read by other programs; says on standard error what takes long.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const programs = {
  start: 'scripts/start.ts',
  package: 'scripts/package.ts',
  demo: 'scripts/demo.ts',
  pe: 'core/cli/main.ts',
  test: 'scripts/test.ts',
  bench: 'tests/bench/main.ts',
  examples: 'scripts/show-examples.ts',
  screenshots: 'scripts/make-screenshots.ts',
};

function fail(sentence) {
  process.stderr.write(`photoelectron: ${sentence}\n`);
  process.exit(1);
}

/** Runs one step of the set-up; its output is shown (on standard error) only when it fails. */
function step(program, args, sentence) {
  const result = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  fail(sentence);
}

function modified(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/** Newest modification below a folder, the folders' own included (files may have gone). */
function newest(folder) {
  let time = modified(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(full) : modified(full));
  }
  return time;
}

function installDependencies() {
  const installed = modified(path.join(root, 'node_modules/.package-lock.json'));
  if (installed > 0 && installed >= modified(path.join(root, 'package-lock.json'))) return;
  process.stderr.write('photoelectron: installing npm dependencies …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const sentence =
    'the npm dependencies could not be installed; see the messages above (is the npm registry reachable?).';
  if (npm?.endsWith('.js')) step(process.execPath, [npm, ...args], sentence);
  else step('npm', args, sentence);
}

function buildNative() {
  const addon = path.join(root, 'build/native/photoelectron.node');
  const sources = Math.max(
    newest(path.join(root, 'native')),
    modified(path.join(root, 'scripts/build-native.mjs')),
  );
  if (modified(addon) >= sources) return;
  if (!existsSync(addon)) process.stderr.write('photoelectron: building the native core …\n');
  // Its own messages are complete sentences already, so they go straight through.
  const result = spawnSync(process.execPath, [path.join(root, 'scripts/build-native.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) process.exit(1);
}

/** The page, for those who look at it: its sources are built again when they are newer. */
function buildRenderer() {
  const page = path.join(root, 'build/renderer/index.html');
  const folders = ['renderer', 'core/colors', 'core/contract', 'core/foundation'].map((folder) =>
    newest(path.join(root, folder)),
  );
  const files = [
    'scripts/build-renderer.ts',
    'scripts/camera-examples-data.ts',
    'package-lock.json',
  ].map((file) => modified(path.join(root, file)));
  if (modified(page) >= Math.max(...folders, ...files)) return;
  process.stderr.write('photoelectron: building the page …\n');
  step(
    node(),
    ['scripts/build-renderer.ts'],
    'the page could not be built; see the messages above.',
  );
}

/** What the desktop window needs beside its page: preload and icons. */
function buildDesktop() {
  const icon = path.join(root, 'build/icons/icon.png');
  const sources = ['electron', 'renderer/desktop'].map((folder) => newest(path.join(root, folder)));
  const files = ['scripts/build-desktop.ts', 'renderer/frame/icon.svg', 'package-lock.json'].map(
    (file) => modified(path.join(root, file)),
  );
  if (modified(icon) >= Math.max(...sources, ...files)) return;
  step(
    node(),
    ['scripts/build-desktop.ts'],
    'the preload of the window could not be built; see the messages above.',
  );
}

/** Node of package.json, or the running one where that is new enough. */
function node() {
  const own = path.join(root, 'node_modules/.bin/node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  fail(
    'node_modules has no Node 24; run "npm ci", and with npm 11 allow the package "node" to run its install script.',
  );
}

/** Runs the program with this process's streams; its exit code (128 + n after signal n) becomes ours. */
function run(program, args) {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
      // Keeps what Node makes of the TypeScript sources: the second start takes a third of the time.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, '.cache/compile'),
    },
  });
  // Ctrl-C reaches the child by itself (same process group); we only wait for what it makes of it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', () => fail(`${program} could not be started.`));
  child.on('close', (code, signal) => {
    const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGABRT: 6, SIGTERM: 15 };
    process.exit(code ?? 128 + (numbers[signal] ?? 0));
  });
}

const [name, ...args] = process.argv.slice(2);
const program = programs[name];
if (program === undefined) fail(`name one of ${Object.keys(programs).join(', ')}.`);
installDependencies();
buildNative();
const pageSuites = ['integration', 'browser', 'e2e'];
const needsPage =
  name === 'start' ||
  name === 'package' ||
  name === 'examples' ||
  (name === 'pe' && args.includes('serve')) ||
  (name === 'test' && (args.length === 0 || args.some((arg) => pageSuites.includes(arg))));
if (needsPage) buildRenderer();
const needsDesktop =
  name === 'start' ||
  name === 'package' ||
  (name === 'test' && (args.length === 0 || args.includes('e2e')));
if (needsDesktop) buildDesktop();
// A heap that may grow to this before it is collected: the small one that Node begins with is walked
// through all the time while columns come and go outside it.
run(node(), ['--initial-old-space-size=512', path.join(root, program), ...args]);
