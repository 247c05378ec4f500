/** What tells a row from all others, whatever the order. */
export type RowKey = string | number;

/** A column of a table, and how its cells are made. */
export interface TableColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** Stands in brackets after the title; empty or left out where there is none. */
  readonly unit?: string;
  /** One sentence: what the values are. */
  readonly description?: string;
  /** Numbers stand at the end. Default: start. */
  readonly align?: 'start' | 'end';
  /** Width [px] before a person changes it. */
  readonly width?: number;
  readonly sortable?: boolean;
  /** Left out at first, until it is chosen. */
  readonly hidden?: boolean;
  readonly format: (row: Row) => string;
  /** By what rows in memory are sorted. Default: the text. What is no number, null or undefined comes last. */
  readonly sortValue?: (row: Row) => string | number | null | undefined;
}

/** By which column the rows are ordered. */
export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

/** What a person made of the columns; to be kept in the session. */
export interface TableArrangement {
  /** Whether a column is shown, where that was chosen. */
  readonly shown: Readonly<Partial<Record<string, boolean>>>;
  /** Widths [px] where they were changed. */
  readonly widths: Readonly<Partial<Record<string, number>>>;
}

/** Title with unit, as it stands over a column and in what is copied. */
export function columnTitle(column: Pick<TableColumn<never>, 'title' | 'unit'>): string {
  return column.unit === undefined || column.unit === ''
    ? column.title
    : `${column.title} [${column.unit}]`;
}
