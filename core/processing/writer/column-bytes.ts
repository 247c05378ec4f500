import { columnArrays } from '../../foundation/column-arrays.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Column, ColumnData, DType } from '../../foundation/table.ts';

const ranges: Readonly<Record<Exclude<DType, 'float64' | 'float32'>, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, 2 ** 64],
  bool: [0, 1],
};

function misfit(column: Column, value: number | bigint, dtype: DType): never {
  throw new PhotoelectronError(
    'argument-invalid',
    `Column "${column.meta.name}" holds ${String(value)}, which is no ${dtype}.`,
    { item: column.meta.name },
  );
}

/** 64-bit integers from numbers, as pairs of 32-bit words (BigInt would be many times slower). */
function wideBytes(column: Column, data: Exclude<ColumnData, BigInt64Array | BigUint64Array>) {
  const words = new Uint32Array(2 * data.length);
  const [low, high] = ranges.int64;
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (!Number.isInteger(value) || value < low || value >= high) misfit(column, value, 'int64');
    const upper = Math.floor(value / 2 ** 32);
    words[2 * i] = value - upper * 2 ** 32;
    words[2 * i + 1] = upper;
  }
  return new Uint8Array(words.buffer);
}

/**
 * The bytes of a column in the element type that a table asks for; a view where it has that type.
 *
 * @throws PhotoelectronError `argument-invalid` when a value does not fit into the type
 */
export function columnBytes(column: Column, dtype: DType): Uint8Array {
  const { data } = column;
  const Target = columnArrays[dtype];
  if (data instanceof Target) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const big = data instanceof BigInt64Array || data instanceof BigUint64Array;
  if (dtype === 'int64' || dtype === 'uint64') {
    if (!big) {
      if (dtype === 'uint64') {
        for (const value of data) if (value < 0) misfit(column, value, dtype);
      }
      return wideBytes(column, data);
    }
    for (const value of data) {
      if (value < 0n || value > 0x7fffffffffffffffn) misfit(column, value, dtype);
    }
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  const result = new columnArrays[dtype](data.length);
  const range = dtype === 'float64' || dtype === 'float32' ? undefined : ranges[dtype];
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (
      range !== undefined &&
      !(Number.isInteger(value) && value >= range[0] && value <= range[1])
    ) {
      misfit(column, data[i], dtype);
    }
    result[i] = value;
  }
  return new Uint8Array(result.buffer);
}
