import { describe, expect, it } from 'vitest';
import type { SubarrayDescription } from '../../../core/instrument/subarray-description.ts';
import { stereoArray } from '../../../core/native/stereo-array.ts';

/** Four border pixels 1 m from the middle pixel. */
const geometry = {
  name: 'Cross',
  frame: 'CameraFrame',
  nPixels: 5,
  pixId: Int32Array.of(0, 1, 2, 3, 4),
  pixX: Float64Array.of(0, 1, -1, 0, 0),
  pixY: Float64Array.of(0, 0, 0, 1, -1),
  pixArea: new Float64Array(5).fill(1),
  pixType: 'square',
  pixRotation: 0,
  camRotation: 0,
  neighbors: {
    indptr: Int32Array.of(0, 4, 5, 6, 7, 8),
    indices: Int32Array.of(1, 2, 3, 4, 0, 0, 0, 0),
  },
} as const;
const optics = {
  name: 'Dish',
  sizeType: 'LST',
  reflectorShape: 'PARABOLIC',
  equivalentFocalLength: 20,
  nMirrors: 1,
  nMirrorTiles: 1,
  mirrorArea: 1,
} as const;
const telescope = { type: 'LST_Dish_Cross', name: 'Dish', camera: 0 } as const;
const subarray: SubarrayDescription = {
  name: 'Two',
  telescopes: [
    { ...telescope, telId: 3, optic: 0, position: [1, 2, 3] },
    { ...telescope, telId: 5, optic: 1, position: [4, 5, 6] },
  ],
  cameras: [
    {
      name: 'Cross',
      geometry,
      readout: {
        name: 'Cross',
        samplingRate: 1,
        referencePulseShape: Float64Array.of(1),
        referencePulseSampleWidth: 1,
        nChannels: 1,
        nPixels: 5,
        nSamples: 1,
      },
    },
  ],
  optics: [
    { ...optics, effectiveFocalLength: 25 },
    { ...optics, effectiveFocalLength: NaN },
  ],
  referenceLocation: { longitude: 0, latitude: 0, height: 2000 },
};

describe('stereoArray', () => {
  it('gives radii in the unit of the frame', () => {
    const camera = stereoArray(subarray, 'EQUIVALENT', 'CameraFrame');
    expect(camera).toEqual({
      frame: 'CameraFrame',
      positions: Float64Array.of(1, 2, 3, 4, 5, 6),
      cameraRadius: Float64Array.of(1, 1),
      focalLength: Float64Array.of(20, 20),
      referenceHeight: 2000,
    });
    const { cameraRadius } = stereoArray(subarray, 'EQUIVALENT');
    expect([...cameraRadius]).toEqual([9 / Math.PI, 9 / Math.PI]);
  });

  it('needs the focal length that was asked for', () => {
    expect(() => stereoArray(subarray, 'EFFECTIVE')).toThrow('no effective focal length');
  });
});
