import { PhotoelectronError } from '../foundation/errors.ts';

/**
 * Checks that a number is whole and within limits, before native code uses it.
 *
 * @throws PhotoelectronError `argument-invalid` naming the value and its limits
 */
export function checkWhole(name: string, value: number, smallest: number, largest: number): void {
  if (!Number.isInteger(value) || value < smallest || value > largest) {
    throw new PhotoelectronError(
      'argument-invalid',
      `${name} must be a whole number from ${String(smallest)} to ${String(largest)}, not ${String(value)}.`,
      { item: name },
    );
  }
}
