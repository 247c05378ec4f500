/**
 * Times the catalogue: scans of a folder of real files, and the queries behind the lists. Prints a section
 * of RESULTS.md.
 *
 * node tests/bench/catalogue.ts
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  globSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { ListRunsAsk } from '../../core/catalogue/operations/run-operations.ts';
import { scanRoot } from '../../core/catalogue/scan/scan-root.ts';
import { dataFolder } from '../data-folder.ts';
import { N_RUNS, N_TARGETS, PRODUCTS_PER_RUN, storeManyRuns } from './many-runs.ts';

const N_FILES = 10_000;
const N_CHANGED = 100;
const LARGEST_BYTES = 200_000;
const ROUNDS = 20;
const AN_HOUR_AGO = Date.now() / 1000 - 3600;

const python = process.env['PHOTOELECTRON_PEERS_PYTHON'] ?? 'python3';

/** Files of the data folder that the folder is made of, in alphabetical order. */
function mixture(): string[] {
  return globSync('**/*', { cwd: dataFolder })
    .map((file) => path.join(dataFolder, file))
    .filter((file) => statSync(file).isFile() && statSync(file).size <= LARGEST_BYTES)
    .sort();
}

function makeFolder(root: string, files: readonly string[]): void {
  // Hard links need the same file system, so that each file is copied there once.
  const originals = files.map((file, i) => {
    const copy = path.join(root, '..', `original-${String(i)}`);
    copyFileSync(file, copy);
    utimesSync(copy, AN_HOUR_AGO, AN_HOUR_AGO);
    return copy;
  });
  for (let i = 0; i < N_FILES; i++) {
    const night = path.join(root, `night-${String(Math.floor(i / 100)).padStart(3, '0')}`);
    if (i % 100 === 0) mkdirSync(night, { recursive: true });
    const number = String(i).padStart(5, '0');
    linkSync(originals[i % originals.length], path.join(night, `file-${number}`));
  }
}

/** Puts other contents at the place of some files. */
function changeFiles(root: string, files: readonly string[]): void {
  for (let i = 0; i < N_CHANGED; i++) {
    const number = String(i * 100 + 7);
    const night = path.join(root, `night-${String(i).padStart(3, '0')}`);
    const file = path.join(night, `file-${number.padStart(5, '0')}`);
    rmSync(file);
    copyFileSync(files[(i * 7 + 1) % files.length], file);
    utimesSync(file, AN_HOUR_AGO + i + 1, AN_HOUR_AGO + i + 1);
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The same folder with the standard library of Python: walk and stat, and walk, read and SHA-256. */
function baseline(root: string, hashes: boolean): string {
  const script = `
import os, sys, time, hashlib
start = time.perf_counter()
for folder, _, files in os.walk(sys.argv[1]):
    for name in files:
        path = os.path.join(folder, name)
        os.stat(path)
        if ${hashes ? 'True' : 'False'}:
            with open(path, 'rb') as file: hashlib.file_digest(file, 'sha256')
print(time.perf_counter() - start)`;
  const result = spawnSync(python, ['-c', script, root], { encoding: 'utf8' });
  return result.status === 0 ? `${Number(result.stdout).toFixed(2)} s` : '–';
}

async function measureScans(home: string): Promise<string[]> {
  const root = path.join(home, 'data');
  mkdirSync(root);
  const files = mixture();
  makeFolder(root, files);
  const catalogue = await Catalogue.open(path.join(home, 'scans.sqlite'));
  const { id } = await catalogue.ask('addRoot', { path: root, added: new Date().toISOString() });
  const scan = () => scanRoot(catalogue, { rootId: id });
  // The files have been read once when the clock starts.
  const walkAndHash = [baseline(root, true), baseline(root, true)][1];
  const first = await seconds(scan);
  const walk = baseline(root, false);
  const again: number[] = [];
  for (let i = 0; i < 5; i++) again.push(await seconds(scan));
  changeFiles(root, files);
  const changed = await seconds(scan);
  const { nUnrecognised } = await catalogue.ask('getRoot', { id });
  await catalogue.close();
  return [
    `Scans: ${N_FILES.toLocaleString('en')} names for the ${String(files.length)} files of the shared data that have ${String(LARGEST_BYTES / 1000)} kB at most (event lists, responses, HDF5 products and tables, sim_telarray and CORSIKA files, cameras, configurations, texts), as hard links in 100 folders; ${String(nUnrecognised)} of the names were not recognised. All have been read once before.`,
    '',
    '| work | time | wanted | Python, for comparison |',
    '| --- | ---: | ---: | --- |',
    `| first scan | **${first.toFixed(1)} s** | ≤ 60 s | ${walkAndHash} for os.walk, os.stat and SHA-256 alone |`,
    `| scan again without changes, median of 5 | **${median(again).toFixed(2)} s** | ≤ 2 s | ${walk} for os.walk and os.stat |`,
    `| scan after ${String(N_CHANGED)} files were replaced | **${changed.toFixed(2)} s** | | |`,
  ];
}

async function measureQueries(home: string): Promise<string[]> {
  const catalogue = await Catalogue.open(path.join(home, 'queries.sqlite'));
  const now = new Date().toISOString();
  const filling = await seconds(() => storeManyRuns(catalogue, '/bench'));
  const mirror = path.join(home, 'annotations.jsonl');
  for (let id = 1; id <= 200; id++) {
    await catalogue.ask('setFlag', { id: id * 50, flag: 'bad', isSet: true, mirror, now });
  }
  const page = { offset: 0, limit: 100 };
  const runs =
    (filter: ListRunsAsk['filter'], more: Partial<ListRunsAsk> = {}) =>
    () =>
      catalogue.ask('listRuns', { filter, sort: 'start', descending: false, ...page, ...more });
  const queries: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['runs, first page', runs({})],
    ['runs, last page', runs({}, { offset: N_RUNS - 100 })],
    [
      'runs, a page of 1000 by events',
      runs({}, { sort: 'nEvents', descending: true, limit: 1000 }),
    ],
    [
      'runs of a source above 60° by zenith',
      runs({ target: 'crab', maxZenithDeg: 30 }, { sort: 'zenithDeg' }),
    ],
    ['runs with three words of text', runs({ text: 'magic 303 roque' })],
    ['runs with a level', runs({ level: 'DL3' })],
    ['runs with a flag', runs({ flag: 'bad' })],
    [
      'runs of a telescope between two nights',
      runs({ telescope: 3, from: '2019-01-01', to: '2019-12-31' }),
    ],
    ['nights, first page', () => catalogue.ask('listNights', { filter: {}, ...page })],
    [
      'nights of a source with a level',
      () => catalogue.ask('listNights', { filter: { target: 'mrk', level: 'DL2' }, ...page }),
    ],
    ['the sheet of a run', () => catalogue.ask('getRun', { id: 4321 })],
    ['files, a page of 1000', () => catalogue.ask('listFiles', { ...page, limit: 1000 })],
    ['files with a text', () => catalogue.ask('listFiles', { text: 'run777', ...page })],
    ['roots', () => catalogue.ask('listRoots', undefined)],
  ];
  const rows: string[] = [];
  for (const [title, query] of queries) {
    await query();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(1000 * (await seconds(query)));
    rows.push(
      `| ${title} | **${median(times).toFixed(1)} ms** | ${Math.max(...times).toFixed(1)} ms |`,
    );
  }
  await catalogue.close();
  return [
    `Queries: ${N_RUNS.toLocaleString('en')} runs of four telescopes with ${(N_RUNS * PRODUCTS_PER_RUN).toLocaleString('en')} products, ${N_TARGETS} sources, 200 flags (made in ${filling.toFixed(0)} s); asked through the catalogue's thread, answers taken over. Wanted: ≤ 50 ms.`,
    '',
    `| query | median of ${String(ROUNDS)} | longest |`,
    '| --- | ---: | ---: |',
    ...rows,
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** What else the machine had to do. */
const [load] = os.loadavg();
const home = mkdtempSync(path.join(os.tmpdir(), 'photoelectron-bench-'));
try {
  const lines = [
    `${String(os.availableParallelism())} cores, on which ${load.toFixed(1)} programs were at work when it began.`,
    '',
    ...(await measureScans(home)),
    '',
    ...(await measureQueries(home)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  rmSync(home, { recursive: true });
}
