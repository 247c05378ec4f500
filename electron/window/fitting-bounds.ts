import type { Rectangle } from 'electron';

/** How much of a window must be on a display so that it can be found and moved [px]. */
const MIN_VISIBLE = 100;

/** Size of a window that was never moved [px]. */
const PREFERRED = { width: 1440, height: 900 };

/**
 * Where the window is to be: where it was, if that can still be seen on one of the displays; else in the
 * middle of the first, which is what leaving out the position means.
 *
 * @param saved bounds of the last time
 * @param workAreas areas of the displays that windows may cover; the first is the main one
 */
export function fittingBounds(
  saved: Rectangle | undefined,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> {
  const area = workAreas.find((each) => saved !== undefined && isReachable(saved, each));
  if (saved !== undefined && area !== undefined) {
    return {
      ...saved,
      width: Math.min(saved.width, area.width),
      height: Math.min(saved.height, area.height),
    };
  }
  const main = workAreas.at(0);
  const { width, height } = saved ?? PREFERRED;
  if (main === undefined) return { width, height };
  return { width: Math.min(width, main.width), height: Math.min(height, main.height) };
}

/** Whether the title of a window, by which it is moved, is on an area. */
function isReachable(window: Rectangle, area: Rectangle): boolean {
  const across =
    Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isBelowTop = window.y >= area.y;
  const isAboveBottom = window.y + MIN_VISIBLE <= area.y + area.height;
  return across >= MIN_VISIBLE && isBelowTop && isAboveBottom;
}
