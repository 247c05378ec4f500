import { type ColorMapName, MAP_COLORS, mapColor } from '../../core/colors/color-map.ts';
import type { ColorScale } from './color-scale.ts';

/** Index of a pixel without a value, after those of the map's colours. */
export const INVALID = MAP_COLORS;

/** Numbers of the colours of pixels, and how many values the colours cannot tell apart. */
export interface PixelColors {
  /** 0 to 255, or `INVALID`; shape (n_pixels). */
  readonly index: Uint16Array;
  /** Values below the lower and above the upper limit. */
  readonly under: number;
  readonly over: number;
  readonly invalid: number;
}

/**
 * Colours of values: the interval between the limits in 256 equal parts of the scale, as matplotlib. What
 * lies beyond gets the first or last colour and is counted.
 *
 * @param reuse an earlier result whose memory is used again where it fits
 */
export function pixelColors(
  values: ArrayLike<number>,
  scale: ColorScale,
  reuse?: PixelColors,
): PixelColors {
  const index =
    reuse?.index.length === values.length ? reuse.index : new Uint16Array(values.length);
  let [under, over, invalid] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const place = scale.place(value);
    if (!Number.isFinite(value)) {
      index[i] = INVALID;
      invalid++;
    } else if (value < scale.low) {
      index[i] = 0;
      under++;
    } else if (value > scale.high) {
      index[i] = MAP_COLORS - 1;
      over++;
    } else {
      index[i] = Math.min(MAP_COLORS - 1, Math.max(0, Math.floor(place * MAP_COLORS)));
    }
  }
  return { index, under, over, invalid };
}

/** A colour `#rrggbb` or `#rgb` as the bytes R, G, B, A lie in memory (little-endian, as all browsers are). */
export function packedColor(color: string): number {
  const digits = color.slice(1);
  const rgb = Number.parseInt(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 16);
  return (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
}

/** The packed colours of a map, shape (256). */
export function packedMap(name: ColorMapName): Uint32Array {
  return Uint32Array.from({ length: MAP_COLORS }, (_, i) => packedColor(mapColor(name, i)));
}
