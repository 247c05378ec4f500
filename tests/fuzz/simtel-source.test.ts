import { expect, it } from 'vitest';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { openSource } from '../../core/sources/open-source.ts';
import { concat, topLevelObject } from '../eventio-bytes.ts';
import { type RawObject, sampleObjects, withFile } from '../simtel-sample.ts';

/** Numbers from 0 to 1, the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** The sample with the descriptions of few telescopes, so that a round is quick. */
function smallSample(): readonly RawObject[] {
  const kept = [1, 5, 8];
  const nAll = 19;
  return sampleObjects()
    .filter(
      ({ type, id }) =>
        (type !== 75 || id < 2) && (type < 2002 || type > 2008 || kept.includes(id)),
    )
    .map((object) => {
      if (object.type !== 2000) return object;
      // A run header (version 2) of these telescopes: 48 bytes, their number, ids, positions.
      const content = object.bytes.subarray(object.headerLength);
      const positions = 52 + 2 * nAll;
      const bytes = topLevelObject({
        type: 2000,
        version: 2,
        id: object.id,
        content: concat(
          content.subarray(0, 48),
          Uint8Array.of(kept.length, 0, 0, 0),
          ...kept.map((telId) => Uint8Array.of(telId, 0)),
          ...kept.map((telId) =>
            content.subarray(positions + 12 * (telId - 1), positions + 12 * telId),
          ),
          content.subarray(positions + 12 * nAll),
        ),
      });
      return { ...object, bytes };
    });
}

/** Reads everything; gives the code of the error, or how much there was. */
async function outcome(file: string): Promise<string> {
  try {
    const source = await openSource(file, {
      focalLengthChoice: 'EQUIVALENT',
      skipCalibrationEvents: false,
    });
    try {
      let rows = 0;
      for await (const batch of source.batches()) {
        for (const block of batch.telescopes) rows += block.event.length;
      }
      const tables = [source.simulationRuns(), source.observationBlocks()];
      expect(tables.every(({ columns }) => columns.length > 0)).toBe(true);
      source.showerDistribution();
      source.atmosphereProfile();
      return `${String(rows)} rows, complete: ${String(source.isComplete())}`;
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof PhotoelectronError && error.code !== 'internal') return error.code;
    throw error;
  }
}

it('meets every damage of a file with an error of its own or with what is readable', async () => {
  const objects = smallSample();
  const outcomes = new Set<string>();
  await withFile(concat(...objects.map((each) => each.bytes)), async (file) => {
    expect(await outcome(file)).toBe('3 rows, complete: true');
  });
  const random = randomNumbers(20261120);
  for (let round = 0; round < 150; ++round) {
    const copies = objects.map((each) => ({ ...each, bytes: each.bytes.slice() }));
    const pick = () => copies[Math.floor(random() * copies.length)];
    const kind = Math.floor(random() * 5);
    for (let k = 0; k < 1 + random() * 4; ++k) {
      const { bytes } = kind === 0 ? (copies.find(({ type }) => type === 2010) ?? pick()) : pick();
      // Beginnings of objects hold their headers and sizes: damage them more often.
      const range = random() < 0.7 ? Math.min(bytes.length, 64) : bytes.length;
      const at = Math.floor(random() * range);
      if (kind === 1) bytes[at] = 0xff;
      else if (kind === 2) bytes.fill(0xff, at, at + 8);
      else bytes[at] ^= 1 << Math.floor(random() * 8);
    }
    if (kind === 3) copies.splice(Math.floor(random() * copies.length), 1);
    if (kind === 4) copies.splice(Math.floor(random() * copies.length), 0, pick());
    const bytes = concat(...copies.map((each) => each.bytes));
    const end = random() < 0.2 ? Math.floor(random() * bytes.length) : bytes.length;
    await withFile(bytes.subarray(0, end), async (file) => {
      outcomes.add(await outcome(file));
    });
  }
  // Some rounds must have gone through and some must have failed, else nothing was tested.
  expect([...outcomes].some((each) => each.endsWith('complete: true'))).toBe(true);
  expect([...outcomes].some((each) => each.endsWith('complete: false'))).toBe(true);
  expect(outcomes).toContain('format-damaged');
});
