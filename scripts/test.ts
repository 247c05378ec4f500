// npm test: all suites, one after the other, and a summary. Arguments: names of suites to run
// (checks, unit, integration, fuzz, browser, peers); default all. The last line is `N passed, N failed`.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronForTests } from './electron-for-tests.ts';
import { findBrowser } from './find-browser.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules/.bin');
const inCi = process.env.CI === 'true' || process.env.CI === '1';

/** Outcome of one suite. */
interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Why it did not run, where it could not. */
  readonly note?: string;
  readonly seconds: number;
}

/** The parts of vitest's JSON report that are counted. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] },
  { name: 'format of the C++ sources', command: ['node', 'scripts/format-native.mjs', '--check'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings=0'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types of the browser tests', command: ['tsc', '--noEmit', '-p', 'tests/browser'] },
  { name: 'types of the end-to-end tests', command: ['tsc', '--noEmit', '-p', 'tests/e2e'] },
  { name: 'types of the page', command: ['vue-tsc', '--noEmit', '-p', 'renderer'] },
  {
    name: 'layers',
    command: [
      'depcruise',
      'core',
      'electron',
      'renderer',
      'scripts',
      'tests',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: 'dead exports', command: ['knip'] },
];

/** Runs a program in the project folder and gives its exit code and, with `capture`, its output. */
function run(
  program: string,
  args: readonly string[],
  options: { readonly capture?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child: ChildProcess = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', options.capture ? 'pipe' : 'inherit', options.capture ? 'pipe' : 'inherit'],
      env: { ...process.env, ...options.env },
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      resolve({ code: 1, output: error.message });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Format, lint, types, layers and dead exports: each counts as one test. */
async function runChecks(): Promise<SuiteResult> {
  const start = performance.now();
  let passed = 0;
  for (const { name, command } of checks) {
    const [program = '', ...args] = command;
    const { code, output } = await run(path.join(bin, program), args, { capture: true });
    process.stdout.write(` ${code === 0 ? '✓' : '✗'} ${name}\n`);
    if (code === 0) passed++;
    if (code !== 0) process.stdout.write(`${output}\n`);
    else if (output.includes('not looked at')) process.stdout.write(`   ${output.trim()}\n`);
  }
  return {
    name: 'checks',
    passed,
    failed: checks.length - passed,
    seconds: (performance.now() - start) / 1000,
  };
}

/** One vitest project. A skipped test, a file that does not load and an unhandled error count as failed. */
async function runProject(
  name: string,
  env: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<SuiteResult> {
  const start = performance.now();
  const reportFile = path.join(root, `.cache/test/${name}.json`);
  mkdirSync(path.dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const { code } = await run(
    path.join(bin, 'vitest'),
    [
      ...['run', '--project', name, '--passWithNoTests', ...more],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    ],
    { env },
  );
  const seconds = (performance.now() - start) / 1000;
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
  } catch {
    return { name, passed: 0, failed: 1, note: 'vitest wrote no report', seconds };
  }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + broken;
  return {
    name,
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    seconds,
  };
}

/** Where the peers' Python is, or why there is none. */
async function installPeers(): Promise<{ readonly python?: string; readonly message: string }> {
  const given = process.env.PHOTOELECTRON_PEERS_PYTHON;
  if (given !== undefined && spawnSync(given, ['-c', 'import ctapipe, eventio']).status === 0) {
    return { python: given, message: `Peers: ${given}.` };
  }
  const { code, output } = await run(process.execPath, ['scripts/install-peers.mjs'], {
    capture: true,
  });
  const message = output.trim();
  if (code !== 0) return { message };
  return { python: path.join(root, '.cache/peers/venv/bin/python'), message };
}

/** The peer tests; without peers they fail in CI and are left out elsewhere. */
async function runPeers(installed: ReturnType<typeof installPeers>): Promise<SuiteResult> {
  const { python, message } = await installed;
  process.stdout.write(`${message}\n`);
  if (python === undefined) {
    const note = 'not run: the reference programs could not be installed';
    return { name: 'peers', passed: 0, failed: inCi ? 1 : 0, note, seconds: 0 };
  }
  return runProject('peers', { PHOTOELECTRON_PEERS_PYTHON: python });
}

/** Tests in a browser; without one they fail in CI and are left out elsewhere. */
async function runInBrowser(
  name: 'browser' | 'e2e',
  more: readonly string[] = [],
): Promise<SuiteResult> {
  if (findBrowser(process.env) === undefined) {
    const note =
      'not run: no Chromium was found; install it (Debian: chromium) or name it in CHROMIUM';
    process.stdout.write(`${note}\n`);
    return { name, passed: 0, failed: inCi ? 1 : 0, note, seconds: 0 };
  }
  return runProject(name, {}, more);
}

/** The whole program in a browser and in its window; what is missing fails in CI. */
async function runWholeProgram(): Promise<SuiteResult> {
  const electron = await electronForTests(process.env);
  if (electron.folder === undefined) {
    process.stdout.write(`${electron.reason}\n`);
    if (!inCi) return runInBrowser('e2e', ['--exclude', 'tests/e2e/electron/**']);
    return { name: 'e2e', passed: 0, failed: 1, note: electron.reason, seconds: 0 };
  }
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.folder;
  return runInBrowser('e2e');
}

const suites = ['checks', 'unit', 'integration', 'fuzz', 'browser', 'e2e', 'peers'];
const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : suites;
const unknown = names.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no suite "${unknown.join('", "')}": ${suites.join(', ')}.\n`);
  process.exit(2);
}
// pip mostly waits for the network: it runs beside the other suites.
const peers = names.includes('peers') ? installPeers() : undefined;

const results: SuiteResult[] = [];
for (const name of names) {
  process.stdout.write(`\n── ${name} ──\n`);
  if (name === 'checks') results.push(await runChecks());
  else if (name === 'browser') results.push(await runInBrowser(name));
  else if (name === 'e2e') results.push(await runWholeProgram());
  else if (peers !== undefined && name === 'peers') results.push(await runPeers(peers));
  else results.push(await runProject(name));
}

process.stdout.write(`\n── summary (${availableParallelism()} cores) ──\n`);
for (const { name, passed, failed, note, seconds } of results) {
  process.stdout.write(
    `${name.padEnd(12)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ` +
      `${seconds.toFixed(0).padStart(5)} s${note === undefined ? '' : `  ${note}`}\n`,
  );
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
