import { PhotoelectronError } from '../foundation/errors.ts';
import type { OpticsDescription } from './optics-description.ts';
import type { FocalLengthChoice } from './subarray-description.ts';

/** Digits that a number in single precision, as files have them, tells for certain. */
const FLOAT32_DIGITS = 6;

/**
 * The focal length [m] that converts metres in the focal plane to angles.
 *
 * @throws PhotoelectronError `focal-length-missing` when the effective one is asked for and the
 *   file has none
 */
export function focalLength(optics: OpticsDescription, choice: FocalLengthChoice): number {
  if (choice === 'EQUIVALENT') return optics.equivalentFocalLength;
  if (Number.isNaN(optics.effectiveFocalLength)) {
    throw new PhotoelectronError(
      'focal-length-missing',
      `The file has no effective focal length for the optics "${optics.name}"; set the option "source.focal_length_choice: EQUIVALENT" (command line: --focal-length-choice EQUIVALENT) to use the nominal one of ${Number(optics.equivalentFocalLength.toPrecision(FLOAT32_DIGITS))} m.`,
      { item: optics.name },
    );
  }
  return optics.effectiveFocalLength;
}
