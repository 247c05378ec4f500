import type { CameraPixels } from './camera-pixels.ts';

/** A column beside the positions. */
export interface CsvColumn {
  readonly name: string;
  /** Empty when there is none. */
  readonly unit: string;
  readonly values: ArrayLike<number>;
}

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
  const all: readonly CsvColumn[] = [
    { name: 'x', unit: pixels.unit, values: pixels.pixX },
    { name: 'y', unit: pixels.unit, values: pixels.pixY },
    ...columns,
  ];
  const header = all.map(({ name, unit }) => quoted(unit === '' ? name : `${name} [${unit}]`));
  const lines = [['pixel_id', ...header].join(',')];
  for (let i = 0; i < pixels.pixX.length; i++) {
    const cells = all.map(({ values }) => numberCell(values, i));
    lines.push([pixelIds?.[i] ?? i, ...cells].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** The shortest decimals that give the same number; of the single precision where it is one. */
function numberCell(values: ArrayLike<number>, i: number): string {
  const value = values[i];
  if (!Number.isFinite(value)) return '';
  return values instanceof Float32Array ? shortestSingle(value) : String(value);
}

function shortestSingle(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(Number(value.toPrecision(9)));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
