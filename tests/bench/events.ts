/**
 * Times looking at events one by one, through the engine as a page does but without the page: opening,
 * looking through, listing, stepping. Prints a section of RESULTS.md.
 *
 * node tests/bench/events.ts [size of the large product in MiB, default 2048]
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openInProcess } from '../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import type { EngineClient } from '../../core/contract/engine-client.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { writeLargeProduct } from './large-product.ts';
import { writeLongFile } from './long-file.ts';

/** The files have no effective focal length, or both. */
const equivalent = { focalLengthChoice: 'EQUIVALENT' } as const;

/** Steps that are timed. */
const STEPS = 200;

const sizeMiB = Number(process.argv[2] ?? 2048);
const [load] = os.loadavg();
const folder = await mkdtemp(path.join(os.tmpdir(), 'photoelectron-bench-'));
const home = photoelectronHome({ PHOTOELECTRON_HOME: path.join(folder, 'home') });
// As the window has it: an engine that stays keeps a thread ready.
const { client, close } = await openInProcess({ home, takesOrphans: true });

interface Row {
  readonly what: string;
  readonly times: readonly number[];
  readonly wanted: string;
}

const rows: Row[] = [];

async function timed<T>(action: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await action();
  return [performance.now() - start, result];
}

async function whenIndexed(of: EngineClient, id: number): Promise<number> {
  const done = Promise.withResolvers<number>();
  const stop = of.subscribe('events.indexed', { id }, ({ isComplete, nImages }) => {
    if (isComplete) done.resolve(nImages);
  });
  const nImages = await done.promise;
  stop();
  return nImages;
}

/** Times of stepping through a list, one event after the other. */
async function step(
  id: number,
  choice: { filter?: string; sort?: string },
  by: 1 | -1,
): Promise<number[]> {
  const end = await client.request('events.find', {
    ...{ id, ...choice, to: { end: by > 0 ? 'first' : 'last' } },
  });
  let index = end.index ?? 0;
  await client.request('events.get', { id, index });
  const times: number[] = [];
  for (let i = 0; i < STEPS; i++) {
    const [time] = await timed(async () => {
      const found = await client.request('events.find', {
        ...{ id, ...choice, to: { from: index, step: by } },
      });
      if (found.index === null) return;
      index = found.index;
      await client.request('events.get', { id, index });
    });
    times.push(time);
    // A person is no faster than the frames of a screen.
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  return times;
}

async function lookAt(what: string, file: string, processed: boolean): Promise<void> {
  const { size } = await stat(file);
  const title = `${what} (${(size / 2 ** 20).toFixed(0)} MiB)`;
  const [first, opened] = await timed(async () => {
    const session = await client.request('events.open', { path: file, ...equivalent });
    await client.request('events.get', { id: session.id, index: 0 });
    return session;
  });
  rows.push({ what: `${title}: open, first event`, times: [first], wanted: '≤ 1000 ms' });
  const { id } = opened;
  const during: number[] = [];
  const start = performance.now();
  const indexing = whenIndexed(client, id);
  const state = { isDone: false };
  void indexing.then(() => (state.isDone = true));
  for (let index = 0; !state.isDone && during.length < STEPS; index++) {
    const [time] = await timed(() =>
      client.request('events.get', { id, index }).catch(() => undefined),
    );
    during.push(time);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  rows.push({ what: `${title}: next event while it is looked through`, times: during, wanted: '' });
  const nImages = await indexing;
  const indexSeconds = (performance.now() - start) / 1000;
  let note = '';
  if (processed) {
    const output = path.join(folder, 'processed.h5');
    const report = await processFile({ input: file, output, ...equivalent });
    note = `; pe process ${(report.telescopeEvents / report.duration).toFixed(0)} images / s`;
    await rm(output);
  }
  rates.push(
    `${title}: ${String(nImages)} images looked through in ${indexSeconds.toFixed(1)} s, ${(nImages / indexSeconds).toFixed(0)} images / s${note}`,
  );
  rows.push({ what: `${title}: next event`, times: await step(id, {}, 1), wanted: '≤ 16 ms' });
  rows.push({ what: `${title}: event before`, times: await step(id, {}, -1), wanted: '≤ 16 ms' });
  const filter = 'hillas_intensity > 100 && morphology_n_islands == 1';
  const listing = { id, filter, sort: 'hillas_intensity', columns: ['hillas_intensity'] };
  const lists: number[] = [];
  for (let i = 0; i < 5; i++) {
    const other = `${filter} && hillas_width > ${String(i / 1000)}`;
    lists.push(
      (await timed(() => client.request('events.list', { ...listing, filter: other })))[0],
    );
  }
  rows.push({ what: `${title}: list of a new filter, sorted`, times: lists, wanted: '' });
  rows.push({
    what: `${title}: next event of that list`,
    times: await step(id, { filter, sort: 'hillas_intensity' }, 1),
    wanted: '',
  });
  await client.request('events.close', { id });
}

const rates: string[] = [];
try {
  const product = path.join(folder, 'large.dl1.h5');
  await writeLargeProduct(product, sizeMiB * 2 ** 20);
  await lookAt('DL1 product, one camera of 1855 pixels', product, false);
  await rm(product);
  const long = path.join(folder, 'long.simtel');
  await writeLongFile(dataFile('ctapipe-extra/simtel/lst_muons.simtel.zst'), long, 20);
  await lookAt('sim_telarray, one camera of 1855 pixels', long, true);
  await rm(long);
} finally {
  await close();
  await rm(folder, { recursive: true, force: true });
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1];
const lines = [
  `${String(os.availableParallelism())} cores, on which ${load.toFixed(1)} programs were at work when it began.`,
  '',
  '| | median | longest | wanted |',
  '| --- | ---: | ---: | ---: |',
  ...rows.map(
    ({ what, times, wanted }) =>
      `| ${what} | **${median(times).toFixed(1)} ms** | ${Math.max(...times).toFixed(1)} ms | ${wanted} |`,
  ),
  '',
  ...rates.map((rate) => `- ${rate}`),
];
process.stdout.write(`${lines.join('\n')}\n`);
