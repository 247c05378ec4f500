import type { CameraPixels } from './camera-pixels.ts';
import type { ValueRange } from './color-scale.ts';
import { valueText } from './value-text.ts';

const shapeNames = { hexagon: 'hexagonal', square: 'square', circle: 'circular' };

/**
 * What a camera picture shows, in words.
 *
 * @param survivors pixels that survived cleaning, where that is known
 */
export function describeCamera(
  pixels: CameraPixels,
  {
    quantity,
    unit,
    range,
    brightest,
    survivors,
  }: {
    readonly quantity: string;
    readonly unit: string;
    readonly range: ValueRange;
    readonly brightest: number;
    readonly survivors?: number;
  },
): string {
  const parts = [`${pixels.pixX.length} ${shapeNames[pixels.shape]} pixels.`];
  const withUnit = (value: number) =>
    unit === '' ? valueText(value) : `${valueText(value)} ${unit}`;
  if (range.finite === 0) parts.push(`${quantity}: no values.`);
  else {
    parts.push(
      `${quantity} from ${withUnit(range.min)} to ${withUnit(range.max)}, highest in pixel ${brightest}.`,
    );
    if (range.invalid > 0) parts.push(`${counted(range.invalid)} without a value.`);
  }
  if (survivors !== undefined) parts.push(`${counted(survivors)} survived cleaning.`);
  return parts.join(' ');
}

function counted(pixels: number): string {
  return pixels === 1 ? '1 pixel' : `${pixels} pixels`;
}

/** The pixel with the highest finite value; −1 when there is none. */
export function brightestPixel(values: ArrayLike<number>): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]) && (best < 0 || values[i] > values[best])) best = i;
  }
  return best;
}
