/** Typed arrays that a column may hold. 64-bit integers are kept exactly. */
export type ColumnData =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

/** Element types by the names that numpy and the HDF5 tables use; `bool` is kept as 0 and 1. */
export type DType =
  | 'float64'
  | 'float32'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'bool';

/** What a column is: declared once in the datamodel, wherever the column is made or shown. */
export interface ColumnMeta {
  /** Column name in the field's snake_case. */
  readonly name: string;
  readonly dtype: DType;
  /** Unit in astropy's spelling (`deg`, `TeV`, `1 / deg`), empty for plain numbers. */
  readonly unit?: string;
  /** One sentence, shown to users and written to files. */
  readonly description?: string;
  /** Shape of one row, absent for scalars. */
  readonly shape?: readonly number[];
  /** Names of the values of an enumeration. */
  readonly enumNames?: Readonly<Record<string, number>>;
}

/** A column: n_rows × product(shape) elements, row after row. Strings are a column of their own. */
export interface Column {
  readonly meta: ColumnMeta;
  readonly data: ColumnData;
}

/** A column of text (one string a row). */
export interface TextColumn {
  readonly meta: { readonly name: string; readonly description?: string };
  readonly text: readonly string[];
}

/** Named columns of one length. */
export interface Table {
  readonly nRows: number;
  readonly columns: readonly (Column | TextColumn)[];
  /** Values that belong to the whole table. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}
