import { expect, it } from 'vitest';
import { storedOutliers } from '../../../../core/sources/ctapipe-hdf5/stored-outliers.ts';

const [high, low, neither] = [4, 8, 0];

it('takes channels that are not stored as unusable, each distinct row once', () => {
  const status = Uint8Array.of(high, low, neither, high, high, high, high, low, neither);
  const { calibrations, calibration } = storedOutliers(status, 3, 2);
  expect([...calibration]).toEqual([0, 1, 0]);
  expect(calibrations.map(({ outlierMask }) => [...outlierMask])).toEqual([
    [0, 1, 1, 1, 0, 1],
    [0, 0, 0, 1, 1, 1],
  ]);
  expect(calibrations.map(({ timeShift }) => [...timeShift])).toEqual([
    Array(6).fill(0),
    Array(6).fill(0),
  ]);
});

it('accepts either channel of a camera with one, and no information at all', () => {
  const status = Uint8Array.of(high, low, neither, neither, neither, neither);
  const { calibrations } = storedOutliers(status, 3, 1);
  expect(calibrations.map(({ outlierMask }) => [...outlierMask])).toEqual([
    [0, 0, 1],
    [0, 0, 0],
  ]);
});
