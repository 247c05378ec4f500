import { expect, it } from 'vitest';
import { CalibrationSlots } from '../../../../core/sources/simtel/calibration-slots.ts';

const readout = {
  name: 'camera',
  samplingRate: 1,
  referencePulseShape: new Float64Array(0),
  referencePulseSampleWidth: 1,
  nChannels: 2,
  nPixels: 2,
  nSamples: 4,
};
const monitoring = {
  telescopeId: 1,
  what: 4,
  known: 4,
  newParts: 4,
  monitorId: 0,
  moniTime: [0, 0],
  nSectors: 0,
  nPixels: 2,
  nDrawers: 0,
  nGains: 2,
  nPedSlices: 4,
  pedestal: Float32Array.of(400, 404, 40, 44),
} as const;
const laser = {
  telescopeId: 1,
  lascalId: 0,
  nGains: 2,
  nPixels: 2,
  calib: Float32Array.of(0.01, 0.02, 0.1, 0.2),
};

it('gives the calibration in force, shared until something changes', () => {
  const slots = new CalibrationSlots();
  expect(slots.slot(1, readout)).toBeUndefined();
  slots.monitor(monitoring);
  expect(slots.slot(1, readout)).toBeUndefined();
  slots.calibrate(laser);
  slots.disable(1, Int32Array.of(1, 9));
  const slot = slots.slot(1, readout);
  expect([...(slot?.pedestalPerSample ?? [])]).toEqual([100, 101, 10, 11]);
  expect([...(slot?.timeShift ?? [])]).toEqual([0, 0, 0, 0]);
  expect([...(slot?.outlierMask ?? [])]).toEqual([0, 1, 0, 1]);
  expect(slots.slot(1, readout)).toBe(slot);

  const { pedestal, nPedSlices, ...status } = monitoring;
  expect([pedestal.length, nPedSlices]).toEqual([4, 4]);
  slots.monitor(status);
  expect(slots.slot(1, readout)).toBe(slot);
  slots.calibrate({ ...laser, tmCalib: Float32Array.of(1, 2, 3, 4) });
  expect([...(slots.slot(1, readout)?.timeShift ?? [])]).toEqual([1, 2, 3, 4]);
  expect([...(slot?.timeShift ?? [])]).toEqual([0, 0, 0, 0]);
});

it('gives none of another shape', () => {
  const slots = new CalibrationSlots();
  slots.monitor({ ...monitoring, pedestal: new Float32Array(3) });
  slots.calibrate(laser);
  expect(slots.slot(1, readout)).toBeUndefined();
});
