import { expect } from 'vitest';
import { borderPixelMask } from '../core/instrument/border-pixel-mask.ts';
import type { CameraGeometry, PixelShape } from '../core/instrument/camera-geometry.ts';
import { derotateCamera } from '../core/instrument/derotate-camera.ts';
import { toEngineeringFrame } from '../core/instrument/engineering-frame.ts';
import { findNeighbors } from '../core/instrument/find-neighbors.ts';
import { guessRadius } from '../core/instrument/guess-radius.ts';
import { pixelWidth } from '../core/instrument/pixel-width.ts';
import { toTelescopeFrame } from '../core/instrument/telescope-frame.ts';
import { type PeerResult, peerArray } from './peers/exchange.ts';

interface FrameNotes {
  pix_rotation: number;
  cam_rotation: number;
  radius: number;
}

interface CameraNotes {
  file: string;
  name: string;
  pix_type: PixelShape;
  pixel_shape: number;
  cam_rot: number;
  focal_length: number;
  camera: FrameNotes;
  telescope: FrameNotes;
  engineering1?: FrameNotes;
  engineering2?: FrameNotes;
}

/** Largest difference between two arrays of the same length. */
function largestDifference(ours: Float64Array, theirs: Float64Array): number {
  expect(ours.length).toBe(theirs.length);
  return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);
}

/**
 * Compares every camera that `tests/peers/camera-geometry.py` wrote with ours, made from the raw
 * pixel positions of the file: neighbours and borders identical, numbers to rounding.
 *
 * @returns number of cameras compared
 */
export function expectCameraGeometries(result: PeerResult): number {
  const cameras = result.notes.cameras as CameraNotes[];
  for (const [index, notes] of cameras.entries()) {
    const where = `${notes.name} of ${notes.file}`;
    const compare = (frame: string, ours: CameraGeometry, theirs: FrameNotes) => {
      const array = (name: string) =>
        peerArray(result, `${String(index)}/${frame}/${name}`, 'float64');
      const list = (name: string) =>
        peerArray(result, `${String(index)}/${frame}/${name}`, 'int32');
      expect(largestDifference(ours.pixX, array('pix_x')), where).toBeLessThan(1e-13);
      expect(largestDifference(ours.pixY, array('pix_y')), where).toBeLessThan(1e-13);
      expect(largestDifference(ours.pixArea, array('pix_area')), where).toBeLessThan(1e-8);
      expect(ours.neighbors.indptr, where).toEqual(list('indptr'));
      expect(ours.neighbors.indices, where).toEqual(list('indices'));
      expect(ours.pixRotation, where).toBeCloseTo(theirs.pix_rotation, 10);
      expect(ours.camRotation, where).toBeCloseTo(theirs.cam_rotation, 10);
      expect(guessRadius(ours), where).toBeCloseTo(theirs.radius, 12);
    };
    const pixX = Float64Array.from(peerArray(result, `${String(index)}/raw_x`, 'float32'));
    const pixY = Float64Array.from(peerArray(result, `${String(index)}/raw_y`, 'float32'));
    const pixArea = Float64Array.from(peerArray(result, `${String(index)}/raw_area`, 'float32'));
    const geometry = derotateCamera({
      name: notes.name,
      frame: 'CameraFrame',
      nPixels: pixX.length,
      pixId: Int32Array.from(pixX.keys()),
      pixX,
      pixY,
      pixArea,
      pixType: notes.pix_type,
      pixRotation: notes.pixel_shape === 3 ? 30 : 0,
      camRotation: (-notes.cam_rot * 180) / Math.PI,
      neighbors: findNeighbors(pixX, pixY, notes.pix_type),
    });
    compare('camera', geometry, notes.camera);
    compare('telescope', toTelescopeFrame(geometry, notes.focal_length), notes.telescope);
    for (const nMirrors of [1, 2] as const) {
      const theirs = notes[`engineering${nMirrors}`];
      if (theirs === undefined) continue;
      const ours = toEngineeringFrame(geometry, nMirrors);
      compare(`engineering${String(nMirrors)}`, ours, theirs);
    }
    const width = peerArray(result, `${String(index)}/pixel_width`, 'float64');
    expect(largestDifference(pixelWidth(pixArea, notes.pix_type), width), where).toBeLessThan(1e-8);
    for (const border of [1, 2, 3]) {
      const name = `${String(index)}/border${String(border)}`;
      if (!result.arrays.has(name)) continue;
      expect(borderPixelMask(geometry, border), where).toEqual(peerArray(result, name, 'uint8'));
    }
  }
  return cameras.length;
}
