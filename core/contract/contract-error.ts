import { PhotoelectronError } from '../foundation/errors.ts';
import type { ContractError } from './error-schema.ts';
import { remedies } from './remedies.ts';

/**
 * An error as it crosses the contract. Of an error that is none of ours only this is told, that it
 * happened: its text may hold anything.
 *
 * @param what what was being done, for the sentence of unknown errors
 */
export function contractError(error: unknown, what: string): ContractError {
  if (error instanceof PhotoelectronError) {
    const { code, message, place } = error;
    return { code, message, remedy: remedies[code], place };
  }
  return {
    code: 'internal',
    message: `The engine met an error of its own in ${what}.`,
    remedy: remedies.internal,
    place: {},
  };
}
