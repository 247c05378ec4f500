import { describe, expect, it } from 'vitest';
import { parseCleaner } from '../../../../core/config/parse-cleaner.ts';
import {
  cleanPopulation,
  ofType,
} from '../../../../core/processing/population/clean-population.ts';
import { pedestalSurvival } from '../../../../core/processing/population/summarise-cleaning.ts';
import { suggestThresholds } from '../../../../core/processing/population/suggest-thresholds.ts';
import { toyPopulation, toyType } from '../../../toy-population.ts';

const population = await toyPopulation(10, 60);
const images = ofType(population, toyType);
const given = {
  type: 'TailcutsImageCleaner',
  min_picture_neighbors: 2,
  keep_isolated_pixels: false,
} as const;
const tailcuts = parseCleaner(given);

const suggest = (targetPedestalSurvival: number, more: object = {}) =>
  suggestThresholds(population, toyType, {
    targetPedestalSurvival,
    boundaryRatio: 0.5,
    cleaner: tailcuts,
    ...more,
  });

/** Fraction of the pedestal images that survive some thresholds. */
async function survival(picture: number, boundary: number): Promise<number> {
  const cleaner = parseCleaner({
    ...given,
    picture_threshold_pe: picture,
    boundary_threshold_pe: boundary,
  });
  const cleaned = await cleanPopulation(population, toyType, { cleaner, times: false });
  return pedestalSurvival(images, cleaned)!.survivingFraction;
}

describe('suggestThresholds', () => {
  it.each([0, 0.05, 0.3, 0.9])(
    'finds the lowest thresholds for a survival of %d',
    async (target) => {
      const found = await suggest(target);
      const { pictureThresholdPe: picture, boundaryThresholdPe: boundary } = found;
      expect(boundary).toBeCloseTo(picture / 2, 10);
      expect(found.survivingFraction).toBeLessThanOrEqual(target);
      expect(await survival(picture, boundary)).toBe(found.survivingFraction);
      expect(await survival(picture - 0.01, (picture - 0.01) / 2)).toBeGreaterThan(target);
      expect(found.cleaner).toEqual({
        ...given,
        picture_threshold_pe: picture,
        boundary_threshold_pe: boundary,
      });
    },
  );

  it('finds the same each time, and no threshold where all may survive', async () => {
    expect(await suggest(0.1)).toEqual(await suggest(0.1));
    expect(await suggest(1)).toMatchObject({ pictureThresholdPe: 0, boundaryThresholdPe: 0 });
  });

  it('keeps the other parameters of the cleaner, also in rules', async () => {
    const mars = parseCleaner([
      { type: '*', value: { type: 'MARSImageCleaner', min_picture_neighbors: 1 } },
    ]);
    const { cleaner, pictureThresholdPe, boundaryThresholdPe } = await suggest(0.2, {
      cleaner: mars,
      boundaryRatio: 0.8,
    });
    expect(cleaner).toEqual([
      {
        type: '*',
        value: {
          type: 'MARSImageCleaner',
          picture_threshold_pe: pictureThresholdPe,
          boundary_threshold_pe: boundaryThresholdPe,
          min_picture_neighbors: 1,
        },
      },
    ]);
    expect(boundaryThresholdPe / pictureThresholdPe).toBeCloseTo(0.8, 3);
  });

  it('says what is missing', async () => {
    const custom = parseCleaner({ type: 'CustomImageCleaner', name: 'own' });
    await expect(suggest(0.1, { cleaner: custom })).rejects.toMatchObject({
      code: 'config-invalid',
    });
    const [stack] = images.stacks;
    const [chunk] = stack.chunks;
    const bright = [{ ...chunk, image: chunk.image.map(() => Infinity) }];
    const blinding = {
      ...population,
      types: [{ ...images, stacks: [{ ...stack, chunks: bright }] }],
    };
    await expect(
      suggestThresholds(blinding, toyType, {
        targetPedestalSurvival: 0.5,
        boundaryRatio: 1,
        cleaner: tailcuts,
      }),
    ).rejects.toMatchObject({
      code: 'argument-invalid',
      place: { item: 'targetPedestalSurvival' },
    });
    await expect(suggest(0.1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
