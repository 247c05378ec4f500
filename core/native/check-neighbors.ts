import { PhotoelectronError } from '../foundation/errors.ts';
import type { NeighborTable } from '../instrument/camera-geometry.ts';
import { checkLength } from './check-length.ts';

/** Tables found good; a camera's table is checked once, not at every call. */
const checked = new WeakSet<NeighborTable>();

/**
 * Checks that a neighbour table fits a camera of `nPixels` pixels, before native code follows its
 * indices.
 *
 * @throws PhotoelectronError `argument-invalid` saying what is wrong with the table
 */
export function checkNeighbors(neighbors: NeighborTable, nPixels: number): void {
  checkLength('neighbors.indptr', neighbors.indptr, nPixels + 1);
  if (checked.has(neighbors)) return;
  const { indptr, indices } = neighbors;
  const wrong = (what: string) =>
    new PhotoelectronError('argument-invalid', `The neighbour table ${what}.`, {
      item: 'neighbors',
    });
  let previous = 0;
  for (const [row, start] of indptr.entries()) {
    if (row === 0 ? start !== 0 : start < previous) throw wrong('has descending row starts');
    previous = start;
  }
  if (previous !== indices.length) throw wrong('does not end with its last index');
  for (const index of indices) {
    if (index < 0 || index >= nPixels) throw wrong(`names pixel ${String(index)}, which is none`);
  }
  checked.add(neighbors);
}
