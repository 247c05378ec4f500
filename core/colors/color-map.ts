import { blueRed } from './blue-red.ts';
import { cividis } from './cividis.ts';
import { inferno } from './inferno.ts';
import { viridis } from './viridis.ts';

/** Colour maps: sequential ones, and `blue-red`, which diverges from its middle. None is a rainbow. */
export type ColorMapName = 'inferno' | 'viridis' | 'cividis' | 'greys' | 'blue-red';

/** Number of colours in every map. */
export const MAP_COLORS = 256;

const greys = Array.from({ length: MAP_COLORS }, (_, level) =>
  level.toString(16).padStart(2, '0').repeat(3),
).join('');

const tables: Readonly<Record<ColorMapName, string>> = {
  inferno,
  viridis,
  cividis,
  greys,
  'blue-red': blueRed,
};

/** Names of the maps, in the order in which they are offered. */
export const colorMapNames = Object.keys(tables) as readonly ColorMapName[];

/** Colour `index` (0 for the lowest to 255 for the highest values) of a map as `#rrggbb`. */
export function mapColor(name: ColorMapName, index: number): string {
  return `#${tables[name].slice(index * 6, index * 6 + 6)}`;
}
