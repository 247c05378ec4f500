import { describe, expect, it } from 'vitest';
import {
  cleanPopulation,
  ofType,
} from '../../../../core/processing/population/clean-population.ts';
import { selectImages } from '../../../../core/processing/population/select-images.ts';
import { toyPopulation, toyType } from '../../../toy-population.ts';

const population = await toyPopulation(50);
const images = ofType(population, toyType);
const cleaned = await cleanPopulation(population, toyType, { times: false });
const column = 'hillas_intensity';
const intensities = [...cleaned.columns[column]];

const select = (min: number, max: number, offset = 0, limit = 1000, name = column) =>
  selectImages(images, cleaned, { column: name, min, max, offset, limit });

describe('selectImages', () => {
  it('has the images of the range, both ends in it, in order', () => {
    const sorted = intensities.filter(Number.isFinite).toSorted((a, b) => a - b);
    const [min, max] = [sorted[10], sorted[20]];
    const { total, images: selected } = select(min, max);
    expect(total).toBe(11);
    expect(selected.map(({ index }) => index)).toEqual(
      [...intensities.keys()].filter((i) => intensities[i] >= min && intensities[i] <= max),
    );
    for (const { index, value, eventId, obsId, source } of selected) {
      expect([value, eventId, obsId, source]).toEqual([intensities[index], index, 1, 0]);
    }
  });

  it('gives them page by page', () => {
    const all = select(-Infinity, Infinity);
    expect(all.total).toBe(intensities.filter(Number.isFinite).length);
    const pages = [0, 7, 14, 21, 28, 35, 42, 49].map((offset) =>
      select(-Infinity, Infinity, offset, 7),
    );
    expect(pages.every(({ total }) => total === all.total)).toBe(true);
    expect(pages.flatMap((page) => page.images)).toEqual(all.images);
  });

  it('has no images that were not parametrised, whose counts are -1', () => {
    expect(select(-10, -1, 0, 10, 'morphology_n_pixels').total).toBe(0);
  });

  it('knows the columns that there are', () => {
    expect(() => select(0, 1, 0, 1, 'hillas_intensty')).toThrow(
      expect.objectContaining({
        code: 'argument-invalid',
        message: 'There is no image parameter "hillas_intensty"; did you mean "hillas_intensity"?',
      }),
    );
    expect(() => select(0, 1, 0, 1, 'toString')).toThrow(
      expect.objectContaining({ code: 'argument-invalid' }),
    );
  });
});
