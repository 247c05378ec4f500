/** How cameras are laid out in rows and columns [CSS pixels]. */
export interface TileLayout {
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
}

/** Room that cameras are laid out in. */
export interface TileRoom {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** What a tile needs beside and above the picture. */
  readonly besides: { readonly width: number; readonly height: number };
}

/** Most columns of a wall. */
export const MAX_COLUMNS = 6;

/** Least side of a picture; when there is no room for all of them the wall is scrolled. */
const LEAST_SIDE = 160;

/** Side of a picture in a tile. */
function sideOf(width: number, height: number, { besides }: TileRoom): number {
  return Math.min(width - besides.width, height - besides.height);
}

/**
 * Lays cameras out.
 *
 * @param columns 1 to 6; `auto` makes the pictures as large as possible with all of them to be seen, or
 *   as many columns as there can be where they would become too small
 */
export function tileLayout(room: TileRoom, columns: number | 'auto'): TileLayout {
  const { width, height, besides } = room;
  const count = Math.max(1, room.count);
  if (columns === 'auto') {
    let best: TileLayout | undefined;
    for (let n = 1; n <= Math.min(MAX_COLUMNS, count); n++) {
      const rows = Math.ceil(count / n);
      const layout = { columns: n, rows, width: width / n, height: height / rows };
      const isBetter =
        best === undefined ||
        sideOf(layout.width, layout.height, room) > sideOf(best.width, best.height, room);
      if (isBetter) best = layout;
    }
    if (best !== undefined && sideOf(best.width, best.height, room) >= LEAST_SIDE) return best;
    const fitting = Math.floor(width / (LEAST_SIDE + besides.width));
    return scrolled(room, count, Math.min(MAX_COLUMNS, count, Math.max(1, fitting)));
  }
  return scrolled(room, count, Math.min(MAX_COLUMNS, Math.max(1, Math.round(columns))));
}

/** Tiles as high as their pictures are wide, but no higher than the room. */
function scrolled({ width, height, besides }: TileRoom, count: number, columns: number) {
  const tileWidth = width / columns;
  const tileHeight = Math.max(1, Math.min(height, tileWidth - besides.width + besides.height));
  return { columns, rows: Math.ceil(count / columns), width: tileWidth, height: tileHeight };
}

/**
 * Places of the tiles of which something is to be seen.
 *
 * @returns first and one past the last
 */
export function visibleTiles(
  { columns, rows, height }: TileLayout,
  count: number,
  view: { readonly top: number; readonly height: number },
): readonly [begin: number, end: number] {
  const firstRow = Math.min(rows - 1, Math.max(0, Math.floor(view.top / height)));
  const endRow = Math.max(firstRow + 1, Math.ceil((view.top + view.height) / height - 1e-6));
  return [Math.min(count, firstRow * columns), Math.min(count, endRow * columns)];
}
