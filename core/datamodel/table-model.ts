import type { ColumnMeta } from '../foundation/table.ts';

/** Enumerations of `ctapipe.containers`, by the names of their classes. */
export type EnumClass =
  | 'CoordinateFrameType'
  | 'EventType'
  | 'ObservationBlockState'
  | 'ObservingMode'
  | 'PointingMode'
  | 'SchedulingBlockType';

/** Meaning of a column beyond a number: what ctapipe turns it into when it reads. */
export type ColumnKind =
  /** Seconds and quarter nanoseconds since 1970-01-01T00:00:00 TAI, shape (2). */
  | 'time'
  /** Modified Julian day, TAI. */
  | 'mjd'
  /** 1 where a telescope is in the list, in the order of the subarray. */
  | 'telescopes';

/** A column of a table that we write. Shapes that depend on the instrument come with the data. */
export interface ColumnModel extends ColumnMeta {
  /** Name without the prefix of its group; default: the name. */
  readonly field?: string;
  readonly kind?: ColumnKind;
  readonly enumClass?: EnumClass;
}

/** A column of text. */
export interface TextModel {
  readonly name: string;
  readonly dtype: 'text';
  readonly description?: string;
}

/** A table of a product. */
export interface TableModel {
  /**
   * Path in the product; `{tel}` stands for the telescope (`tel_001`), `{algorithm}` for the name of
   * a reconstructor.
   */
  readonly path: string;
  /** One line for people. */
  readonly title: string;
  /** Column names may start with `{algorithm}`. A product need not have all of them. */
  readonly columns: readonly (ColumnModel | TextModel)[];
}

/** Puts a prefix and an underscore before the names of columns, which become their fields. */
export function withPrefix(prefix: string, columns: readonly ColumnModel[]): ColumnModel[] {
  return columns.map((column) => ({
    ...column,
    name: `${prefix}_${column.name}`,
    field: column.field ?? column.name,
  }));
}
