import { PhotoelectronError } from '../foundation/errors.ts';
import { nativeKernel } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkWhole } from './check-whole.ts';

/** A column on its way into packed rows. */
export interface PackedColumn {
  /** All rows of the column, `width` bytes each. */
  readonly bytes: Uint8Array;
  /** Bytes of one row. */
  readonly width: number;
  /** Where the column stands in a packed row [bytes]. */
  readonly offset: number;
}

/**
 * Writes columns into packed rows.
 *
 * @param columns columns that together fill a row
 * @param rows where the packed rows go, rowSize bytes each
 * @param source row of the columns that each packed row takes; a number: from that row on
 * @throws PhotoelectronError `argument-invalid` when rows or columns reach beyond their arrays
 */
export async function packRows(
  columns: readonly PackedColumn[],
  rowSize: number,
  rows: Uint8Array,
  source: Int32Array | number,
): Promise<void> {
  checkWhole('rowSize', rowSize, 1, 2 ** 31 - 1);
  const nRows = rows.length / rowSize;
  let last = -1;
  if (typeof source === 'number') {
    checkWhole('source', source, 0, 2 ** 31 - 1);
    last = nRows > 0 ? source + nRows - 1 : -1;
  } else {
    checkLength('source', source, nRows);
    for (const row of source) {
      if (row < 0) outOfRange();
      if (row > last) last = row;
    }
  }
  for (const { bytes, width, offset } of columns) {
    checkWhole('width', width, 0, rowSize);
    checkWhole('offset', offset, 0, rowSize - width);
    if ((last + 1) * width > bytes.length) outOfRange();
  }
  if (!Number.isInteger(nRows)) outOfRange();
  await nativeKernel('packRows')({
    columns: columns.map(({ bytes }) => bytes),
    widths: Int32Array.from(columns, ({ width }) => width),
    offsets: Int32Array.from(columns, ({ offset }) => offset),
    ...(typeof source === 'number' ? { first: source } : { source, first: 0 }),
    rows,
    rowSize,
  });
}

function outOfRange(): never {
  throw new PhotoelectronError('argument-invalid', 'Rows to pack reach beyond their columns.');
}

/**
 * Byte shuffle as the Blosc-1 and HDF5 shuffle filters define it: all first bytes of the elements,
 * then all second bytes, and so on; bytes after the last whole element follow unchanged.
 *
 * @throws PhotoelectronError `argument-invalid` when the shapes do not fit
 */
export async function shuffleBytes(
  input: Uint8Array,
  elementSize: number,
  output: Uint8Array,
): Promise<void> {
  checkLength('output', output, input.length);
  checkWhole('elementSize', elementSize, 1, 2 ** 31 - 1);
  await nativeKernel('shuffleBytes')({ input, elementSize, output });
}

/**
 * Checksum of HDF5's fletcher32 filter over two pieces that follow each other.
 *
 * @param head first piece, of even length
 * @throws PhotoelectronError `argument-invalid` when the first piece has an odd length
 */
export async function fletcher32(head: Uint8Array, tail: Uint8Array): Promise<number> {
  checkLength('head', head, 2 * Math.floor(head.length / 2));
  const sum = new Uint32Array(1);
  await nativeKernel('fletcher32')({ head, tail, sum });
  return sum[0];
}
