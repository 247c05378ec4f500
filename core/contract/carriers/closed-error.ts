import { PhotoelectronError } from '../../foundation/errors.ts';

/** The error of whoever uses a carrier that has ended. */
export function closedError(reason?: string): PhotoelectronError {
  const why = reason === undefined || reason === '' ? '' : `: ${reason.replace(/\.$/, '')}`;
  return new PhotoelectronError(
    'connection-closed',
    `The connection to the engine has ended${why}.`,
  );
}
