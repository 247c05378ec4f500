import { PhotoelectronError } from '../errors.ts';

/**
 * Makes the error of an expression that cannot be understood or evaluated.
 *
 * @param source the whole expression
 * @param position index of the character concerned, from 0
 * @param problem what is wrong and what to do about it, without a full stop
 */
export function expressionError(
  source: string,
  position: number,
  problem: string,
): PhotoelectronError {
  return new PhotoelectronError(
    'expression-invalid',
    `Expression "${source}", column ${String(position + 1)}: ${problem}.`,
    { item: source, offset: position },
  );
}
