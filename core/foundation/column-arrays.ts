import type { ColumnData, DType } from './table.ts';

/** The typed array that holds a column of each element type. */
export const columnArrays = {
  float64: Float64Array,
  float32: Float32Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const satisfies Readonly<Record<DType, new (length: number) => ColumnData>>;
