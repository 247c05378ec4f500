import { MAP_COLORS } from '../../core/colors/color-map.ts';
import { type IndexMap, NO_PIXEL } from './index-map.ts';
import { INVALID, type PixelColors } from './pixel-colors.ts';

/** Packed colours (see `packedColor`) of a picture. */
export interface PaintColors {
  /** Of the values, shape (256). */
  readonly map: Uint32Array;
  /** Where there is no camera pixel. */
  readonly background: number;
  /** Pixels without a value: hatched with two colours. */
  readonly invalid: number;
  readonly hatch: number;
  /** Whether a line is drawn where two camera pixels meet. */
  readonly borders: boolean;
}

/** Screen pixels from one hatch line to the next. */
const HATCH_PERIOD = 6;

/**
 * Paints camera pixels into the memory of a picture.
 *
 * @param target one packed colour for each screen pixel, shape (height, width) of the map
 */
export function paintPixels(
  { width, height, pixel }: IndexMap,
  { index }: PixelColors,
  { map, background, invalid, hatch, borders }: PaintColors,
  target: Uint32Array,
): void {
  // One look-up by camera pixel in place of two by screen pixel.
  const colors = new Uint32Array(index.length);
  const isHatched = new Uint8Array(index.length);
  let anyHatched = false;
  for (let i = 0; i < index.length; i++) {
    isHatched[i] = index[i] === INVALID ? 1 : 0;
    anyHatched ||= index[i] === INVALID;
    colors[i] = index[i] < MAP_COLORS ? map[index[i]] : invalid;
  }
  for (let at = 0; at < width * height; at++) {
    const i = pixel[at];
    target[at] = i === NO_PIXEL ? background : colors[i];
  }
  if (anyHatched) paintHatch({ width, height, pixel }, isHatched, hatch, target);
  if (borders) paintBorders({ width, height, pixel }, target);
}

function paintHatch(
  { width, height, pixel }: IndexMap,
  isHatched: Uint8Array,
  hatch: number,
  target: Uint32Array,
): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const i = pixel[at];
      if (i === NO_PIXEL || isHatched[i] === 0) continue;
      if ((row + column) % HATCH_PERIOD < 2) target[at] = hatch;
    }
  }
}

/** Halves the brightness of the last screen pixels of a camera pixel before the next one begins. */
function paintBorders({ width, height, pixel }: IndexMap, target: Uint32Array): void {
  for (let at = 0; at < width * (height - 1) - 1; at++) {
    const i = pixel[at];
    if (i === NO_PIXEL) continue;
    const right = pixel[at + 1];
    const below = pixel[at + width];
    const meets = (right !== i && right !== NO_PIXEL) || (below !== i && below !== NO_PIXEL);
    if (meets) target[at] = (((target[at] >>> 1) & 0x7f7f7f) | 0xff000000) >>> 0;
  }
}
