import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Hdf5File, openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { openCtapipeHdf5Source } from '../../core/sources/ctapipe-hdf5/open-ctapipe-hdf5-source.ts';
import { writeSyntheticProduct } from '../synthetic-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Mutated files; more with PHOTOELECTRON_FUZZ_RUNS. */
const runs = Number(process.env.PHOTOELECTRON_FUZZ_RUNS ?? '2000');
const maxMegabytes = 1024;

const folder = temporaryFolder();

/** Random numbers that are the same in every run (xorshift32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Bit flips, lengths that lie, zeroed and cut pieces. */
function mutate(original: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(original);
  const somewhere = () => Math.floor(random() * bytes.length);
  const changes = 1 + Math.floor(random() * 20);
  for (let change = 0; change < changes; change++) {
    const at = somewhere();
    const kind = random();
    if (kind < 0.5) bytes[at] ^= 1 << Math.floor(random() * 8);
    else if (kind < 0.7) bytes[at] = 0xff;
    else if (kind < 0.8) bytes.fill(0xff, at, at + 8);
    else if (kind < 0.9) bytes.fill(0, at, at + 1 + Math.floor(random() * 32));
    else bytes.copyWithin(at, somewhere(), somewhere());
  }
  return random() < 0.15 ? bytes.subarray(0, somewhere()) : bytes;
}

/** Reads everything that can be reached, without following loops. */
async function readEverything(file: Hdf5File): Promise<number> {
  let tables = 0;
  const pending = ['/'];
  for (let item = pending.pop(); item !== undefined && tables < 60; item = pending.pop()) {
    await file.attributes(item).catch(expected);
    const kind = await file.kind(item).catch(expected);
    if (kind === 'group') {
      const children = (await file.children(item).catch(expected)) ?? [];
      const prefix = item === '/' ? '' : item;
      if (item.split('/').length < 8) {
        pending.push(...children.slice(0, 100).map(({ name }) => `${prefix}/${name}`));
      }
    } else if (kind === 'dataset') {
      const description = await file.describe(item).catch(expected);
      const count = Math.min(description?.nRows ?? 0, 10);
      if (description !== undefined) await file.readRows(item, { count }).catch(expected);
      tables++;
    }
  }
  return tables;
}

/** Nothing but errors of ours with one sentence may come out. */
function expected(cause: unknown): undefined {
  expect(cause).toBeInstanceOf(PhotoelectronError);
  const { code, message } = cause as PhotoelectronError;
  expect(code).not.toBe('internal');
  expect(message.split('\n')).toHaveLength(1);
  return undefined;
}

it('turns every damaged file into values or one sentence, never into a crash', async () => {
  const source = path.join(folder, 'source.h5');
  await writeSyntheticProduct(source, 7, { compression: 'deflate', checksum: false });
  const packed = path.join(folder, 'packed.h5');
  await writeSyntheticProduct(packed, 7);
  const originals = [readFileSync(source), readFileSync(packed)];
  const random = randomNumbers(20261120);
  const outcomes = { tables: 0, events: 0, refused: 0 };
  for (let run = 0; run < runs; run++) {
    const file = path.join(folder, `mutated-${String(run % 4)}.h5`);
    writeFileSync(file, mutate(originals[run % originals.length], random));
    if (run % 3 === 0) {
      const opened = await openHdf5(file).catch(expected);
      if (opened === undefined) {
        outcomes.refused++;
        continue;
      }
      outcomes.tables += await readEverything(opened);
      await opened.close();
      continue;
    }
    const events = await openCtapipeHdf5Source(file).catch(expected);
    if (events === undefined) {
      outcomes.refused++;
      continue;
    }
    try {
      for await (const batch of events.batches()) outcomes.events += batch.nEvents;
    } catch (cause) {
      expected(cause);
    }
    await events.close();
  }
  expect(outcomes.tables).toBeGreaterThan(0);
  expect(outcomes.events).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(process.memoryUsage.rss() / 2 ** 20).toBeLessThan(maxMegabytes);
}, 600_000);
