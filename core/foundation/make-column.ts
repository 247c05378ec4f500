import { PhotoelectronError } from './errors.ts';
import type { Column, ColumnData, ColumnMeta, DType } from './table.ts';

type Values = ArrayLike<number>;

const makers: Record<DType, (values: Values) => ColumnData> = {
  float64: (values) => Float64Array.from(values),
  float32: (values) => Float32Array.from(values),
  int8: (values) => Int8Array.from(values),
  int16: (values) => Int16Array.from(values),
  int32: (values) => Int32Array.from(values),
  int64: (values) => BigInt64Array.from(Array.from(values, BigInt)),
  uint8: (values) => Uint8Array.from(values),
  uint16: (values) => Uint16Array.from(values),
  uint32: (values) => Uint32Array.from(values),
  uint64: (values) => BigUint64Array.from(Array.from(values, BigInt)),
  bool: (values) => Uint8Array.from(values),
};

/**
 * Makes a column of plain numbers, in the type that its declaration asks for.
 *
 * @param values n_rows × product(shape) numbers, row after row; whole ones for integer columns
 * @throws PhotoelectronError `internal` when the values are no whole number of rows
 */
export function makeColumn(meta: ColumnMeta, values: Values): Column {
  const rowLength = (meta.shape ?? []).reduce((product, n) => product * n, 1);
  if (rowLength > 0 && values.length % rowLength !== 0) {
    throw new PhotoelectronError(
      'internal',
      `Column ${meta.name} has rows of ${rowLength} values, but ${values.length} values were given.`,
      { item: meta.name },
    );
  }
  return { meta, data: makers[meta.dtype](values) };
}
