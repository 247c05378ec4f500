import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import type { EventSource, SourceOptions } from '../../core/sources/event-source.ts';
import { openSource } from '../../core/sources/open-source.ts';
import { simtelFiles } from '../data-folder.ts';
import { expectSimtelSource } from '../expect-simtel-source.ts';
import type { PeerResult } from './exchange.ts';
import { runPeer } from './run-peer.ts';

/** Opens with the effective focal length, or with the nominal one where there is none. */
async function openEither(
  file: string,
  options: SourceOptions = {},
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

interface Job {
  readonly file: string;
  readonly calibration: boolean;
}

/** The file that the reference refuses: it ends in its header. */
const headerOnly = 'test_camorganv2.simtel.gz';
const jobs: readonly Job[] = [
  ...simtelFiles().map((file) => ({ file, calibration: true })),
  ...simtelFiles()
    .filter((file) => /calib_|extracted_/.test(file))
    .map((file) => ({ file, calibration: false })),
];

describe('sim_telarray files as array events', () => {
  let result: PeerResult;
  let nTelescopeEvents = 0;

  beforeAll(async () => {
    const args: string[] = [];
    for (const { file, calibration } of jobs) {
      const { source, choice } = await openEither(file);
      await source.close();
      args.push(file, choice, calibration ? '1' : '0');
    }
    result = await runPeer('simtel-source.py', args);
  });

  for (const [index, { file, calibration }] of jobs.entries()) {
    const name = path.basename(file);
    if (name === headerOnly) continue;
    it(`reads ${name} as ctapipe does, ${calibration ? 'with' : 'without'} calibration events`, async () => {
      // Small batches, so that the seams between them are tested too.
      const options = { skipCalibrationEvents: !calibration, batchBytes: 1 << 20 };
      const { source } = await openEither(file, options);
      try {
        nTelescopeEvents += await expectSimtelSource(source, result, index);
      } finally {
        await source.close();
      }
    });
  }

  it('has compared all telescope events of the files', () => {
    expect(nTelescopeEvents).toBe(213);
  });

  it('describes the telescopes of a file that ends in its header, which ctapipe refuses', async () => {
    const index = jobs.findIndex(({ file }) => path.basename(file) === headerOnly);
    expect(result.notes[String(index)]).toEqual({ refused: 'StopIteration' });
    const { source } = await openEither(jobs[index].file);
    let nEvents = 0;
    for await (const batch of source.batches()) nEvents += batch.nEvents;
    expect(nEvents).toBe(0);
    expect(source.subarray.telescopes.length).toBe(77);
    expect(source.isComplete()).toBe(false);
    expect(source.warnings().map(({ message }) => message)).toContain(
      'The descriptions of 48 of 125 telescopes are missing; these telescopes are left out.',
    );
    await source.close();
  });
});
