import { type CsvColumn, csvText } from '../exports/csv-text.ts';
import type { CameraPixels } from './camera-pixels.ts';

/**
 * The plotted numbers as CSV (RFC 4180): one line per pixel, units in the header. What is no finite
 * number is left empty.
 *
 * @param pixelIds numbers of the pixels as the camera counts them. Default: 0, 1, 2, …
 */
export function cameraCsv(
  pixels: CameraPixels,
  columns: readonly CsvColumn[],
  pixelIds?: ArrayLike<number>,
): string {
  return csvText([
    { name: 'pixel_id', unit: '', values: pixelIds ?? Array.from(pixels.pixX, (_, i) => i) },
    { name: 'x', unit: pixels.unit, values: pixels.pixX },
    { name: 'y', unit: pixels.unit, values: pixels.pixY },
    ...columns,
  ]);
}
