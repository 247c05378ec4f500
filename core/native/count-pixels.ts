import { PhotoelectronError } from '../foundation/errors.ts';
import type { NeighborTable } from '../instrument/camera-geometry.ts';
import { checkNeighbors } from './check-neighbors.ts';

/**
 * Number of pixels of a camera by its neighbour table, which is checked.
 *
 * @throws PhotoelectronError `argument-invalid` when the table is of no pixels or not sound
 */
export function countPixels(neighbors: NeighborTable): number {
  const nPixels = neighbors.indptr.length - 1;
  if (nPixels < 1) {
    throw new PhotoelectronError('argument-invalid', 'The neighbour table has no pixels.', {
      item: 'neighbors',
    });
  }
  checkNeighbors(neighbors, nPixels);
  return nPixels;
}
