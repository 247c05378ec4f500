// Builds the native core with CMake into build/native. Plain JavaScript and no dependency but the
// two header packages, so that it runs under any Node that npm accepts.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isForeignBuild } from './is-foreign-build.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a program quietly; on failure shows what it printed and ends with one sentence. */
function run(program, args, remedy) {
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (result.error) fail(`${program} could not be started: ${remedy}`);
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}`);
    fail(`the native core did not build (${program} ${args.join(' ')}); see the messages above.`);
  }
}

function fail(sentence) {
  process.stderr.write(`photoelectron: ${sentence}\n`);
  process.exit(1);
}

/** Whether a program can be started at all. */
function present(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

// --sanitize: with address and undefined-behaviour sanitizers, into build/native-sanitize;
// --tests: the C++ drivers too.
const options = new Set(process.argv.slice(2));
const sanitize = options.has('--sanitize');
const tests = options.has('--tests') || sanitize;
const folder = path.join(root, 'build', sanitize ? 'native-sanitize' : 'native');

if (!present('cmake')) fail('CMake is missing; install it (Debian: apt-get install cmake).');
const compiler = process.env.CXX ?? (present('c++') ? 'c++' : present('g++') ? 'g++' : 'clang++');
if (!present(compiler)) fail('no C++ compiler found; install one (Debian: apt-get install g++).');

const require = createRequire(import.meta.url);
const napi = path.dirname(require.resolve('node-addon-api'));
const headers = path.join(path.dirname(require.resolve('node-api-headers')), 'include');

const configure = [
  '-S',
  path.join(root, 'native'),
  '-B',
  folder,
  `-DCMAKE_CXX_COMPILER=${compiler}`,
  `-DNODE_API_INCLUDE=${headers}`,
  `-DNODE_ADDON_API_INCLUDE=${napi}`,
  `-DPE_SANITIZE=${sanitize ? 'ON' : 'OFF'}`,
  `-DPE_TESTS=${tests ? 'ON' : 'OFF'}`,
];
if (isForeignBuild(folder, path.join(root, 'native'))) {
  rmSync(folder, { recursive: true, force: true });
}
// A compiler given anew to an existing cache makes CMake start over each time.
if (existsSync(path.join(folder, 'CMakeCache.txt'))) configure.splice(4, 1);
run('cmake', configure, 'install CMake (Debian: apt-get install cmake).');
run(
  'cmake',
  ['--build', folder, '--parallel', String(cpus().length)],
  'install CMake (Debian: apt-get install cmake).',
);
