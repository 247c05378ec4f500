/** Finds the pixel nearest to a point: the pixels sorted into square cells. */
export interface PixelGrid {
  readonly left: number;
  readonly bottom: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** Start of each cell's pixels in `members`, shape (rows · columns + 1). */
  readonly start: Int32Array;
  readonly members: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Sorts pixels into cells, about one in each. */
export function makePixelGrid(x: Float64Array, y: Float64Array): PixelGrid {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i]);
    right = Math.max(right, x[i]);
    bottom = Math.min(bottom, y[i]);
    top = Math.max(top, y[i]);
  }
  const extent = Math.max(right - left, top - bottom, Number.MIN_VALUE);
  const side = Math.max(1, Math.ceil(Math.sqrt(x.length)));
  const cell = Number.isFinite(extent) && extent > 1e-300 ? extent / side : 1;
  const columns = cellOf(right - left, cell) + 1;
  const rows = cellOf(top - bottom, cell) + 1;
  const start = new Int32Array(columns * rows + 1);
  const cells = Int32Array.from(
    x,
    (value, i) => cellOf(y[i] - bottom, cell) * columns + cellOf(value - left, cell),
  );
  for (const at of cells) start[at + 1]++;
  for (let at = 0; at < columns * rows; at++) start[at + 1] += start[at];
  const next = start.slice();
  const members = new Int32Array(x.length);
  cells.forEach((at, i) => (members[next[at]++] = i));
  return { left, bottom, cell, columns, rows, start, members, x, y };
}

/**
 * The pixel with the nearest centre within a distance.
 *
 * @returns −1 when there is none so near
 */
export function nearestPixel(grid: PixelGrid, x: number, y: number, within: number): number {
  const { left, bottom, cell, columns, rows, start, members } = grid;
  const clamp = (value: number, last: number) => Math.min(last, Math.max(0, value));
  const firstColumn = clamp(Math.floor((x - within - left) / cell), columns - 1);
  const lastColumn = clamp(Math.floor((x + within - left) / cell), columns - 1);
  const firstRow = clamp(Math.floor((y - within - bottom) / cell), rows - 1);
  const lastRow = clamp(Math.floor((y + within - bottom) / cell), rows - 1);
  let best = -1;
  let bestSquare = within * within;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const at = row * columns + column;
      for (let k = start[at]; k < start[at + 1]; k++) {
        const i = members[k];
        const square = (grid.x[i] - x) ** 2 + (grid.y[i] - y) ** 2;
        if (square < bestSquare || (square === bestSquare && (best < 0 || i < best))) {
          best = i;
          bestSquare = square;
        }
      }
    }
  }
  return best;
}

function cellOf(offset: number, cell: number): number {
  return Number.isFinite(offset) ? Math.max(0, Math.floor(offset / cell)) : 0;
}
