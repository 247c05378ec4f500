/** Something in a plane that can be pointed at and chosen. */
export interface PlaneItem {
  readonly key: number;
  readonly u: number;
  readonly v: number;
  /** How far from its middle it can be hit [px]. */
  readonly reach: number;
  /** Name beside it. */
  readonly label: string;
  /** What is said of it when it is pointed at. */
  readonly tip: readonly string[];
}

/** The item at a place of the picture, the nearest where there are several. */
export function itemAt(
  items: readonly (PlaneItem & { readonly x: number; readonly y: number })[],
  x: number,
  y: number,
): PlaneItem | undefined {
  let best: PlaneItem | undefined;
  let least = Infinity;
  for (const item of items) {
    const distance = Math.hypot(item.x - x, item.y - y);
    if (distance <= item.reach && distance < least) {
      least = distance;
      best = item;
    }
  }
  return best;
}

/** The nearest item in a direction of the picture: what lies aside counts as farther. */
export function itemTowards(
  items: readonly PlaneItem[],
  from: PlaneItem,
  [du, dv]: readonly [number, number],
): PlaneItem | undefined {
  let best: PlaneItem | undefined;
  let least = Infinity;
  for (const item of items) {
    const along = (item.u - from.u) * du + (item.v - from.v) * dv;
    const aside = Math.abs((item.u - from.u) * dv - (item.v - from.v) * du);
    // Within 60° of the direction.
    if (item.key === from.key || along <= 0 || aside > along * Math.sqrt(3)) continue;
    const distance = along + 2 * aside;
    if (distance < least) {
      least = distance;
      best = item;
    }
  }
  return best;
}
