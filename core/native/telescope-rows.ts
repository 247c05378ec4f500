import { PhotoelectronError } from '../foundation/errors.ts';
import { checkLength } from './check-length.ts';

/** Telescope events grouped by array event (compressed sparse rows). */
export interface TelescopeRows {
  /** First row of each array event, and at the end the number of rows, shape (n_events + 1). */
  readonly offsets: Uint32Array;
  /** Index of the telescope in the subarray, shape (n_rows). */
  readonly telescope: Int32Array;
}

/**
 * Checks that rows are grouped as they should be and name existing telescopes, before native code
 * follows them.
 *
 * @throws PhotoelectronError `argument-invalid` naming the array and the place in it
 */
export function checkTelescopeRows(
  { offsets, telescope }: TelescopeRows,
  nEvents: number,
  nTelescopes: number,
): void {
  checkLength('offsets', offsets, nEvents + 1);
  if (offsets[0] !== 0 || offsets[nEvents] !== telescope.length) {
    throw new PhotoelectronError(
      'argument-invalid',
      `offsets run from ${offsets[0]} to ${offsets[nEvents]} where 0 to ${telescope.length} is needed.`,
      { item: 'offsets' },
    );
  }
  for (let event = 0; event < nEvents; event++) {
    if (offsets[event] > offsets[event + 1]) {
      throw new PhotoelectronError('argument-invalid', `offsets decrease at event ${event}.`, {
        item: 'offsets',
      });
    }
  }
  for (const [row, index] of telescope.entries()) {
    if (index < 0 || index >= nTelescopes) {
      throw new PhotoelectronError(
        'argument-invalid',
        `telescope has index ${index} in row ${row}, but there are ${nTelescopes} telescopes.`,
        { item: 'telescope' },
      );
    }
  }
}
