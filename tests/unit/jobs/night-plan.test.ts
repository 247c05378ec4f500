import { describe, expect, it } from 'vitest';
import type { RunInputRow } from '../../../core/catalogue/operations/run-input-operations.ts';
import { planNight } from '../../../core/jobs/night-plan.ts';

function row(runId: number, path: string | null, more: Partial<RunInputRow> = {}): RunInputRow {
  return {
    runId,
    obsId: runId,
    instrument: 'LST-1',
    path,
    format: 'sim_telarray',
    dataLevels: ['R0'],
    isComplete: null,
    sizeBytes: 100,
    ...more,
  };
}

const product = (levels: readonly string[]) => ({ format: 'ctapipe HDF5', dataLevels: levels });

describe('planNight', () => {
  it('takes the file closest to the telescopes', () => {
    const rows = [
      row(1, '/a/images.h5', product(['DL1_IMAGES', 'DL2'])),
      row(1, '/a/waveforms.h5', product(['R1'])),
      row(1, '/a/raw.simtel.zst'),
      row(2, '/b/images.h5', product(['DL1_IMAGES'])),
      row(2, '/b/waveforms.h5', product(['R1'])),
      row(3, '/c/images.h5', product(['DL1_IMAGES'])),
    ];
    expect(planNight(rows, 'dl2').map(({ input }) => input)).toEqual([
      '/a/raw.simtel.zst',
      '/b/waveforms.h5',
      '/c/images.h5',
    ]);
  });

  it('leaves out what cannot be processed', () => {
    const rows = [
      row(1, '/a/showers.h5', product(['DL1_PARAMETERS', 'DL2'])),
      row(2, '/a/events.fits', { format: 'GADF FITS', dataLevels: ['DL3'] }),
      row(3, null, { format: null, dataLevels: [] }),
    ];
    expect(planNight(rows, 'dl2')).toEqual([]);
  });

  it('takes a complete file before a larger one that ends early, and the larger of two complete ones', () => {
    const rows = [
      row(1, '/a/broken.simtel', { isComplete: false, sizeBytes: 900 }),
      row(1, '/a/small.simtel', { isComplete: true, sizeBytes: 100 }),
      row(1, '/a/large.simtel', { isComplete: true, sizeBytes: 200 }),
    ];
    expect(planNight(rows, 'dl2').map(({ input }) => input)).toEqual(['/a/large.simtel']);
  });

  it('processes a file that holds several runs once', () => {
    const [only, ...others] = planNight(
      [row(7, '/a/merged.simtel'), row(8, '/a/merged.simtel')],
      'dl2',
    );
    expect(others).toEqual([]);
    expect(only).toEqual({
      input: '/a/merged.simtel',
      outputName: 'merged_run7.dl2.h5',
      runs: [
        { runId: 7, obsId: 7 },
        { runId: 8, obsId: 8 },
      ],
    });
  });

  it('names products after file and run, without the endings of the file', () => {
    const names = planNight(
      [
        row(1, '/a/gamma.simtel.zst'),
        row(2, '/a/proton.simtel.gz'),
        row(3, '/a/LST-1.Run02969.dl1.h5', product(['DL1_IMAGES'])),
      ],
      'dl1',
    ).map(({ outputName }) => outputName);
    expect(names).toEqual([
      'gamma_run1.dl1.h5',
      'proton_run2.dl1.h5',
      'LST-1.Run02969_run3.dl1.h5',
    ]);
  });

  it('gives files of the same name and run different products, the same ones every time', () => {
    const rows = [row(1, '/a/gamma.simtel'), row(2, '/b/Gamma.simtel.gz', { obsId: 1 })];
    const names = planNight(rows, 'dl2').map(({ outputName }) => outputName);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^gamma_run1_[0-9a-f]{8}\.dl2\.h5$/i);
    expect(planNight(rows.toReversed(), 'dl2').map(({ outputName }) => outputName)).toEqual(
      names.toReversed(),
    );
  });
});
