import { closestName } from '../../foundation/closest-name.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { CleanedPopulation } from './clean-population.ts';

/**
 * A column of the image parameters by its name.
 *
 * @throws PhotoelectronError `argument-invalid` when there is none, with the closest name
 */
export function columnOf(
  { columns }: Pick<CleanedPopulation, 'columns'>,
  name: string,
): Float64Array | Int32Array {
  if (Object.hasOwn(columns, name)) return columns[name];
  const guess = closestName(name, Object.keys(columns));
  throw new PhotoelectronError(
    'argument-invalid',
    `There is no image parameter "${name}"${guess === undefined ? '.' : `; did you mean "${guess}"?`}`,
    { item: 'column' },
  );
}
