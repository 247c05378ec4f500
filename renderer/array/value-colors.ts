import { type ColorMapName, MAP_COLORS, mapColor } from '../../core/colors/color-map.ts';

/** How values become colours. */
export interface ValueColors {
  readonly map: ColorMapName;
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
}

/** Colours over the range of some values; undefined where there are none. */
export function valueColors(
  values: readonly (number | undefined)[],
  map: ColorMapName,
  isLog: boolean,
): ValueColors | undefined {
  const usable = values.filter(
    (value) => value !== undefined && Number.isFinite(value) && (!isLog || value > 0),
  ) as number[];
  if (usable.length === 0) return undefined;
  return { map, isLog, low: Math.min(...usable), high: Math.max(...usable) };
}

/** Colour of a value as `#rrggbb`; where all values are the same, that of the middle. */
export function valueColor({ map, low, high, isLog }: ValueColors, value: number): string {
  const place = (of: number) => (isLog ? Math.log(of) : of);
  const range = place(high) - place(low);
  const fraction = range > 0 ? (place(value) - place(low)) / range : 0.5;
  const index = Math.round(Math.min(1, Math.max(0, fraction)) * (MAP_COLORS - 1));
  return mapColor(map, index);
}
