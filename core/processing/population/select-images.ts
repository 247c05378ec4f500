import type { CleanedPopulation } from './clean-population.ts';
import type { PopulationOfType } from './population.ts';
import { columnOf } from './column-of.ts';

/** An image of a population. */
export interface SelectedImage {
  /** Index among the images of its telescope type. */
  readonly index: number;
  /** Index of the file in `Population.sources`. */
  readonly source: number;
  readonly obsId: number;
  readonly eventId: number;
  readonly telId: number;
  /** Code of `EventType` of the array event. */
  readonly eventType: number;
  /** Value of the column. */
  readonly value: number;
}

/** Range of a column, both ends in it, and the page of the images that is wanted. */
export interface ImageSelection {
  readonly column: string;
  readonly min: number;
  readonly max: number;
  readonly offset: number;
  readonly limit: number;
}

/**
 * The images whose parameter lies in a range, in the order of the population: file after file, each in
 * its order. Images without the parameter are in no range.
 *
 * @throws PhotoelectronError `argument-invalid` for a column that there is not
 */
export function selectImages(
  { stacks }: PopulationOfType,
  cleaned: CleanedPopulation,
  { column, min, max, offset, limit }: ImageSelection,
): { readonly total: number; readonly images: readonly SelectedImage[] } {
  const values = columnOf(cleaned, column);
  const images: SelectedImage[] = [];
  let total = 0;
  let index = 0;
  for (const { source, chunks } of stacks) {
    for (const chunk of chunks) {
      for (let row = 0; row < chunk.nImages; row++, index++) {
        const value = values[index];
        const isIn = value >= min && value <= max && cleaned.isParametrised[index] !== 0;
        if (!isIn) continue;
        if (total >= offset && images.length < limit) {
          images.push({
            index,
            source,
            obsId: chunk.obsId[row],
            eventId: chunk.eventId[row],
            telId: chunk.telId[row],
            eventType: chunk.eventType[row],
            value,
          });
        }
        total++;
      }
    }
  }
  return { total, images };
}
