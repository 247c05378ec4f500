import type { TableArrangement, TableColumn } from './table-column.ts';

const NARROWEST_COLUMN = 40;
const WIDEST_COLUMN = 800;
const USUAL_WIDTH = 96;

/** Columns as the table declares them. */
export const noArrangement: TableArrangement = { shown: {}, widths: {} };

export function isColumnShown<Row>(
  column: TableColumn<Row>,
  arrangement: TableArrangement,
): boolean {
  return arrangement.shown[column.key] ?? column.hidden !== true;
}

/** Width of a column [px]. */
export function columnWidth<Row>(column: TableColumn<Row>, arrangement: TableArrangement): number {
  return arrangement.widths[column.key] ?? column.width ?? USUAL_WIDTH;
}

/** The arrangement with another width of a column; undefined gives back the declared one. */
export function withWidth(
  arrangement: TableArrangement,
  key: string,
  width: number | undefined,
): TableArrangement {
  if (width === undefined) {
    const others = Object.entries(arrangement.widths).filter(([other]) => other !== key);
    return { ...arrangement, widths: Object.fromEntries(others) };
  }
  const held = Math.round(Math.min(WIDEST_COLUMN, Math.max(NARROWEST_COLUMN, width)));
  return { ...arrangement, widths: { ...arrangement.widths, [key]: held } };
}

/** Tracks of the rows' grids: the last column takes the room that is left. */
export function columnTracks<Row>(
  columns: readonly TableColumn<Row>[],
  arrangement: TableArrangement,
): string {
  return columns
    .map((column, i) => {
      const width = columnWidth(column, arrangement);
      return i === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`;
    })
    .join(' ');
}
