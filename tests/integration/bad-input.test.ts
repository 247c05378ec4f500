import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import type { ProcessReport } from '../../core/processing/process-request.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bad-input-'));
const good = dataFile(
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
);
const plain = zstdDecompressSync(readFileSync(good));

/** A new folder with one input file in it, and the place of the product. */
function place(name: string, content: Uint8Array | string) {
  const inside = mkdtempSync(path.join(folder, 'case-'));
  const input = path.join(inside, name);
  writeFileSync(input, content);
  return { inside, input, output: path.join(inside, 'product.h5') };
}

/** What processing a file ends with: the report, or the error. */
async function outcome(input: string, output: string) {
  try {
    return await processFile({ input, output, writeImages: true, threads: 1 });
  } catch (error) {
    if (error instanceof PhotoelectronError) return error;
    throw error;
  }
}

describe('input that is no event file', () => {
  const cases: readonly (readonly [string, Uint8Array | string])[] = [
    ['empty.simtel', ''],
    ['text.simtel.gz', 'This is a text, not events.\n'.repeat(40)],
    ['zeros.simtel.zst', new Uint8Array(100_000)],
    ['image.simtel', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])],
  ];
  it.each(cases)('%s is refused in one sentence that names it', async (name, content) => {
    const { inside, input, output } = place(name, content);
    const error = await outcome(input, output);
    expect(error).toBeInstanceOf(PhotoelectronError);
    const { message, code } = error as PhotoelectronError;
    expect(code).toMatch(/^format-(unknown|damaged|unsupported)$/);
    expect(message).toContain(name);
    expect(message).not.toContain('\n');
    expect(readdirSync(inside)).toEqual([name]);
  });

  it('a missing file and a folder are refused', async () => {
    const missing = await outcome(path.join(folder, 'missing.simtel'), path.join(folder, 'x.h5'));
    expect(missing).toMatchObject({ code: 'file-not-found' });
    const directory = await outcome(folder, path.join(folder, 'x.h5'));
    expect(directory).toBeInstanceOf(PhotoelectronError);
  });
});

describe('files that end early', () => {
  it.each([0.35, 0.6, 0.999])(
    'cut at %d: what was complete is in a product marked so',
    async (part) => {
      const { inside, input, output } = place(
        'cut.simtel',
        plain.subarray(0, Math.floor(plain.length * part)),
      );
      const report = await outcome(input, output);
      expect(report).toMatchObject({ isComplete: false });
      expect((report as ProcessReport).warnings.length).toBeGreaterThan(0);
      expect(readdirSync(inside).sort()).toEqual(['cut.simtel', 'product.h5']);
    },
  );

  it('the head of a file without any event gives an empty product', async () => {
    const { output } = place('x', '');
    const report = await processFile({
      input: dataFile('pyeventio/simtel/test_camorganv2.simtel.gz'),
      output,
      focalLengthChoice: 'EQUIVALENT',
    });
    expect(report).toMatchObject({ events: 0, isComplete: false });
  });
});

describe('damaged files', () => {
  /** A generator of repeatable numbers in [0, 1) (mulberry32). */
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'flipped bits, case %d: one sentence or a product, never more',
    async (seed) => {
      const next = random(seed);
      const bytes = Uint8Array.from(plain);
      for (let i = 0; i < 20; i++) {
        bytes[Math.floor(next() * bytes.length)] ^= 1 << Math.floor(next() * 8);
      }
      const { inside, input, output } = place('flipped.simtel', bytes);
      const result = await outcome(input, output);
      const files = readdirSync(inside).sort();
      if (result instanceof PhotoelectronError) {
        expect(result.message).not.toContain('\n');
        expect(files).toEqual(['flipped.simtel']);
      } else {
        expect(files).toEqual(['flipped.simtel', 'product.h5']);
      }
    },
  );
});

describe('files without what an analysis needs', () => {
  it('no triggered telescope: a complete product without events', async () => {
    const { output } = place('x', '');
    const report = await outcome(
      dataFile(
        'simtools-tests/simtel/proton_run000201_za20deg_azm000deg_North_alpha_6.0.0_no_trigger.simtel.zst',
      ),
      output,
    );
    expect(report).toMatchObject({ events: 0, telescopeEvents: 0, isComplete: true });
  });

  it('no effective focal length: the error names the option that helps', async () => {
    const { inside, output } = place('x', '');
    const input = dataFile('ctapipe-extra/simtel/lst_muons.simtel.zst');
    const error = await outcome(input, output);
    expect(error).toMatchObject({ code: 'focal-length-missing' });
    const { message } = error as PhotoelectronError;
    expect(message).toContain('lst_muons.simtel.zst');
    expect(message).toContain('--focal-length-choice EQUIVALENT');
    expect(readdirSync(inside)).toEqual(['x']);
    const report = await processFile({ input, output, focalLengthChoice: 'EQUIVALENT' });
    expect(report.events).toBe(30);
  });
});

describe('output', () => {
  it('that exists is kept unless it is to be overwritten', async () => {
    const { output } = place('product.h5', 'precious');
    expect(await outcome(good, output)).toMatchObject({ code: 'file-exists' });
    expect(readFileSync(output, 'utf8')).toBe('precious');
    const report = await processFile({ input: good, output, overwrite: true });
    expect(report.events).toBe(4);
  });

  it('in a folder that does not exist is refused', async () => {
    const error = await outcome(good, path.join(folder, 'nowhere', 'product.h5'));
    expect(error).toMatchObject({ code: 'file-unwritable' });
  });

  it('is not left behind by a cancelled run', async () => {
    const { inside, output } = place('x', '');
    const controller = new AbortController();
    const run = processFile(
      { input: good, output },
      {
        signal: controller.signal,
        onProgress: () => {
          controller.abort();
        },
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(inside)).toEqual(['x']);
  });
});
