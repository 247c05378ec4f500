import { expect } from 'vitest';
import type { CameraGeometry } from '../../core/instrument/camera-geometry.ts';
import { expectedToyImages, toyImages } from '../../core/simulation/toy-images.ts';
import type { ToyModel } from '../../core/simulation/toy-model.ts';
import { peerArray, type PeerResult } from './exchange.ts';

/** A camera of which nothing but its pixels counts. */
export function pixelsOnly(
  pixX: Float64Array,
  pixY: Float64Array,
  pixArea: Float64Array,
): CameraGeometry {
  const nPixels = pixX.length;
  return {
    name: 'toy',
    frame: 'CameraFrame',
    nPixels,
    pixId: Int32Array.from(pixX.keys()),
    pixX,
    pixY,
    pixArea,
    pixType: 'hexagon',
    pixRotation: 0,
    camRotation: 0,
    neighbors: { indptr: new Int32Array(nPixels + 1), indices: new Int32Array(0) },
  };
}

/** Compares every pixel of every image with what `toymodel.py` got from ctapipe. */
export async function checkToyModels(peer: PeerResult): Promise<void> {
  for (const camera of peer.notes.cameras as string[]) {
    const f64 = (name: string) => peerArray(peer, `${camera}/${name}`, 'float64');
    const geometry = pixelsOnly(f64('pix_x'), f64('pix_y'), f64('pix_area'));
    const isRing = peerArray(peer, `${camera}/is_ring`, 'uint8');
    const gradient = f64('gradient');
    const intensities = f64('intensity');
    const models = [...isRing.keys()].map<ToyModel>((i) => {
      const [x, y, third, fourth, fifth, sixth] = f64('parameters').subarray(6 * i, 6 * i + 6);
      const light = { x, y, intensity: intensities[i], timeIntercept: 12 };
      return isRing[i] === 1
        ? { kind: 'ring', ...light, radius: third, sigma: fourth, rho: fifth, phi0: sixth }
        : {
            ...{ kind: 'shower', ...light, length: third, width: fourth, psi: fifth },
            ...{ skewness: sixth, timeGradient: gradient[i] },
          };
    });
    const expected = f64('expected');
    const found = await expectedToyImages(geometry, models);
    expect(found.length).toBe(expected.length);
    for (const [i, value] of expected.entries()) {
      // Far out in the tails both are nothing but rounding of the exponent.
      if (!(Math.abs(found[i] - value) <= 1e-9 * Math.abs(value) + 1e-15)) {
        const at = `${camera} image ${Math.floor(i / geometry.nPixels)}`;
        expect.fail(`${at} pixel ${i % geometry.nPixels}: ${found[i]}, not ${value}`);
      }
    }
    const { peakTime } = await toyImages(geometry, models, { nsbLevel: 1 });
    for (const [i, time] of f64('time').entries()) {
      if (!(Math.abs(peakTime[i] - time) <= 1e-3)) {
        expect.fail(`${camera} time ${i}: ${peakTime[i]}, not ${time}`);
      }
    }
  }
}
