import { expect } from 'vitest';
import type { PixelShape } from '../core/instrument/camera-geometry.ts';
import { type MuonOptions, muonRings } from '../core/native/muon-rings.ts';
import { type PeerResult, peerArray } from './peers/exchange.ts';

interface CameraNotes {
  file: string;
  name: string;
  pix_type: PixelShape;
  n_pixels: number;
  n_images: number;
}

/** Columns of the ring in degrees: positions and radius. */
const ofRing = /^muonring_(center_fov_lon|center_fov_lat|radius|center_distance)$/;
/** Sums over noise and moments that follow the last digits of the ring. */
const relativeBound = 1e-4;

/**
 * Whether the reference found a ring with its default method. Of a shower, whose best circle is a straight line, the
 * reference's minimiser gives what its limits and its start make of it.
 */
function isRing(row: number, of: (column: string) => Float64Array): boolean {
  return (
    of('muonparameters_completeness')[row] > 0.5 &&
    of('muonparameters_containment')[row] > 0.5 &&
    of('muonparameters_mean_squared_error')[row] < (0.1 * of('muonring_radius')[row]) ** 2
  );
}

function agrees(column: string, ours: number, theirs: number): boolean {
  if (Number.isNaN(theirs)) return Number.isNaN(ours);
  if (ofRing.test(column)) return Math.abs(ours - theirs) <= 1e-4;
  if (column === 'muonring_center_phi') return Math.abs(ours - theirs) <= 0.1;
  if (column.endsWith('_err')) return Math.abs(ours - theirs) <= 1e-2 * theirs;
  return Math.abs(ours - theirs) <= relativeBound * Math.abs(theirs) + 1e-9;
}

/**
 * Fits rings to the images that `tests/peers/muon.py` wrote, with every method, and compares every
 * column.
 *
 * @returns number of rings compared
 */
export async function expectMuonRings(result: PeerResult): Promise<number> {
  let rings = 0;
  const wrong: string[] = [];
  for (const [index, notes] of (result.notes.cameras as CameraNotes[]).entries()) {
    const name = (part: string) => `${String(index)}/${part}`;
    const real = (part: string) => peerArray(result, name(part), 'float64');
    const geometry = {
      name: notes.name,
      frame: 'TelescopeFrame' as const,
      nPixels: notes.n_pixels,
      pixId: Int32Array.from({ length: notes.n_pixels }, (_, i) => i),
      pixX: real('TelescopeFrame/pix_x'),
      pixY: real('TelescopeFrame/pix_y'),
      pixArea: real('TelescopeFrame/pix_area'),
      pixType: notes.pix_type,
      pixRotation: 0,
      camRotation: 0,
      neighbors: {
        indptr: peerArray(result, name('indptr'), 'int32'),
        indices: peerArray(result, name('indices'), 'int32'),
      },
    };
    const input = {
      image: peerArray(result, name('image'), 'float32'),
      mask: peerArray(result, name('mask'), 'uint8'),
    };
    for (const fitMethod of result.notes.methods as MuonOptions['fitMethod'][]) {
      const ours = await muonRings(geometry, input, { fitMethod });
      const ringMask = peerArray(result, name(`${fitMethod}/ring_mask`), 'uint8');
      for (let row = 0; row < notes.n_images; row++) {
        const found = isRing(row, (column) => real(`kundu_chaudhuri_taubin/${column}`));
        if (fitMethod !== 'kundu_chaudhuri' && !found) continue;
        const where = `${notes.name} of ${notes.file}, ${fitMethod}, row ${String(row)}`;
        for (const [column, data] of Object.entries(ours.columns)) {
          const theirs = real(`${fitMethod}/${column}`)[row];
          if (agrees(column, data[row], theirs)) continue;
          wrong.push(`${where}: ${column} ${String(data[row])}, not ${String(theirs)}`);
        }
        const part = [row * notes.n_pixels, (row + 1) * notes.n_pixels] as const;
        const expected = ringMask.subarray(...part);
        if (found && ours.ringMask.subarray(...part).some((value, i) => value !== expected[i])) {
          wrong.push(`${where}: ring mask`);
        }
        expect(ours.ringPixels[row]).toBe(
          ours.ringMask.subarray(...part).reduce((sum, value) => sum + value, 0),
        );
        rings++;
      }
    }
  }
  expect(wrong).toEqual([]);
  return rings;
}
