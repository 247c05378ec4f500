/** A column of numbers or of text. */
export interface CsvColumn {
  readonly name: string;
  /** Empty when there is none. */
  readonly unit: string;
  readonly values: ArrayLike<number | string>;
}

/**
 * Columns as CSV (RFC 4180), units in the header. What is no finite number is left empty, so are the ends of columns
 * that are shorter than others.
 */
export function csvText(columns: readonly CsvColumn[]): string {
  const header = columns.map(({ name, unit }) => quoted(unit === '' ? name : `${name} [${unit}]`));
  const lines = [header.join(',')];
  const length = Math.max(0, ...columns.map(({ values }) => values.length));
  for (let i = 0; i < length; i++) {
    lines.push(columns.map(({ values }) => (i < values.length ? cell(values, i) : '')).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** The shortest decimals that give the same number; of the single precision where it is one. */
function cell(values: ArrayLike<number | string>, i: number): string {
  const value = values[i];
  if (typeof value === 'string') return quoted(value);
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
