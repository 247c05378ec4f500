/** A name that wants to stand beside something [px]. */
export interface WantedLabel {
  readonly key: number;
  readonly text: string;
  /** Middle of the thing, and how far it reaches. */
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** Where a name stands: the middle of its text [px]. */
export interface PlacedLabel {
  readonly key: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Width of a letter and height of a line of the small text [px]. */
const LETTER = 6.2;
const LINE = 12;
const GAP = 3;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Names that do not cover one another nor the things that they name: each stands below, above, to the right or to the
 * left of its thing, wherever there is room first; where there is none it is left out. The first in the list choose
 * first.
 */
export function placeLabels(labels: readonly WantedLabel[]): PlacedLabel[] {
  const taken: Box[] = labels.map(({ x, y, reach }) => around(x, y, 2 * reach, 2 * reach));
  const placed: PlacedLabel[] = [];
  labels.forEach(({ key, text, x, y, reach }, own) => {
    const width = text.length * LETTER;
    const [across, along] = [reach + GAP + LINE / 2, reach + GAP + width / 2];
    const places = [
      [x, y + across],
      [x, y - across],
      [x + along, y],
      [x - along, y],
    ] as const;
    for (const [placeX, placeY] of places) {
      const box = around(placeX, placeY, width, LINE);
      if (taken.some((other, i) => i !== own && overlap(box, other))) continue;
      taken.push(box);
      placed.push({ key, text, x: placeX, y: placeY });
      return;
    }
  });
  return placed;
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
