import { expect, it } from 'vitest';
import { storedCalibrations } from '../../../../core/sources/ctapipe-hdf5/stored-calibrations.ts';

const [high, low, neither] = [4, 8, 0];

it('takes channels that are not stored as unusable, each distinct row once', () => {
  const status = Uint8Array.of(high, low, neither, high, high, high, high, low, neither);
  const pixels = { nPixels: 3, nChannels: 2, isSelected: false, status };
  const { calibrations, calibration } = storedCalibrations(pixels);
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

it('takes pixels of either gain as usable where one was selected', () => {
  const status = Uint8Array.of(high, low, neither, low, low, neither);
  const pixels = { nPixels: 3, nChannels: 2, isSelected: true, status };
  const { calibrations, calibration } = storedCalibrations(pixels);
  expect([...calibration]).toEqual([0, 0]);
  expect(calibrations.map(({ outlierMask }) => [...outlierMask])).toEqual([[0, 0, 1, 0, 0, 1]]);
});

it('accepts either channel of a camera with one, and no information at all', () => {
  const status = Uint8Array.of(high, low, neither, neither, neither, neither);
  const pixels = { nPixels: 3, nChannels: 1, isSelected: false, status };
  const { calibrations } = storedCalibrations(pixels);
  expect(calibrations.map(({ outlierMask }) => [...outlierMask])).toEqual([
    [0, 0, 1],
    [0, 0, 0],
  ]);
});

it('gives time shifts to the channels that they are of', () => {
  const status = new Uint8Array(4).fill(high | low);
  const all = storedCalibrations({
    nPixels: 2,
    nChannels: 2,
    isSelected: false,
    status,
    timeShift: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  });
  expect([...all.calibration]).toEqual([0, 1]);
  expect(all.calibrations.map(({ timeShift }) => [...timeShift])).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]);
  const selected = storedCalibrations({
    nPixels: 2,
    nChannels: 2,
    isSelected: true,
    status,
    timeShift: Float32Array.of(1, 2, 1, 2),
  });
  expect([...selected.calibration]).toEqual([0, 0]);
  expect(selected.calibrations.map(({ timeShift }) => [...timeShift])).toEqual([[1, 2, 1, 2]]);
});
