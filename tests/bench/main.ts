/**
 * Measures the speed table of the README: each row against the reference on the same file in the same
 * run, reference and ours by turns, one thread each on one core, then ours with all threads. Writes
 * tests/bench/RESULTS.md. Needs the peers' Python (npm test installs it).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dataFile } from '../data-folder.ts';
import { peerPython } from '../peers/run-peer.ts';
import { writeLongFile } from './long-file.ts';

/** One row of the table. */
interface Row {
  readonly task: string;
  readonly title: string;
  /** What one item is. */
  readonly item: string;
  readonly target: number;
  readonly file: 'events' | 'long';
}

interface Measurement {
  readonly items: number;
  readonly seconds: number;
  readonly megabytes?: number;
}

const ROUNDS = 3;
/** Events of the real file in the long one. */
const REPEATS = 240;

const rows: readonly Row[] = [
  {
    task: 'eventio',
    title: 'EventIO event decoding, plain file',
    item: 'telescope event',
    target: 20,
    file: 'long',
  },
  {
    task: 'calibration-and-extraction',
    title: 'calibration and extraction',
    item: 'telescope event',
    target: 20,
    file: 'events',
  },
  {
    task: 'cleaning-and-parameters',
    title: 'cleaning and all image parameters',
    item: 'image',
    target: 80,
    file: 'events',
  },
  {
    task: 'islands',
    title: 'islands of a 1855-pixel image',
    item: 'image',
    target: 8,
    file: 'events',
  },
  {
    task: 'stereo',
    title: 'stereo reconstruction',
    item: 'array event',
    target: 200,
    file: 'events',
  },
  {
    task: 'process',
    title: '`process`, file in to file out with images',
    item: 'telescope event',
    target: 50,
    file: 'long',
  },
];

const here = import.meta.dirname;
const cache = path.resolve(here, '../../.cache/bench');
const source = dataFile('pyeventio/simtel/history_meta_75.simtel.zst');
const files = { events: source, long: path.join(cache, 'long.simtel') };

const oneThread = {
  OMP_NUM_THREADS: '1',
  NUMBA_NUM_THREADS: '1',
  BLOSC_NTHREADS: '1',
  UV_THREADPOOL_SIZE: '1',
};

function measure(command: readonly string[], env: Readonly<Record<string, string>>): Measurement {
  const [program, ...args] = command;
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 26,
  });
  if (result.status !== 0) throw new Error(`${command.join(' ')}:\n${result.stderr.slice(-2000)}`);
  return JSON.parse(result.stdout.trim().split('\n').at(-1)!) as Measurement;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Pins a program to one core where that can be done. */
const pinned = spawnSync('taskset', ['--version']).status === 0 ? ['taskset', '-c', '0'] : [];

function measureRow({ task, file }: Row) {
  const output = path.join(cache, 'product.h5');
  const referenceArgs = [task, files[file], output];
  // The same events, in batches as the pipeline has them.
  const args = [task, files.long, output];
  // With the flags of the program that runs: those of `npm run pe`.
  const work = [process.execPath, ...process.execArgv, path.join(here, 'work.ts'), ...args];
  const reference: Measurement[] = [];
  const ours: Measurement[] = [];
  const all: Measurement[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    reference.push(
      measure(
        [...pinned, peerPython, path.join(here, 'reference.py'), ...referenceArgs],
        oneThread,
      ),
    );
    ours.push(measure([...pinned, ...work, '--threads', '1'], oneThread));
    all.push(measure(work, {}));
  }
  const perItem = (runs: readonly Measurement[]) =>
    median(runs.map(({ items, seconds }) => (seconds / items) * 1e6));
  const memory = (runs: readonly Measurement[]) =>
    Math.max(...runs.map(({ megabytes }) => megabytes ?? NaN)).toFixed(0);
  return {
    reference: perItem(reference),
    ours: perItem(ours),
    all: perItem(all),
    memory: memory(all),
    referenceMemory: memory(reference),
  };
}

function versions(): string {
  const script =
    'import importlib.metadata as m, sys; print("Python " + sys.version.split()[0], *[f"{p} {m.version(p)}" for p in ("ctapipe", "eventio", "numpy", "numba")], sep=", ")';
  return execFileSync(peerPython, ['-c', script], { encoding: 'utf8' }).trim();
}

function microseconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

if (!existsSync(peerPython)) {
  process.stderr.write(
    `The bench needs the reference programs; run "npm test" once (${peerPython}).\n`,
  );
  process.exit(2);
}
mkdirSync(cache, { recursive: true });
const head = [
  '| work | item | reference | ours, one thread | ratio | ours, all threads | ratio | wanted | memory |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];
const only = process.argv.slice(2);
const asked = rows.filter(({ task }) => only.length === 0 || only.includes(task));
if (asked.length > 0) await writeLongFile(source, files.long, REPEATS);
const lines: string[] = [];
for (const row of asked) {
  const result = measureRow(row);
  const ratio = result.reference / result.ours;
  const ratioAll = result.reference / result.all;
  const line = `| ${row.title} | ${row.item} | ${microseconds(result.reference)} | ${microseconds(result.ours)} | **${ratio.toFixed(1)}×** | ${microseconds(result.all)} | **${ratioAll.toFixed(1)}×** | ≥ ${row.target}× | ${row.task === 'process' ? `${result.referenceMemory} / ${result.memory}` : ''} |`;
  lines.push(line);
  process.stdout.write(`${line}\n`);
}
const results = path.join(here, 'RESULTS.md');

/** Parts of the results that are measured by programs of their own, by the names that they are asked by. */
const sections = {
  catalogue: '## The catalogue',
  slider: '## The slider of the cleaning',
  events: '## Looking at events',
  workbench: '## What is felt in the workbench',
};

type SectionName = keyof typeof sections;

/** A section, measured anew. */
function measureSection(name: SectionName): string {
  // The one that drives a page lies with the tests that do.
  const program = name === 'workbench' ? '../e2e/bench/workbench.ts' : `${name}.ts`;
  const args = [...process.execArgv, path.join(here, program)];
  const section = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, PHOTOELECTRON_PEERS_PYTHON: peerPython },
  });
  process.stdout.write(section);
  return `${sections[name]}\n\n${section}`;
}

if (only.length === 0 || only.includes('camera-display')) {
  execFileSync(process.execPath, [path.join(here, 'camera-display.ts')], { stdio: 'inherit' });
}
if (only.length === 0) {
  const cpu = os.cpus();
  const text = readFileSync(path.join(here, 'results-template.md'), 'utf8')
    .replace('{machine}', `${cpu[0].model}, ${cpu.length} cores, ${os.type()} ${os.arch()}`)
    .replace('{versions}', `Node ${process.versions.node}; ${versions()}`)
    .replace('{date}', new Date().toISOString().slice(0, 10))
    .replace('{table}', [...head, ...lines].join('\n'))
    .replace('{catalogue}', () => measureSection('catalogue'))
    .replace('{slider}', () => measureSection('slider'))
    .replace('{events}', () => measureSection('events'))
    .replace('{workbench}', () => measureSection('workbench'));
  writeFileSync(results, text);
}
for (const name of Object.keys(sections) as SectionName[]) {
  if (!only.includes(name)) continue;
  // A section ends where the next one begins; one that is not there yet comes last.
  const parts = readFileSync(results, 'utf8').split(/\n(?=## )/);
  const at = parts.findIndex((part) => part.startsWith(sections[name]));
  parts.splice(at < 0 ? parts.length : at, 1, measureSection(name));
  writeFileSync(results, `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`);
}
