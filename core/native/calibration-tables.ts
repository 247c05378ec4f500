import { PhotoelectronError } from '../foundation/errors.ts';
import { checkLength } from './check-length.ts';

/**
 * Checks that the tables of all calibrations have the same length, as far as they are there.
 *
 * @returns the tables
 * @throws PhotoelectronError `argument-invalid` naming the table and the calibration
 */
export function checkTables<T extends Float32Array | Uint8Array>(
  name: string,
  tables: readonly (T | undefined)[],
  length: number,
): readonly (T | undefined)[] {
  for (const [slot, table] of tables.entries()) {
    if (table !== undefined) checkLength(`${name} of calibration ${String(slot)}`, table, length);
  }
  return tables;
}

/**
 * Checks that every row names an existing calibration.
 *
 * @throws PhotoelectronError `argument-invalid`
 */
export function checkSlots(slots: Uint16Array, nRows: number, nSlots: number): void {
  checkLength('calibration', slots, nRows);
  for (const [row, slot] of slots.entries()) {
    if (slot >= nSlots) {
      throw new PhotoelectronError(
        'argument-invalid',
        `Row ${String(row)} uses calibration ${String(slot)}, but there are only ${String(nSlots)}.`,
        { item: 'calibration' },
      );
    }
  }
}
