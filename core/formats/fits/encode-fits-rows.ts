import type { ColumnData } from '../../foundation/table.ts';
import type { StoredColumn } from './fits-table-columns.ts';

/** Where the arrays of a column stand in the heap: byte of the first row, and bytes of an element. */
export interface HeapPlace {
  readonly start: number;
}

/**
 * Rows of a binary table in the bytes of FITS: big endian, row after row.
 *
 * @param heap places of the columns of arrays, by their index
 */
export function encodeFitsRows(
  columns: readonly StoredColumn[],
  firstRow: number,
  nRows: number,
  heap: ReadonlyMap<number, HeapPlace>,
): Uint8Array {
  const rowBytes = columns.reduce((sum, { bytes }) => sum + bytes, 0);
  const out = new Uint8Array(nRows * rowBytes);
  const view = new DataView(out.buffer);
  let offset = 0;
  for (const [index, stored] of columns.entries()) {
    const { data, isLogical } = stored.column;
    if (Array.isArray(data)) {
      putTexts(out, offset, rowBytes, data as readonly string[], firstRow, nRows);
    } else if ('offsets' in data) {
      const start = heap.get(index)?.start ?? 0;
      for (let row = 0; row < nRows; row++) {
        const from = data.offsets[firstRow + row];
        const at = offset + row * rowBytes;
        view.setBigInt64(at, BigInt(data.offsets[firstRow + row + 1] - from));
        view.setBigInt64(at + 8, BigInt(start + from * (stored.heapElementBytes ?? 0)));
      }
    } else {
      const values = data as ColumnData;
      const put = elementWriter(view, values, isLogical === true);
      const { repeat } = stored;
      const step = repeat === 0 ? 0 : stored.bytes / repeat;
      for (let row = 0; row < nRows; row++) {
        const first = (firstRow + row) * repeat;
        const at = offset + row * rowBytes;
        for (let i = 0; i < repeat; i++) put(at + i * step, first + i);
      }
    }
    offset += stored.bytes;
  }
  return out;
}

/** Elements of arrays in the bytes of FITS, for the heap. */
export function encodeFitsElements(
  values: ColumnData,
  isLogical: boolean,
  first: number,
  count: number,
): Uint8Array {
  const out = new Uint8Array(count * values.BYTES_PER_ELEMENT);
  const put = elementWriter(new DataView(out.buffer), values, isLogical);
  for (let i = 0; i < count; i++) put(i * values.BYTES_PER_ELEMENT, first + i);
  return out;
}

/** Writes element `index` at a byte; numbers of the other signedness are moved by TZERO. */
function elementWriter(
  view: DataView,
  data: ColumnData,
  isLogical: boolean,
): (at: number, index: number) => void {
  if (data instanceof Float64Array) {
    return (at, index) => {
      view.setFloat64(at, data[index]);
    };
  }
  if (data instanceof Float32Array) {
    return (at, index) => {
      view.setFloat32(at, data[index]);
    };
  }
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const zero = data instanceof BigUint64Array ? 1n << 63n : 0n;
    return (at, index) => {
      view.setBigInt64(at, data[index] - zero);
    };
  }
  if (data instanceof Uint8Array && isLogical) {
    return (at, index) => {
      view.setUint8(at, data[index] === 0 ? 0x46 : 0x54);
    };
  }
  const zero = signOffset(data);
  switch (data.BYTES_PER_ELEMENT) {
    case 1:
      return (at, index) => {
        view.setUint8(at, data[index] - zero);
      };
    case 2:
      return (at, index) => {
        view.setInt16(at, data[index] - zero);
      };
    default:
      return (at, index) => {
        view.setInt32(at, data[index] - zero);
      };
  }
}

function signOffset(data: ColumnData): number {
  if (data instanceof Int8Array) return -128;
  if (data instanceof Uint16Array) return 2 ** 15;
  return data instanceof Uint32Array ? 2 ** 31 : 0;
}

/** Texts that end with NUL where they are shorter: behind it, unlike blanks, readers give nothing back. */
function putTexts(
  out: Uint8Array,
  offset: number,
  rowBytes: number,
  texts: readonly string[],
  firstRow: number,
  nRows: number,
): void {
  for (let row = 0; row < nRows; row++) {
    const text = texts[firstRow + row];
    const at = offset + row * rowBytes;
    for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i);
  }
}
