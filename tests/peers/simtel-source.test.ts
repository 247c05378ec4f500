import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import type { EventSource, SourceOptions } from '../../core/sources/event-source.ts';
import { openSource } from '../../core/sources/open-source.ts';
import { simtelFiles } from '../data-folder.ts';
import { expectSimtelSource } from '../expect-simtel-source.ts';
import { runPeer } from './run-peer.ts';

/** Files that the reference refuses, and what we do with them. */
const refused = ['test_camorganv2.simtel.gz'];
/** Telescope events of the files, calibration events included, all together. */
let nTelescopeEvents = 0;

/** Opens with the effective focal length, or with the nominal one where there is none. */
async function openEither(
  file: string,
  options: SourceOptions,
): Promise<{ source: EventSource; choice: string }> {
  try {
    return { source: await openSource(file, options), choice: 'EFFECTIVE' };
  } catch (error) {
    if (!(error instanceof PhotoelectronError && error.code === 'focal-length-missing'))
      throw error;
    const source = await openSource(file, { ...options, focalLengthChoice: 'EQUIVALENT' });
    return { source, choice: 'EQUIVALENT' };
  }
}

describe('sim_telarray files as array events', () => {
  for (const file of simtelFiles()) {
    const name = path.basename(file);
    if (refused.includes(name)) continue;
    it(`reads ${name} as ctapipe does`, async () => {
      // Small batches, so that the seams between them are tested too.
      const options = { skipCalibrationEvents: false, batchBytes: 1 << 20 };
      const { source, choice } = await openEither(file, options);
      try {
        const result = await runPeer('simtel-source.py', [file, choice, '1', 'full']);
        nTelescopeEvents += await expectSimtelSource(source, result);
      } finally {
        await source.close();
      }
    });
  }

  it('has compared telescope events', () => {
    expect(nTelescopeEvents).toBeGreaterThan(150);
  });

  for (const file of simtelFiles().filter((each) => /calib_|extracted_/.test(each))) {
    it(`leaves the calibration events of ${path.basename(file)} out as ctapipe does`, async () => {
      const { source, choice } = await openEither(file, {});
      try {
        const result = await runPeer('simtel-source.py', [file, choice, '0', 'full']);
        expect(await expectSimtelSource(source, result)).toBe(0);
      } finally {
        await source.close();
      }
    });
  }

  it('describes the telescopes of a file that ends in its header, which ctapipe refuses', async () => {
    const file = simtelFiles().find((each) => path.basename(each) === refused[0]) ?? '';
    await expect(runPeer('simtel-source.py', [file, 'EQUIVALENT', '1', 'full'])).rejects.toThrow(
      'StopIteration',
    );
    const { source } = await openEither(file, {});
    let nBatches = 0;
    for await (const batch of source.batches()) nBatches += batch.nEvents;
    expect(nBatches).toBe(0);
    expect(source.subarray.telescopes.length).toBe(77);
    expect(source.isComplete()).toBe(false);
    expect(source.warnings().length).toBeGreaterThan(0);
    await source.close();
  });
});
