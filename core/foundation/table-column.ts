import type { Column, ColumnData, DType } from './table.ts';

/** Element type of a typed array. */
function dtypeOf(data: ColumnData): DType {
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Int8Array) return 'int8';
  if (data instanceof Int16Array) return 'int16';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof BigInt64Array) return 'int64';
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Uint16Array) return 'uint16';
  if (data instanceof Uint32Array) return 'uint32';
  return 'uint64';
}

/**
 * A column of plain numbers in the type of its array; the datamodel says the rest.
 *
 * @param shape shape of one row; absent for scalars
 */
export function tableColumn(name: string, data: ColumnData, shape?: readonly number[]): Column {
  const dtype = dtypeOf(data);
  return { meta: shape === undefined ? { name, dtype } : { name, dtype, shape }, data };
}
