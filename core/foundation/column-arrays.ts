import type { ColumnData, DType } from './table.ts';
import { typedArrays } from './typed-arrays.ts';

/** The typed array that holds a column of each element type. */
export const columnArrays = {
  ...typedArrays,
  bool: Uint8Array,
} as const satisfies Readonly<Record<DType, new (length: number) => ColumnData>>;
