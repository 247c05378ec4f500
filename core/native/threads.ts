import { PhotoelectronError } from '../foundation/errors.ts';
import { nativeFunction } from './addon.ts';

/**
 * Sets how many threads work on one kernel call. The results do not depend on it.
 *
 * @param threads number of threads, at least 1
 * @throws PhotoelectronError `argument-invalid` unless it is a positive integer
 */
export function setThreads(threads: number): void {
  if (!Number.isInteger(threads) || threads < 1 || threads > 1024) {
    throw new PhotoelectronError(
      'argument-invalid',
      `The number of threads must be a whole number from 1 to 1024, not ${String(threads)}.`,
    );
  }
  nativeFunction('setThreads')({ threads });
}

/** How many threads work on one kernel call; by default all cores. */
export function getThreads(): number {
  return nativeFunction('getThreads')({}) as number;
}
