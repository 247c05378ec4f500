// Installs the reference programs (tests/peers/requirements.txt) into .cache/peers/venv, once per
// content of that file. Ends with 0 when they are there; otherwise says in one line on standard
// output what could not be had and ends with 1.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, '.cache/peers/venv');
const stampFile = path.join(folder, 'photoelectron-stamp.txt');
const requirementsFile = path.join(root, 'tests/peers/requirements.txt');

function end(code, sentence) {
  process.stdout.write(`${sentence}\n`);
  process.exit(code);
}

function run(program, args) {
  return spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** `[3, 13]` of a Python that can make virtual environments, undefined of anything else. */
function usableVersion(python) {
  const result = run(python, [
    '-c',
    'import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1])',
  ]);
  if (result.status !== 0) return undefined;
  return result.stdout.trim().split(' ').map(Number);
}

/** Pythons that may be there, most wanted first. */
function candidates() {
  const list = ['python3.14', 'python3.13', 'python3.12'];
  const pyenv = path.join(
    process.env.PYENV_ROOT ?? path.join(process.env.HOME ?? '/', '.pyenv'),
    'versions',
  );
  if (existsSync(pyenv)) {
    const minor = (name) => Number(name.split('.')[1] ?? 0);
    const versions = readdirSync(pyenv).filter((name) => name.startsWith('3.'));
    versions.sort((a, b) => minor(b) - minor(a));
    list.push(...versions.map((name) => path.join(pyenv, name, 'bin/python')));
  }
  return [...list, 'python3', '/usr/bin/python3'];
}

/** The first usable Python ≥ 3.12, or else the newest usable one, from which `uv` may fetch a newer. */
function findPython() {
  let fallback;
  for (const program of candidates()) {
    const version = usableVersion(program);
    if (version === undefined || version[0] !== 3) continue;
    if (version[1] >= 12) return { program, minor: version[1] };
    if (version[1] >= 10 && (fallback === undefined || version[1] > fallback.minor)) {
      fallback = { program, minor: version[1] };
    }
  }
  return fallback;
}

/**
 * Python 3.13 as `uv` (from the package index) fetches it, for machines whose own is too old for the
 * newest ctapipe; undefined where it cannot be had.
 */
function pythonFromUv(python) {
  const home = path.join(root, '.cache/peers/uv');
  const env = {
    ...process.env,
    UV_PYTHON_INSTALL_DIR: path.join(root, '.cache/peers/python'),
    UV_HTTP_TIMEOUT: '20',
    UV_HTTP_RETRIES: '1',
  };
  const uv = (...args) =>
    spawnSync(path.join(home, 'bin/uv'), args, { encoding: 'utf8', env, timeout: 180_000 });
  if (run(python.program, ['-m', 'venv', home]).status !== 0) return undefined;
  const pip = [...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input'], 'uv'];
  if (run(path.join(home, 'bin/python'), pip).status !== 0) return undefined;
  if (uv('python', 'install', '3.13').status !== 0) return undefined;
  const program = uv('python', 'find', '--managed-python', '3.13').stdout?.trim();
  return program ? { program, minor: 13 } : undefined;
}

function findOrInstallPython() {
  const found = findPython() ?? installedPython();
  if (found === undefined || found.minor >= 12) return found;
  return pythonFromUv(found);
}

/** Debian's Python, installed where we may. */
function installedPython() {
  if (process.getuid?.() === 0 && run('apt-get', ['--version']).status === 0) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'python3', 'python3-venv']);
  }
  return findPython();
}

const requirements = readFileSync(requirementsFile, 'utf8');
const stamp = createHash('sha256').update(requirements).digest('hex');
const peer = path.join(folder, 'bin/python');

/** Versions of what is installed. */
function described() {
  const names = '("ctapipe", "eventio", "h5py", "tables")';
  const versions = run(peer, [
    '-c',
    `import sys; from importlib.metadata import version as v; print(", ".join(n + " " + v(n) for n in ${names}), "(Python %d.%d)" % sys.version_info[:2])`,
  ]);
  return versions.stdout.trim();
}

if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
  end(0, `Peers: ${described()}.`);
}
const python = findOrInstallPython();
if (python === undefined) {
  end(
    1,
    'No Python ≥ 3.12 with venv was found, which the newest ctapipe needs, and none could be fetched.',
  );
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(path.dirname(folder), { recursive: true });
const made = run(python.program, ['-m', 'venv', folder]);
if (made.status !== 0) end(1, `${python.program} could not make a virtual environment.`);
const pip = run(peer, [
  ...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--prefer-binary'],
  ...['-r', requirementsFile],
]);
if (pip.status !== 0) {
  process.stderr.write(`${pip.stdout.slice(-2000)}${pip.stderr.slice(-2000)}`);
  end(1, 'pip could not install the reference programs (is the Python package index reachable?).');
}
writeFileSync(stampFile, stamp);
end(0, `Peers: ${described()}.`);
