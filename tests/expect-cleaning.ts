import { expect } from 'vitest';
import { clean } from '../core/native/clean.ts';
import type { CleanerOptions } from '../core/native/cleaner-options.ts';
import {
  applyTimeAverageCleaning,
  applyTimeDeltaCleaning,
  brightCleaning,
  brightestIsland,
  dilate,
  largestIsland,
} from '../core/native/cleaning-steps.ts';
import { numberOfIslands } from '../core/native/islands.ts';
import { type PeerResult, peerArray } from './peers/exchange.ts';

interface CameraNotes {
  file: string;
  name: string;
  n_pixels: number;
  n_images: number;
}

type CleanerNotes = CleanerOptions & { pictureThresholdPe: number | 'pixels'; pedestal?: string };

/**
 * Cleans the images that `tests/peers/cleaning.py` wrote and compares every mask of every cleaner
 * and step, pixel for pixel.
 *
 * @returns number of masks compared
 */
export async function expectCleaning(result: PeerResult): Promise<number> {
  const cleaners = result.notes.cleaners as CleanerNotes[];
  let compared = 0;
  for (const [index, notes] of (result.notes.cameras as CameraNotes[]).entries()) {
    const name = (part: string) => `${String(index)}/${part}`;
    const floats = (part: string) => peerArray(result, name(part), 'float32');
    const neighbors = {
      indptr: peerArray(result, name('indptr'), 'int32'),
      indices: peerArray(result, name('indices'), 'int32'),
    };
    const image = floats('image');
    const peakTime = floats('peak_time');
    const given = peerArray(result, name('given'), 'uint8');
    const same = (what: string, ours: Uint8Array, part: string) => {
      const different = [...ours.entries()].filter(
        ([i, value]) => value !== peerArray(result, name(part), 'uint8')[i],
      );
      const where = `${what}, ${notes.name} of ${notes.file}`;
      expect(different.length, where).toBe(0);
      expect(ours.length, where).toBe(notes.n_images * notes.n_pixels);
      compared += notes.n_images;
    };

    for (const [i, cleaner] of cleaners.entries()) {
      if (!result.arrays.has(name(`mask/${String(i)}`))) continue;
      const pictureThresholdPe =
        cleaner.pictureThresholdPe === 'pixels' ? floats('pixels') : cleaner.pictureThresholdPe;
      const pedestal = result.arrays.get(name(cleaner.pedestal ?? ''))?.data;
      const pedestalStd =
        pedestal instanceof Float32Array || pedestal instanceof Float64Array
          ? { pedestalStd: pedestal }
          : {};
      const masks = await clean(
        neighbors,
        { ...cleaner, pictureThresholdPe },
        { image, peakTime, ...pedestalStd },
      );
      same(JSON.stringify(cleaner), masks, `mask/${String(i)}`);
    }

    const bright = { threshold: 6.5, fraction: 0.13, nPixels: 4 };
    same('dilate', await dilate(neighbors, given), 'dilate');
    same('bright', await brightCleaning(notes.n_pixels, image, bright), 'bright');
    same('largest', await largestIsland(neighbors, given), 'largest');
    same('brightest', await brightestIsland(neighbors, given, image), 'brightest');
    const { labels } = await numberOfIslands(neighbors, given);
    expect(labels).toEqual(Uint16Array.from(peerArray(result, name('labels'), 'int32')));
    if (!result.arrays.has(name('delta'))) continue;
    const delta = { minNumberNeighbors: 1, timeLimit: 1.7 };
    same('delta', await applyTimeDeltaCleaning(neighbors, given, peakTime, delta), 'delta');
    const average = { pictureThreshold: 5, timeLimit: 2.3 };
    const averaged = await applyTimeAverageCleaning(neighbors, given, image, peakTime, average);
    same('average', averaged, 'average');
  }
  return compared;
}
