import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ColumnData } from '../../foundation/table.ts';
import { type FitsColumn, type FitsElement, fitsColumns } from './fits-columns.ts';
import type { FitsHdu } from './fits-hdu.ts';
import type { ReadFitsData } from './walk-fits.ts';

/** Values of a column: `nRows` × `repeat` numbers, or one text a row. */
export type FitsColumnData = ColumnData | readonly string[];

/** Rows that are read at once [bytes]. */
const CHUNK_BYTES = 1 << 20;
/** Largest part of a table that is taken into memory [bytes of the rows]. */
const MAX_BYTES = 256 << 20;

export interface FitsRowRange {
  readonly firstRow?: number;
  readonly nRows?: number;
}

/**
 * Reads some columns of a binary table, as they are visited by `walkFits`. Scaled columns come as
 * float64, except that the usual offsets for unsigned (of bytes: signed) whole numbers give such.
 * TNULL of unscaled whole numbers is left as it is; in scaled ones it becomes NaN.
 *
 * @param names columns wanted, in capitals or not; those that the table does not have are left out
 * @returns by the name that was asked for
 * @throws PhotoelectronError `format-damaged`, `format-unsupported` for complex, bit and
 *   variable-length columns and for more than 256 MiB
 */
export async function readFitsColumns<N extends string>(
  hdu: FitsHdu,
  path: string,
  readData: ReadFitsData,
  names: readonly N[],
  rows: FitsRowRange = {},
): Promise<Partial<Record<N, FitsColumnData>>> {
  const firstRow = Math.min(rows.firstRow ?? 0, hdu.nRows);
  const nRows = Math.min(rows.nRows ?? hdu.nRows, hdu.nRows - firstRow);
  if (nRows * hdu.rowBytes > MAX_BYTES) {
    throw new PhotoelectronError(
      'format-unsupported',
      `The table of HDU ${hdu.index} in ${path} is larger than ${MAX_BYTES >> 20} MiB and is not read.`,
      { path, item: hdu.name },
    );
  }
  const known = fitsColumns(hdu, path);
  const wanted = names.flatMap((name) => {
    const column = known.find((one) => one.name.toUpperCase() === name.toUpperCase());
    if (column === undefined) return [];
    checkReadable(column, path);
    return [{ name, column, pieces: [allocate(column, 0)] }];
  });
  const step = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(1, hdu.rowBytes)));
  for (let row = 0; row < nRows && wanted.length > 0; row += step) {
    const n = Math.min(step, nRows - row);
    const bytes = await readData((firstRow + row) * hdu.rowBytes, n * hdu.rowBytes);
    // Memory is only taken for rows that are there, whatever the header says.
    for (const { column, pieces } of wanted) {
      const piece = allocate(column, n);
      for (let i = 0; i < n; ++i) decode(bytes, i * hdu.rowBytes, column, piece, i);
      pieces.push(piece);
    }
  }
  return Object.fromEntries(
    wanted.map(({ name, column, pieces }) => [name, join(column, pieces)]),
  ) as Partial<Record<N, FitsColumnData>>;
}

/** One array of the pieces of a column. */
function join(column: FitsColumn, pieces: readonly (ColumnData | string[])[]): FitsColumnData {
  if (pieces.length === 2) return pieces[1];
  if (column.element === 'A') return (pieces as string[][]).flat();
  const arrays = pieces as readonly ColumnData[];
  const all = allocate(column, arrays.reduce((n, { length }) => n + length, 0) / column.repeat);
  let at = 0;
  for (const array of arrays) {
    // All pieces of a column are of one type.
    (all as Float64Array).set(array as Float64Array, at);
    at += array.length;
  }
  return all;
}

/** Offset of the stored numbers by which FITS keeps the other signedness. */
const SIGN_OFFSETS: Partial<Record<FitsElement, number>> = {
  B: -(2 ** 7),
  I: 2 ** 15,
  J: 2 ** 31,
  K: 2 ** 63,
};

/** Whether TZERO only changes the signedness; TZERO of 64 bits may come as a float or exactly. */
function changesSign(column: FitsColumn): boolean {
  return column.scale === 1 && Number(column.zero) === SIGN_OFFSETS[column.element];
}

function isScaled(column: FitsColumn): boolean {
  return (column.scale !== 1 || Number(column.zero) !== 0) && !changesSign(column);
}

/** @throws PhotoelectronError `format-unsupported` */
function checkReadable({ name, element }: FitsColumn, path: string): void {
  if ('ALBIJKED'.includes(element)) return;
  throw new PhotoelectronError(
    'format-unsupported',
    `Column ${name} of ${path} is of type ${element}, which cannot be read yet.`,
    { path, item: name },
  );
}

function allocate(column: FitsColumn, nRows: number): ColumnData | string[] {
  const n = nRows * column.repeat;
  if (column.element === 'A') return [];
  if (column.element === 'L') return new Uint8Array(n);
  if (column.element === 'D' || isScaled(column)) return new Float64Array(n);
  const other = changesSign(column);
  switch (column.element) {
    case 'B':
      return other ? new Int8Array(n) : new Uint8Array(n);
    case 'I':
      return other ? new Uint16Array(n) : new Int16Array(n);
    case 'J':
      return other ? new Uint32Array(n) : new Int32Array(n);
    case 'K':
      return other ? new BigUint64Array(n) : new BigInt64Array(n);
    default:
      return new Float32Array(n);
  }
}

/** One row of one column. */
function decode(
  bytes: Buffer,
  rowStart: number,
  column: FitsColumn,
  data: ColumnData | string[],
  row: number,
): void {
  const start = rowStart + column.offset;
  if (Array.isArray(data)) {
    data[row] = text(bytes, start, column.repeat);
    return;
  }
  const first = row * column.repeat;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const flip = data instanceof BigUint64Array ? 1n << 63n : 0n;
    for (let i = 0; i < column.repeat; ++i) {
      data[first + i] = bytes.readBigInt64BE(start + 8 * i) + flip;
    }
    return;
  }
  if (column.element === 'L') {
    for (let i = 0; i < column.repeat; ++i) data[first + i] = bytes[start + i] === 0x54 ? 1 : 0;
    return;
  }
  const size = column.bytes / column.repeat;
  const zero = Number(column.zero);
  for (let i = 0; i < column.repeat; ++i) {
    const stored = number(bytes, start + i * size, column.element);
    const isNull = column.null !== undefined && stored === Number(column.null) && isScaled(column);
    data[first + i] = isNull ? NaN : zero + column.scale * stored;
  }
}

/** Text ends at the first NUL; blanks at its end do not count. */
function text(bytes: Buffer, start: number, length: number): string {
  const end = bytes.subarray(start, start + length).indexOf(0);
  return bytes.toString('latin1', start, start + (end < 0 ? length : end)).trimEnd();
}

function number(bytes: Buffer, at: number, element: FitsElement): number {
  switch (element) {
    case 'B':
      return bytes[at];
    case 'I':
      return bytes.readInt16BE(at);
    case 'J':
      return bytes.readInt32BE(at);
    case 'K':
      return Number(bytes.readBigInt64BE(at));
    case 'E':
      return bytes.readFloatBE(at);
    default:
      return bytes.readDoubleBE(at);
  }
}
