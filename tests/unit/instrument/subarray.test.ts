import { describe, expect, it } from 'vitest';
import { impactDistances } from '../../../core/instrument/impact-distance.ts';
import { selectSubarray } from '../../../core/instrument/select-subarray.ts';
import type { SubarrayDescription } from '../../../core/instrument/subarray-description.ts';
import { telsToMask } from '../../../core/instrument/tels-to-mask.ts';

const optic = (name: string) => ({
  name,
  sizeType: 'LST' as const,
  reflectorShape: 'PARABOLIC' as const,
  equivalentFocalLength: 28,
  effectiveFocalLength: NaN,
  nMirrors: 1,
  nMirrorTiles: 198,
  mirrorArea: 386.7,
});
const camera = (name: string) => ({
  name,
  geometry: {
    name,
    frame: 'CameraFrame' as const,
    nPixels: 0,
    pixId: new Int32Array(0),
    pixX: new Float64Array(0),
    pixY: new Float64Array(0),
    pixArea: new Float64Array(0),
    pixType: 'hexagon' as const,
    pixRotation: 0,
    camRotation: 0,
    neighbors: { indptr: new Int32Array(1), indices: new Int32Array(0) },
  },
  readout: {
    name,
    samplingRate: 1,
    referencePulseShape: new Float64Array(0),
    referencePulseSampleWidth: 1,
    nChannels: 1,
    nPixels: 0,
    nSamples: 1,
  },
});
const subarray: SubarrayDescription = {
  name: 'array',
  telescopes: [1, 2, 3, 5, 7].map((telId) => ({
    telId,
    type: 'T',
    name: 'T',
    camera: telId > 2 ? 1 : 0,
    optic: telId > 3 ? 1 : 0,
    position: [telId, 0, 0],
  })),
  cameras: [camera('A'), camera('B')],
  optics: [optic('a'), optic('b')],
  referenceLocation: { longitude: 0, latitude: 0, height: 0 },
};

describe('subarrays', () => {
  it('keeps the chosen telescopes and only what they need', () => {
    const selected = selectSubarray(subarray, [7, 5]);
    expect(selected.name).toBe('array_5,7');
    expect(selected.telescopes.map(({ telId }) => telId)).toEqual([5, 7]);
    expect(selected.cameras.map(({ name }) => name)).toEqual(['B']);
    expect(selected.optics.map(({ name }) => name)).toEqual(['b']);
    expect(selected.telescopes.map(({ camera: c, optic: o }) => [c, o])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('says which telescopes there are', () => {
    expect(() => selectSubarray(subarray, [4])).toThrow(
      'There is no telescope 4 in the subarray "array", which has the telescopes 1-3,5,7.',
    );
  });

  it('writes telescope lists as masks', () => {
    expect([...telsToMask(subarray, [5, 1])]).toEqual([1, 0, 0, 1, 0]);
    expect(() => telsToMask(subarray, [9])).toThrow('There is no telescope 9');
  });

  it('measures distances from the shower axis', () => {
    const overhead = impactDistances(subarray, Math.PI / 2, 0, 1, 3);
    expect(overhead[0]).toBeCloseTo(3, 12);
    expect(overhead[3]).toBeCloseTo(5, 12);
    // A shower from the north at 30 deg: a telescope 2 m south of the core is 1 m off the axis.
    const inclined = impactDistances(subarray, Math.PI / 6, 0, 3, 0);
    expect(inclined[0]).toBeCloseTo(1, 12);
    // From the east: the distance along y (west) counts half, that along x fully.
    const east = impactDistances(subarray, Math.PI / 6, Math.PI / 2, 1, 2);
    expect(east[0]).toBeCloseTo(1, 12);
    expect(east[1]).toBeCloseTo(Math.hypot(1, 1), 12);
  });
});
