import { expect, test } from 'vitest';
import { planHindrance } from '../../../../renderer/processing/plan-hindrance.ts';

const files = [1, 2, 3].map((n) => ({ input: `${n}.simtel`, outputName: `${n}.h5`, runs: [] }));

test('lets no file of several nights be left out in silence', () => {
  expect(planHindrance({ files, nFiles: 4 }, undefined)).toMatch(/3 files .* these are 4/);
});

test('takes whole plans, and a night of any size', () => {
  expect(planHindrance({ files, nFiles: 3 }, undefined)).toBeUndefined();
  expect(planHindrance({ files, nFiles: 4 }, '2026-11-20')).toBeUndefined();
});
