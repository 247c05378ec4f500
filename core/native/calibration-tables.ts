import { PhotoelectronError } from '../foundation/errors.ts';
import { checkLength } from './check-length.ts';

/** Puts one table of every calibration behind each other, shape (n_slots, length). */
export function concatenateTables<T extends Float32Array | Uint8Array>(
  result: T,
  name: string,
  tables: readonly T[],
  length: number,
): T {
  for (const [slot, table] of tables.entries()) {
    checkLength(`${name} of calibration ${String(slot)}`, table, length);
    result.set(table, slot * length);
  }
  return result;
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
