/** Part of a plane as it is shown: the point in the middle, and how large. */
export interface PlaneView {
  /** To the right and upwards, in the plane's unit. */
  readonly u: number;
  readonly v: number;
  /** Pixels per unit, the same both ways. */
  readonly scale: number;
}

/** What has to be seen of a plane. */
export interface PlaneExtent {
  readonly lowU: number;
  readonly highU: number;
  readonly lowV: number;
  readonly highV: number;
}

/** Size of the picture [px]. */
export interface PlaneSize {
  readonly width: number;
  readonly height: number;
}

/** Smallest extent around all places, not smaller than a given width and height. */
export function extentAround(
  places: readonly { readonly u: number; readonly v: number }[],
  least: number,
): PlaneExtent {
  const known = places.filter(({ u, v }) => Number.isFinite(u + v));
  const [us, vs] = [known.map(({ u }) => u), known.map(({ v }) => v)];
  const widen = (low: number, high: number): [number, number] => {
    if (!Number.isFinite(low + high)) return [-least / 2, least / 2];
    const missing = Math.max(0, least - (high - low)) / 2;
    return [low - missing, high + missing];
  };
  const [lowU, highU] = widen(Math.min(...us), Math.max(...us));
  const [lowV, highV] = widen(Math.min(...vs), Math.max(...vs));
  return { lowU, highU, lowV, highV };
}

/** The view that shows all of an extent with a margin [px] around. */
export function fitPlane(extent: PlaneExtent, size: PlaneSize, margin: number): PlaneView {
  const [du, dv] = [extent.highU - extent.lowU, extent.highV - extent.lowV];
  const room = (length: number) => Math.max(1, length - 2 * margin);
  return {
    u: (extent.lowU + extent.highU) / 2,
    v: (extent.lowV + extent.highV) / 2,
    scale: Math.min(room(size.width) / du, room(size.height) / dv),
  };
}

/** Place of a point in the picture [px], from its upper left corner. */
export function planeToScreen(
  view: PlaneView,
  size: PlaneSize,
  u: number,
  v: number,
): [x: number, y: number] {
  return [size.width / 2 + (u - view.u) * view.scale, size.height / 2 - (v - view.v) * view.scale];
}

/** The point at a place of the picture. */
export function screenToPlane(
  view: PlaneView,
  size: PlaneSize,
  x: number,
  y: number,
): [u: number, v: number] {
  return [view.u + (x - size.width / 2) / view.scale, view.v - (y - size.height / 2) / view.scale];
}

/** The view after the plane was dragged [px]. */
export function panPlane(view: PlaneView, dx: number, dy: number): PlaneView {
  return { ...view, u: view.u - dx / view.scale, v: view.v + dy / view.scale };
}

/** The view after magnifying around a place of the picture [px], which stays where it is. */
export function zoomPlane(
  view: PlaneView,
  size: PlaneSize,
  factor: number,
  x: number,
  y: number,
  limits: readonly [number, number],
): PlaneView {
  const scale = Math.min(limits[1], Math.max(limits[0], view.scale * factor));
  const [u, v] = screenToPlane(view, size, x, y);
  const zoomed = { ...view, scale };
  const [newU, newV] = screenToPlane(zoomed, size, x, y);
  return { u: view.u + u - newU, v: view.v + v - newV, scale };
}
