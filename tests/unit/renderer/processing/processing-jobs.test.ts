import { expect, it } from 'vitest';
import { differenceLine } from '../../../../renderer/processing/difference-line.ts';
import { processingJobs } from '../../../../renderer/processing/processing-jobs.ts';

const files = ['one', 'two'].map((name, i) => ({
  input: `/data/${name}.simtel.zst`,
  outputName: `${name}_run${i + 1}.dl2.h5`,
  runs: [{ runId: i + 1, obsId: i + 1 }],
}));
const choice = {
  filter: { ids: [1, 2] },
  night: undefined,
  outputFolder: '/products',
  config: 'default',
  writeImages: undefined,
  focalLengthChoice: undefined,
  overwrite: false,
};

it('makes one job of runs of a night', () => {
  expect(
    processingJobs(files, { ...choice, night: '2026-08-20', writeImages: true, overwrite: true }),
  ).toEqual([
    {
      kind: 'process-night',
      night: '2026-08-20',
      filter: { ids: [1, 2] },
      outputFolder: '/products',
      config: 'default',
      writeImages: true,
      overwrite: true,
    },
  ]);
});

it('makes a job of each file of several nights', () => {
  const jobs = processingJobs(files, { ...choice, focalLengthChoice: 'EQUIVALENT' });
  expect(jobs).toMatchObject([
    { kind: 'process-run', input: '/data/one.simtel.zst', output: '/products/one_run1.dl2.h5' },
    { kind: 'process-run', output: '/products/two_run2.dl2.h5', focalLengthChoice: 'EQUIVALENT' },
  ]);
});

it('names a few differences of a configuration and counts the rest', () => {
  const changed = (key: string, right?: string | number) => ({
    key,
    path: key.split('.'),
    kind: 'changed' as const,
    left: 1,
    ...(right === undefined ? {} : { right }),
  });
  expect(differenceLine([])).toBe('The same as the default configuration.');
  expect(
    differenceLine([
      { ...changed('cleaning.image_cleaner.picture_threshold_pe', 8), unit: 'p.e.' },
      changed('output.write_images'),
      changed('a.b', 'x'.repeat(60)),
      changed('c.d', 2),
    ]),
  ).toBe(
    `image_cleaner.picture_threshold_pe: 8 p.e.; output.write_images: left out; a.b: ${'x'.repeat(39)}…; and 1 more`,
  );
});
