import type { CameraOverlays, HillasOverlay } from './camera-overlays.ts';
import type { CameraPixels } from './camera-pixels.ts';
import type { Mark } from './mark.ts';
import { maskEdges } from './mask-edges.ts';
import { makePixelGrid, type PixelGrid } from './pixel-grid.ts';

/** Points of an ellipse or ring. */
const CURVE_POINTS = 96;

/**
 * What is drawn over the pixels, from below upwards. Overlays whose numbers are not finite, such as the
 * ellipse of an image that was not parametrised, are left out.
 */
export function overlayMarks(pixels: CameraPixels, overlays: CameraOverlays): Mark[] {
  const { mask, leakageBorder, hillas, muonRing, labels = [] } = overlays;
  const { comparison, pointing, source, reconstructed } = overlays;
  const marks: Mark[] = [];
  for (const [role, which] of [
    ['leakage', leakageBorder],
    ['mask', mask],
    ['both', comparison?.both],
    ['onlyA', comparison?.onlyA],
    ['onlyB', comparison?.onlyB],
  ] as const) {
    if (which?.length !== pixels.pixX.length) continue;
    const lines = maskEdges(pixels, which, gridOf(pixels));
    marks.push({ kind: 'lines', role, lines, closed: false });
  }
  addOnlyLabel(marks, pixels, 'onlyA', 'A', comparison?.onlyA);
  addOnlyLabel(marks, pixels, 'onlyB', 'B', comparison?.onlyB);
  if (muonRing !== undefined && isFinite([muonRing.x, muonRing.y, muonRing.radius])) {
    const { x, y, radius } = muonRing;
    marks.push({
      kind: 'lines',
      role: 'muon',
      lines: [ellipse(x, y, radius, radius, 0)],
      closed: true,
    });
    addLabel(marks, 'muon', muonRing.label, x, y + radius);
  }
  if (hillas !== undefined) marks.push(...hillasMarks(pixels, hillas));
  for (const [role, symbol, place] of [
    ['source', 'disc', pointing],
    ['source', 'star', source],
    ...[reconstructed].flat().map((each) => ['reconstructed', 'cross', each] as const),
  ] as const) {
    if (place === undefined || !isFinite([place.x, place.y])) continue;
    marks.push({ kind: 'symbol', role, symbol, x: place.x, y: place.y });
    addLabel(marks, role, place.label, place.x, place.y);
  }
  for (const { label, x, y } of labels) addLabel(marks, 'label', label, x, y);
  return marks;
}

const grids = new WeakMap<CameraPixels, PixelGrid>();

/** The pixels of a camera sorted into cells, which is worked out once. */
function gridOf(pixels: CameraPixels): PixelGrid {
  const before = grids.get(pixels);
  if (before !== undefined) return before;
  const grid = makePixelGrid(pixels.pixX, pixels.pixY);
  grids.set(pixels, grid);
  return grid;
}

/** Ellipse of one standard deviation, axis through the whole camera, wedge of its uncertainty, centroid. */
function hillasMarks(pixels: CameraPixels, hillas: HillasOverlay): Mark[] {
  const { x, y, length, width, psiDeg, psiUncertaintyDeg = 0, label } = hillas;
  const { showsEllipse = true, showsAxis = true } = hillas;
  if (!isFinite([x, y, length, width, psiDeg])) return [];
  const psi = (psiDeg * Math.PI) / 180;
  const along = (angle: number, reach: number): [number, number] => [
    x + reach * Math.cos(angle),
    y + reach * Math.sin(angle),
  ];
  const ends = [psi, psi + Math.PI].map((angle) => ({
    angle,
    reach: Math.max(length, reachAlong(pixels, x, y, angle)),
  }));
  const marks: Mark[] = [];
  if (showsAxis && psiUncertaintyDeg > 0 && psiUncertaintyDeg < 90) {
    const delta = (psiUncertaintyDeg * Math.PI) / 180;
    const wedges = ends.map(({ angle, reach }) => [
      x,
      y,
      ...along(angle - delta, reach),
      ...along(angle + delta, reach),
    ]);
    marks.push({ kind: 'lines', role: 'wedge', lines: wedges, closed: true });
  }
  if (showsAxis) {
    const line = ends.flatMap(({ angle, reach }) => along(angle, reach));
    marks.push({ kind: 'lines', role: 'axis', lines: [line], closed: false });
  }
  if (showsEllipse) {
    marks.push(
      { kind: 'lines', role: 'hillas', lines: [ellipse(x, y, length, width, psi)], closed: true },
      { kind: 'symbol', role: 'hillas', symbol: 'plus', x, y },
    );
  }
  addLabel(marks, 'hillas', label, x, y);
  return marks;
}

/** Names what one of two cleanings alone kept, at its topmost pixel. */
function addOnlyLabel(
  marks: Mark[],
  { pixX, pixY }: CameraPixels,
  role: Mark['role'],
  text: string,
  which: Uint8Array | undefined,
): void {
  let top = -1;
  for (let i = 0; which !== undefined && i < which.length; i++) {
    if (which[i] !== 0 && (top < 0 || pixY[i] > pixY[top])) top = i;
  }
  if (top >= 0) addLabel(marks, role, text, pixX[top], pixY[top]);
}

function addLabel(
  marks: Mark[],
  role: Mark['role'],
  text: string | undefined,
  x: number,
  y: number,
): void {
  if (text !== undefined && text !== '') marks.push({ kind: 'text', role, text, x, y });
}

function ellipse(x: number, y: number, a: number, b: number, psi: number): Float64Array {
  const [cos, sin] = [Math.cos(psi), Math.sin(psi)];
  const points = new Float64Array(2 * CURVE_POINTS);
  for (let k = 0; k < CURVE_POINTS; k++) {
    const angle = (2 * Math.PI * k) / CURVE_POINTS;
    const [u, v] = [a * Math.cos(angle), b * Math.sin(angle)];
    points[2 * k] = x + u * cos - v * sin;
    points[2 * k + 1] = y + u * sin + v * cos;
  }
  return points;
}

/** How far a line from a place goes before all pixels lie behind it. */
function reachAlong({ pixX, pixY }: CameraPixels, x: number, y: number, angle: number): number {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let reach = 0;
  for (let i = 0; i < pixX.length; i++) {
    reach = Math.max(reach, (pixX[i] - x) * cos + (pixY[i] - y) * sin);
  }
  return reach;
}

function isFinite(numbers: readonly number[]): boolean {
  return numbers.every((value) => Number.isFinite(value));
}
