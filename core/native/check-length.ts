import { PhotoelectronError } from '../foundation/errors.ts';

/**
 * Checks that an array has the length that its shape asks for, before native code reads it.
 *
 * @throws PhotoelectronError `argument-invalid` naming the array and both lengths
 */
export function checkLength(name: string, array: { readonly length: number }, expected: number) {
  if (array.length !== expected) {
    throw new PhotoelectronError(
      'argument-invalid',
      `${name} has ${String(array.length)} elements where ${String(expected)} are needed.`,
      { item: name },
    );
  }
}
