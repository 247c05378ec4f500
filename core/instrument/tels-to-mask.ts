import { PhotoelectronError } from '../foundation/errors.ts';
import type { SubarrayDescription } from './subarray-description.ts';

/**
 * Writes a list of telescopes as a mask over the telescopes of the subarray.
 *
 * @returns 1 where the telescope is in the list, shape (n_telescopes)
 * @throws PhotoelectronError `argument-invalid` when there is no such telescope
 */
export function telsToMask(subarray: SubarrayDescription, telIds: Iterable<number>): Uint8Array {
  const mask = new Uint8Array(subarray.telescopes.length);
  for (const telId of telIds) {
    const index = subarray.telescopes.findIndex((telescope) => telescope.telId === telId);
    if (index < 0) {
      throw new PhotoelectronError(
        'argument-invalid',
        `There is no telescope ${telId} in the subarray "${subarray.name}".`,
        { telId },
      );
    }
    mask[index] = 1;
  }
  return mask;
}
