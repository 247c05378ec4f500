import { nativeKernel } from './addon.ts';
import { stackSize } from './encoded-objects.ts';

/** Columns of photon bunches in the order of the file. */
export const BUNCH_COLUMNS = 8;

/** Bunches of one object. */
export interface PhotonBunches {
  readonly status: number;
  /** Shape (8, n_bunches); bunches that describe emitters are the last `nEmitters`. */
  readonly columns: Float32Array;
  readonly nEmitters: number;
}

/**
 * Decodes photon bunches (object type 1205).
 *
 * @param bunches the content behind the 12-byte head
 * @param compact whether they are stored as 16-bit numbers
 * @param splitEmitters whether bunches of wavelength 9999 are descriptions of emitting particles
 * @throws PhotoelectronError `argument-invalid` when the number of bunches makes no sense
 */
export async function decodePhotonBunches(
  bunches: Uint8Array,
  nBunches: number,
  compact: boolean,
  splitEmitters: boolean,
): Promise<PhotonBunches> {
  const columns = new Float32Array(stackSize(BUNCH_COLUMNS, nBunches));
  const nEmitters = new Uint32Array(1);
  const status = new Uint8Array(1);
  const kernel = nativeKernel('decodePhotonBunches');
  await kernel({ payload: bunches, compact, splitEmitters, nBunches, columns, nEmitters, status });
  return { status: status[0], columns, nEmitters: nEmitters[0] };
}
