import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ColumnData } from '../../foundation/table.ts';

/** Arrays of different lengths, one a row. */
export interface FitsArrays {
  /** All elements, row after row. */
  readonly values: ColumnData;
  /** Where each row begins, and the end: shape (n_rows + 1). */
  readonly offsets: Float64Array | Uint32Array | Int32Array;
}

/** A column of a binary table to be written. */
export interface FitsOutputColumn {
  readonly name: string;
  /** Numbers (n_rows × elements of a row), texts, truth values as 0 and 1, or arrays of different lengths. */
  readonly data: ColumnData | readonly string[] | FitsArrays;
  /** Whether the numbers (uint8) are truth values. Default false. */
  readonly isLogical?: boolean;
  /** Elements of a row, the fastest dimension last as everywhere but in FITS. Default: one. */
  readonly shape?: readonly number[];
  /** As FITS spells it. */
  readonly unit?: string;
  readonly comment?: string;
  /** Whole number that stands for no value. */
  readonly null?: number | bigint;
}

/** How a column is stored. */
export interface StoredColumn {
  readonly column: FitsOutputColumn;
  /** TFORM. */
  readonly form: string;
  /** Bytes of a row. */
  readonly bytes: number;
  /** Elements of a row; characters of a text. */
  readonly repeat: number;
  /** TZERO, of whole numbers of the other signedness. */
  readonly zero?: number | bigint;
  /** Bytes of one element of an array in the heap; absent for all else. */
  readonly heapElementBytes?: number;
}

/**
 * How the columns of a table are stored (FITS standard 4.0, section 7.3).
 *
 * @throws PhotoelectronError `argument-invalid` when lengths, characters or shapes do not fit
 */
export function storedColumns(columns: readonly FitsOutputColumn[], nRows: number): StoredColumn[] {
  if (columns.length > 999)
    throw unfit('A table', `has ${columns.length} columns, FITS allows 999`);
  return columns.map((column) => storedColumn(column, nRows));
}

function storedColumn(column: FitsOutputColumn, nRows: number): StoredColumn {
  const { data, name } = column;
  const repeat = (column.shape ?? []).reduce((product, n) => product * n, 1);
  if (isTexts(data)) {
    if (data.length !== nRows) throw unfitLength(name, data.length, nRows);
    const width = Math.max(
      1,
      data.reduce((longest, text) => Math.max(longest, text.length), 0),
    );
    const bad = data.find((text) => /[^\x20-\x7e]/.test(text));
    if (bad !== undefined) {
      throw unfit(`Column ${name}`, `has the text ${JSON.stringify(bad)}, FITS allows ASCII only`);
    }
    return { column, form: `${width}A`, bytes: width, repeat: width };
  }
  if ('offsets' in data) return storedArrays(column, data, nRows);
  if (data.length !== nRows * repeat) throw unfitLength(name, data.length, nRows * repeat);
  const { letter, bytes, zero } = elementOf(data, column.isLogical === true);
  return {
    column,
    form: `${repeat}${letter}`,
    bytes: bytes * repeat,
    repeat,
    ...(zero !== undefined && { zero }),
  };
}

function storedArrays(column: FitsOutputColumn, data: FitsArrays, nRows: number): StoredColumn {
  const { offsets, values } = data;
  if (offsets.length !== nRows + 1) throw unfitLength(column.name, offsets.length, nRows + 1);
  let longest = 0;
  for (let row = 0; row < nRows; row++) {
    const length = offsets[row + 1] - offsets[row];
    if (length < 0) throw unfit(`Column ${column.name}`, `has offsets that descend in row ${row}`);
    longest = Math.max(longest, length);
  }
  if (offsets[0] !== 0 || offsets[nRows] !== values.length) {
    throw unfit(`Column ${column.name}`, 'has offsets that do not cover its values');
  }
  const { letter, bytes, zero } = elementOf(values, column.isLogical === true);
  // 64-bit descriptors, so that the heap may be of any size.
  return {
    column,
    form: `1Q${letter}(${longest})`,
    bytes: 16,
    repeat: 1,
    heapElementBytes: bytes,
    ...(zero !== undefined && { zero }),
  };
}

function isTexts(data: FitsOutputColumn['data']): data is readonly string[] {
  return Array.isArray(data);
}

function elementOf(
  data: ColumnData,
  isLogical: boolean,
): { letter: string; bytes: number; zero?: number | bigint } {
  if (data instanceof Float64Array) return { letter: 'D', bytes: 8 };
  if (data instanceof Float32Array) return { letter: 'E', bytes: 4 };
  if (data instanceof Int8Array) return { letter: 'B', bytes: 1, zero: -128 };
  if (data instanceof Uint8Array) return { letter: isLogical ? 'L' : 'B', bytes: 1 };
  if (data instanceof Int16Array) return { letter: 'I', bytes: 2 };
  if (data instanceof Uint16Array) return { letter: 'I', bytes: 2, zero: 2 ** 15 };
  if (data instanceof Int32Array) return { letter: 'J', bytes: 4 };
  if (data instanceof Uint32Array) return { letter: 'J', bytes: 4, zero: 2 ** 31 };
  if (data instanceof BigInt64Array) return { letter: 'K', bytes: 8 };
  return { letter: 'K', bytes: 8, zero: 2n ** 63n };
}

function unfitLength(name: string, has: number, needs: number): PhotoelectronError {
  return unfit(`Column ${name}`, `has ${has} elements, ${needs} are needed`);
}

function unfit(what: string, clause: string): PhotoelectronError {
  return new PhotoelectronError(
    'argument-invalid',
    `${what} cannot be written as FITS: it ${clause}.`,
  );
}
