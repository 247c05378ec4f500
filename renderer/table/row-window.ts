/** Browsers cannot lay out elements that are higher: Firefox gives up at 17.9 million CSS pixels. */
const HIGHEST_CANVAS = 15_000_000;

/** Rows drawn beyond both edges, so that a quick hand does not see them come. */
const OVERSCAN = 8;

/** A scrolled list of rows of one height. All lengths in CSS pixels. */
export interface ScrolledRows {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height of the rows' part of the view. */
  readonly viewHeight: number;
  readonly scrollTop: number;
}

/** Which rows are drawn, and where. */
export interface RowWindow {
  /** First row that is drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** From the upper edge of the canvas to the first drawn row [px]. */
  readonly shift: number;
  /** Height of the element that makes the scroll bar [px]. */
  readonly canvasHeight: number;
}

/**
 * Which rows a scrolled view shows. All rows are equally high, so it takes as long for ten rows as for
 * ten millions. Where the rows together are higher than a browser's element can be, the scroll bar
 * stands for them in proportion.
 */
export function rowWindow(rows: ScrolledRows): RowWindow {
  const { rowCount, rowHeight, viewHeight, scrollTop } = rows;
  const canvasHeight = Math.min(rowCount * rowHeight, HIGHEST_CANVAS);
  const top = scrollTop * stretch(rows);
  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const end = Math.min(rowCount, Math.ceil((top + viewHeight) / rowHeight) + OVERSCAN);
  return {
    first: Math.min(first, Math.max(0, end)),
    end: Math.max(0, end),
    shift: Math.round(scrollTop + first * rowHeight - top),
    canvasHeight,
  };
}

/** Scroll position that brings a row into view with the least movement. */
export function scrollTopShowing(rows: ScrolledRows, index: number): number {
  const { rowHeight, viewHeight, scrollTop } = rows;
  const factor = stretch(rows);
  const top = scrollTop * factor;
  const upper = index * rowHeight;
  const lower = upper + rowHeight - viewHeight;
  if (upper < top) return upper / factor;
  if (lower > top) return lower / factor;
  return scrollTop;
}

/** Pixels of rows per pixel of the scroll bar's canvas. */
function stretch({ rowCount, rowHeight, viewHeight }: ScrolledRows): number {
  const height = rowCount * rowHeight;
  if (height <= HIGHEST_CANVAS) return 1;
  return (height - viewHeight) / (HIGHEST_CANVAS - viewHeight);
}
