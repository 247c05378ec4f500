import { PhotoelectronError } from '../foundation/errors.ts';
import type { NeighborTable, PixelShape } from './camera-geometry.ts';

/** How neighbours are told from pixels that are only near. */
interface NeighborRule {
  /** No pixel has more neighbours than this. */
  readonly most: number;
  /** Neighbours are nearer than this many distances to the nearest pixel. */
  readonly reach: number;
  /** Whether distances are |dx| + |dy| instead of Euclidean. */
  readonly taxicab: boolean;
}

// On a hexagonal grid the second ring begins at 1.73 distances, on a square one at 2 (taxicab).
const hexagonalGrid: NeighborRule = { most: 6, reach: 1.4, taxicab: false };
const squareGrid: NeighborRule = { most: 4, reach: 1.5, taxicab: true };

/** Pixels sorted into square cells. */
interface Cells {
  readonly nX: number;
  readonly nY: number;
  readonly size: number;
  /** Cell of each pixel along x and y; -1 where a position is not finite. */
  readonly cellX: Int32Array;
  readonly cellY: Int32Array;
  /** Start of each cell in `pixels`, shape (n_x × n_y + 1). */
  readonly start: Int32Array;
  readonly pixels: Int32Array;
}

function sortIntoCells(x: Float64Array, y: Float64Array): Cells {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  let nFinite = 0;
  for (let i = 0; i < x.length; ++i) {
    if (!Number.isFinite(x[i] + y[i])) continue;
    nFinite += 1;
    minX = Math.min(minX, x[i]);
    maxX = Math.max(maxX, x[i]);
    minY = Math.min(minY, y[i]);
    maxY = Math.max(maxY, y[i]);
  }
  const width = nFinite > 0 ? maxX - minX : 0;
  const height = nFinite > 0 ? maxY - minY : 0;
  const n = Math.max(nFinite, 1);
  // About one pixel a cell; the second term bounds the number of cells of long thin cameras.
  const size = Math.max(Math.sqrt((width / n) * height), Math.max(width, height) / n) || 1;
  const nX = Math.floor(width / size) + 1;
  const nY = Math.floor(height / size) + 1;
  const cellX = new Int32Array(x.length).fill(-1);
  const cellY = new Int32Array(x.length).fill(-1);
  const start = new Int32Array(nX * nY + 1);
  for (let i = 0; i < x.length; ++i) {
    if (!Number.isFinite(x[i] + y[i])) continue;
    cellX[i] = Math.min(Math.floor((x[i] - minX) / size), nX - 1);
    cellY[i] = Math.min(Math.floor((y[i] - minY) / size), nY - 1);
    start[cellY[i] * nX + cellX[i] + 1] += 1;
  }
  for (let cell = 0; cell < nX * nY; ++cell) start[cell + 1] += start[cell];
  const next = start.slice();
  const pixels = new Int32Array(nFinite);
  for (let i = 0; i < x.length; ++i) {
    if (cellX[i] < 0) continue;
    const cell = cellY[i] * nX + cellX[i];
    pixels[next[cell]] = i;
    next[cell] += 1;
  }
  return { nX, nY, size, cellX, cellY, start, pixels };
}

/**
 * Finds which pixels touch, from their positions alone: a pixel's neighbours are the (at most six or
 * four) pixels nearer than 1.4 (hexagons and circles; Euclidean) or 1.5 (squares; |dx| + |dy|)
 * distances to its nearest pixel. The rule of `CameraGeometry.calc_pixel_neighbors` of ctapipe 0.32,
 * which has one oddity that is kept: the only pixel of a one-pixel camera is its own neighbour.
 * Where more pixels than the limit are equally near, the ones of lowest index are taken (ctapipe
 * takes those that its KD tree meets first). Pixels without a finite position have no neighbours
 * (ctapipe fails).
 *
 * @param pixX positions in any unit, shape (n_pixels)
 * @param pixY positions in the same unit, shape (n_pixels)
 * @throws PhotoelectronError `argument-invalid` when the positions are not of one length
 */
export function findNeighbors(
  pixX: Float64Array,
  pixY: Float64Array,
  pixType: PixelShape,
): NeighborTable {
  const n = pixX.length;
  if (pixY.length !== n) {
    throw new PhotoelectronError(
      'argument-invalid',
      `A camera has ${n} pixel positions along x but ${pixY.length} along y.`,
    );
  }
  if (n <= 1) {
    return { indptr: Int32Array.from(n === 0 ? [0] : [0, 1]), indices: new Int32Array(n) };
  }
  const { most, reach, taxicab } = pixType === 'square' ? squareGrid : hexagonalGrid;
  const { nX, nY, size, cellX, cellY, start, pixels } = sortIntoCells(pixX, pixY);
  const indptr = new Int32Array(n + 1);
  const indices = new Int32Array(n * most);
  let nFound = 0;
  for (let i = 0; i < n; ++i) {
    const candidates: { pixel: number; distance: number }[] = [];
    let nearest = Infinity;
    const [cx, cy] = [cellX[i], cellY[i]];
    // Everything outside of `ring` rings of cells is farther away than ring × size.
    const lastRing = cx < 0 ? -1 : Math.max(cx, nX - 1 - cx, cy, nY - 1 - cy);
    for (let ring = 0; ring <= lastRing && !(reach * nearest <= (ring - 1) * size); ++ring) {
      for (let v = Math.max(cy - ring, 0); v <= Math.min(cy + ring, nY - 1); ++v) {
        const onEdge = v === cy - ring || v === cy + ring;
        const step = onEdge || ring === 0 ? 1 : 2 * ring;
        for (let u = cx - ring; u <= cx + ring; u += step) {
          if (u < 0 || u >= nX) continue;
          for (let k = start[v * nX + u]; k < start[v * nX + u + 1]; ++k) {
            const pixel = pixels[k];
            if (pixel === i) continue;
            const dx = pixX[pixel] - pixX[i];
            const dy = pixY[pixel] - pixY[i];
            const distance = taxicab ? Math.abs(dx) + Math.abs(dy) : Math.sqrt(dx * dx + dy * dy);
            if (distance >= reach * nearest) continue;
            candidates.push({ pixel, distance });
            nearest = Math.min(nearest, distance);
          }
        }
      }
    }
    const inReach = candidates.filter(({ distance }) => distance < reach * nearest);
    if (inReach.length > most) inReach.sort((a, b) => a.distance - b.distance || a.pixel - b.pixel);
    const first = nFound;
    for (const { pixel } of inReach.slice(0, most)) {
      indices[nFound] = pixel;
      nFound += 1;
    }
    indices.subarray(first, nFound).sort();
    indptr[i + 1] = nFound;
  }
  return { indptr, indices: indices.slice(0, nFound) };
}
