import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  ArrayEventBatch,
  TelescopeEventBlock,
} from '../../../core/sources/array-event-batch.ts';
import type { EventSource, SourceOptions } from '../../../core/sources/event-source.ts';
import { openSource } from '../../../core/sources/open-source.ts';
import { fixtureFolder } from '../../data-folder.ts';
import { concat } from '../../eventio-bytes.ts';
import { expectSimtelSource } from '../../expect-simtel-source.ts';
import { readPeerResult } from '../../peers/exchange.ts';
import {
  contentOf,
  type RawObject,
  sampleFile,
  sampleObjects,
  withFile,
} from '../../simtel-sample.ts';

interface ReadFile {
  readonly source: EventSource;
  readonly batches: readonly ArrayEventBatch[];
  readonly messages: readonly string[];
}

async function readAll(file: string, options: SourceOptions = {}): Promise<ReadFile> {
  const source = await openSource(file, options);
  const batches: ArrayEventBatch[] = [];
  for await (const batch of source.batches()) batches.push(batch);
  await source.close();
  return { source, batches, messages: source.warnings().map(({ message }) => message) };
}

/** Telescopes of all rows, batch by batch, in the order of the telescopes. */
function telescopesOf(batches: readonly ArrayEventBatch[]): number[] {
  return batches.flatMap(({ telescopes }) =>
    telescopes.flatMap(({ telId }) => [...telId]).sort((a, b) => a - b),
  );
}

const withData = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19];

describe('a sim_telarray file', () => {
  let objects: readonly RawObject[];

  beforeAll(() => {
    objects = sampleObjects();
  });

  /** Copies of the objects, with the first one of a type changed. */
  function changed(type: number, change: (content: DataView, object: RawObject) => void) {
    const copies = objects.map((each) => ({ ...each, bytes: each.bytes.slice() }));
    for (const each of copies) if (each.type === type) change(contentOf(each), each);
    return copies;
  }

  it('gives what ctapipe gives', async () => {
    const result = readPeerResult(fixtureFolder('simtel-source'));
    const source = await openSource(sampleFile);
    expect(source.metadata.ARRAY_CONFIG_NAME).toBe('LaPalma-baseline-prod5');
    expect(source.metadata['tel_001/OPTICS_CONFIG_NAME']).toBe('LST');
    expect(await expectSimtelSource(source, result, 0)).toBe(15);
    expect(source.isComplete()).toBe(true);
    expect(source.warnings()).toEqual([]);
    expect(source.progress()).toBe(1);
    await source.close();
  });

  it('keeps chosen telescopes only', async () => {
    const { source, batches } = await readAll(sampleFile, { allowedTels: [19, 1, 15] });
    expect(source.subarray.telescopes.map(({ telId }) => telId)).toEqual([1, 15, 19]);
    expect(telescopesOf(batches)).toEqual([1, 19]);
    expect([...batches[0].telsWithTrigger]).toEqual([1, 0, 1]);
    await expect(openSource(sampleFile, { allowedTels: [77] })).rejects.toThrow(
      'There is no telescope 77',
    );
  });

  it('drops events of which no chosen telescope has data', async () => {
    const { batches } = await readAll(sampleFile, { allowedTels: [15] });
    expect(batches).toEqual([]);
  });

  it('leaves true images out when they are not wanted', async () => {
    const { batches } = await readAll(sampleFile, { trueImages: false });
    expect(batches[0].telescopes.map(({ trueImage }) => trueImage)).toEqual([undefined, undefined]);
    expect(batches[0].telescopes[0].trueImageSum?.[0]).toBe(10289);
  });

  it('names the option when there is no effective focal length', async () => {
    const without = changed(2002, (content) => {
      content.setFloat32(8, NaN, true);
    });
    await withFile(without, async (file) => {
      await expect(openSource(file)).rejects.toMatchObject({ code: 'focal-length-missing' });
      await expect(openSource(file)).rejects.toThrow('--focal-length-choice EQUIVALENT');
      await expect(openSource(file)).rejects.toThrow(/the nominal one of [\d.]{1,7} m\.$/);
      const { source } = await readAll(file, { focalLengthChoice: 'EQUIVALENT' });
      expect(source.subarray.optics[0].effectiveFocalLength).toBeNaN();
    });
  });

  it('gives its events once', async () => {
    const source = await openSource(sampleFile);
    source.batches();
    expect(() => source.batches()).toThrow('have been read already');
    await source.close();
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const source = await openSource(sampleFile, { signal: controller.signal });
    controller.abort();
    const read = async () => {
      for await (const batch of source.batches()) expect(batch.nEvents).toBe(1);
    };
    await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
    await source.close();
  });

  it('gives the complete events of a file that was cut short', async () => {
    const bytes = concat(...objects.map((each) => each.bytes));
    const histograms = objects.at(-1)?.bytes.length ?? 0;
    await withFile(bytes.slice(0, bytes.length - histograms / 2), async (file) => {
      const { source, batches, messages } = await readAll(file);
      expect(telescopesOf(batches)).toEqual(withData);
      expect(source.isComplete()).toBe(false);
      expect(source.showerDistribution()).toBeUndefined();
      expect(messages).toHaveLength(1);
      expect(messages[0]).toContain('is truncated: it ends in the middle of the object at byte');
    });
    await withFile(bytes.slice(0, bytes.length - 1000 - histograms), async (file) => {
      const { source, batches } = await readAll(file);
      expect(batches).toEqual([]);
      expect(source.isComplete()).toBe(false);
    });
  });

  it('says what is missing of a file that was cut short in its header', async () => {
    const settings = objects.findIndex(({ type, id }) => type === 2002 && id === 3);
    await withFile(objects.slice(0, settings + 3), async (file) => {
      const { source, messages } = await readAll(file);
      expect(source.subarray.telescopes.map(({ telId }) => telId)).toEqual([1, 2, 3]);
      expect(messages).toEqual([
        'The descriptions of 16 of 19 telescopes are missing; these telescopes are left out.',
      ]);
    });
    const runHeader = objects.findIndex(({ type }) => type === 2000);
    await withFile(objects.slice(0, runHeader + 2), async (file) => {
      await expect(openSource(file)).rejects.toThrow('without a complete description');
    });
    await withFile(objects.slice(0, runHeader), async (file) => {
      await expect(openSource(file)).rejects.toThrow('without the header of a run');
    });
  });

  it('reads all runs of a file, each under its own number', async () => {
    const second = changed(2000, (content) => {
      content.setInt32(0, 1234, true);
    });
    await withFile([...objects, ...second], async (file) => {
      const { source, batches } = await readAll(file);
      expect(source.obsIds).toEqual([4, 1234]);
      expect(batches.map(({ obsId, nEvents }) => [obsId, nEvents])).toEqual([
        [4, 1],
        [1234, 1],
      ]);
      expect(telescopesOf(batches)).toEqual([...withData, ...withData]);
      expect(source.simulationRuns().nRows).toBe(2);
      expect(source.observationBlocks().nRows).toBe(2);
      expect(source.showerDistribution()?.nRows).toBe(2);
      expect(source.isComplete()).toBe(true);
      const first = await readAll(file, { maxEvents: 1 });
      expect(first.batches.map(({ obsId }) => obsId)).toEqual([4]);
    });
  });

  /** The arrays of a block that are as large as its pixels are many. */
  function pixelArrays({ r0Waveform, trueImage, triggerPixels }: TelescopeEventBlock) {
    return [r0Waveform, trueImage, triggerPixels].filter((data) => data !== undefined);
  }

  /** Telescopes of a batch and checksums of their raw samples, triggered pixels and true images. */
  function checksums(batch: ArrayEventBatch): string[] {
    return batch.telescopes.flatMap((block) => {
      const nRows = block.telId.length;
      const arrays = pixelArrays(block);
      return Array.from(block.telId, (telId, row) => {
        const sums = arrays.map((data) => {
          const size = data.byteLength / nRows;
          return crc32(Buffer.from(data.buffer, data.byteOffset + row * size, size));
        });
        return [telId, ...sums].join(' ');
      });
    });
  }

  describe('with one event many times over', () => {
    const nTimes = 12;
    /** One event in a batch. */
    const batchBytes = 1 << 20;

    function manyEvents(test: (file: string) => Promise<void>): Promise<void> {
      const ofEvents = [2020, 2021, 1204, 2026, 2010];
      const events = objects.filter(({ type }) => ofEvents.includes(type));
      const others = objects.filter(({ type }) => !ofEvents.includes(type));
      const histograms = others.at(-1);
      if (histograms?.type !== 100) throw new Error('the sample does not end with its histograms');
      const repeated = Array.from({ length: nTimes }, () => events).flat();
      return withFile([...others.slice(0, -1), ...repeated, histograms], test);
    }

    it('gives the same pixels while released memory is used again, whatever it holds', async () => {
      await manyEvents(async (file) => {
        const [once] = (await readAll(file, { maxEvents: 1 })).batches;
        const source = await openSource(file, { batchBytes });
        const buffers = new Set<ArrayBufferLike>();
        let n = 0;
        for await (const batch of source.batches()) {
          expect(checksums(batch).slice(0, withData.length)).toEqual(checksums(once));
          expect([...batch.eventId]).toEqual(Array.from(batch.eventId, () => 100));
          for (const block of batch.telescopes) {
            for (const data of pixelArrays(block)) {
              buffers.add(data.buffer);
              new Uint8Array(data.buffer).fill(0xa5);
            }
          }
          n += batch.nEvents;
          batch.release?.();
          batch.release?.();
        }
        await source.close();
        expect(n).toBe(nTimes);
        // A batch has six of them; there are at most three batches at a time.
        expect(buffers.size).toBeLessThanOrEqual(3 * 6);
      });
    });

    it('leaves batches alone that are kept', async () => {
      await manyEvents(async (file) => {
        const source = await openSource(file, { batchBytes });
        const kept: ArrayEventBatch[] = [];
        const before: string[][] = [];
        for await (const batch of source.batches()) {
          kept.push(batch);
          before.push(checksums(batch));
        }
        await source.close();
        expect(kept.length).toBeGreaterThan(4);
        expect(kept.map(checksums)).toEqual(before);
        expect(new Set(before.flat()).size).toBe(withData.length);
      });
    });

    it('stops in the middle, asked or left, without touching what was given', async () => {
      await manyEvents(async (file) => {
        const abort = new AbortController();
        for (const signal of [abort.signal, undefined]) {
          const source = await openSource(file, { batchBytes, ...(signal && { signal }) });
          const given: ArrayEventBatch[] = [];
          const before: string[][] = [];
          let error: unknown;
          try {
            for await (const batch of source.batches()) {
              given.push(batch);
              before.push(checksums(batch));
              if (signal === undefined) break;
              abort.abort();
            }
          } catch (thrown) {
            error = thrown;
          }
          await source.close();
          if (signal !== undefined) expect(error).toMatchObject({ code: 'cancelled' });
          expect(given.length).toBeGreaterThan(0);
          expect(given.length).toBeLessThan(nTimes);
          expect(given.map(checksums)).toEqual(before);
        }
      });
    });
  });

  it('leaves a run with other telescopes out and says so', async () => {
    const second = changed(2000, (content) => {
      content.setInt32(0, 1234, true);
    });
    for (const each of second) {
      if (each.type === 2002 && each.id === 7) contentOf(each).setFloat32(4, 12, true);
    }
    await withFile([...objects, ...second], async (file) => {
      const { source, batches, messages } = await readAll(file);
      expect(batches.map(({ obsId }) => obsId)).toEqual([4]);
      expect(source.isComplete()).toBe(false);
      expect(messages).toEqual([
        'Run 1234 has other telescopes than the first run of the file; its events were left out.',
      ]);
    });
  });

  it('leaves telescopes out whose data cannot be decoded or calibrated', async () => {
    const without = objects.filter(({ type, id }) => !(type === 2023 && id === 2));
    await withFile(without, async (file) => {
      const { batches, messages } = await readAll(file);
      expect(telescopesOf(batches)).toEqual(withData.filter((telId) => telId !== 2));
      expect(messages).toEqual([
        'Telescope 2 has data before its calibration; they were left out.',
      ]);
    });
    const other = changed(2003, (content, { id }) => {
      if (id === 5) content.setInt32(0, 1854, true);
    });
    await withFile(other, async (file) => {
      const { batches, messages } = await readAll(file);
      expect(telescopesOf(batches)).not.toContain(5);
      expect(messages.join()).toContain('Telescope 5');
    });
  });

  it('leaves damaged raw data out and marks the result incomplete', async () => {
    const event = objects.findIndex(({ type }) => type === 2010);
    const copy = { ...objects[event], bytes: objects[event].bytes.slice() };
    const content = contentOf(copy);
    // The samples of telescope 1 (type 2013 in 2201): let one of their numbers be endless.
    let at = -1;
    for (let i = 0; i + 12 < content.byteLength && at < 0; ++i) {
      const isAdc = (content.getUint32(i, true) & 0xffff) === 2013;
      if (isAdc && ((content.getInt32(i + 4, true) >> 12) & 0xffff) === 1) at = i;
    }
    const length = content.getUint32(at + 8, true) & 0x3fffffff;
    for (let i = 0; i < 200; ++i) content.setUint8(at + 12 + length - 200 + i, 0xff);
    const all = [...objects.slice(0, event), copy, ...objects.slice(event + 1)];
    await withFile(all, async (file) => {
      const { source, batches, messages } = await readAll(file);
      expect(telescopesOf(batches)).toEqual(withData.slice(1));
      expect(source.isComplete()).toBe(false);
      expect(messages).toEqual(['Raw data of telescope 1 are damaged; they were left out.']);
    });
  });
});
