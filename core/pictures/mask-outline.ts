import type { CameraGeometry } from '../instrument/camera-geometry.ts';
import { pixelCorners } from './pixel-corners.ts';

/** A line through points, in the unit of the geometry. */
export type Line = readonly (readonly [x: number, y: number])[];

/**
 * Outline of the pixels of a mask, along their outer edges: an edge belongs to it when no
 * neighbouring pixel of the mask lies on its other side.
 *
 * @param mask 1 where a pixel belongs to it, shape (n_pixels)
 * @returns lines, closed where first and last point are the same
 */
export function maskOutline(geometry: CameraGeometry, mask: Uint8Array): readonly Line[] {
  const { pixX, pixY, neighbors, nPixels } = geometry;
  const corners = pixelCorners(geometry);
  const n = corners.perPixel;
  // A neighbour hides the edges that face it: the one edge of a hexagon or square, and of a circle
  // those within the same angle as a hexagon's.
  const facing = Math.cos(((n === 4 ? 40 : 29) * Math.PI) / 180);
  const edges: Edge[] = [];
  for (let i = 0; i < nPixels; i++) {
    if (mask[i] === 0) continue;
    for (let k = 0; k < n; k++) {
      const a = i * n + k;
      const b = i * n + ((k + 1) % n);
      const normalX = (corners.x[a] + corners.x[b]) / 2 - pixX[i];
      const normalY = (corners.y[a] + corners.y[b]) / 2 - pixY[i];
      let hidden = false;
      for (let j = neighbors.indptr[i]; j < neighbors.indptr[i + 1] && !hidden; j++) {
        const other = neighbors.indices[j];
        if (mask[other] === 0) continue;
        const dx = pixX[other] - pixX[i];
        const dy = pixY[other] - pixY[i];
        const projection = dx * normalX + dy * normalY;
        hidden = projection > facing * Math.hypot(dx, dy) * Math.hypot(normalX, normalY);
      }
      if (!hidden) {
        edges.push({
          from: [corners.x[a], corners.y[a]],
          to: [corners.x[b], corners.y[b]],
        });
      }
    }
  }
  const [edge] = edges;
  if (edges.length === 0) return [];
  return joinEdges(edges, 0.2 * Math.hypot(edge.to[0] - edge.from[0], edge.to[1] - edge.from[1]));
}

interface Edge {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Joins edges that begin where another ends (within a tolerance, for cameras are not exact). */
function joinEdges(edges: readonly Edge[], tolerance: number): Line[] {
  const cell = ([x, y]: readonly [number, number]) =>
    [Math.floor(x / tolerance), Math.floor(y / tolerance)] as const;
  const byStart = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = cell(edge.from).join();
    const list = byStart.get(key);
    if (list === undefined) byStart.set(key, [edge]);
    else list.push(edge);
  }
  const left = new Set(edges);
  const takeNext = (point: readonly [number, number]): Edge | undefined => {
    const [cx, cy] = cell(point);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const found = byStart
          .get(`${cx + dx},${cy + dy}`)
          ?.find(
            (edge) =>
              left.has(edge) &&
              Math.hypot(edge.from[0] - point[0], edge.from[1] - point[1]) < tolerance,
          );
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  const lines: Line[] = [];
  for (const start of edges) {
    if (!left.delete(start)) continue;
    const line = [start.from, start.to];
    for (let edge = takeNext(start.to); edge !== undefined; edge = takeNext(edge.to)) {
      left.delete(edge);
      line.push(edge.to);
    }
    lines.push(line);
  }
  return lines;
}
