import { isDeepStrictEqual } from 'node:util';
import type { CleanerDocument } from './parse-cleaner.ts';
import { type ForTelescope, resolveForTelescope } from './telescope-value.ts';

/** The cleaner of the telescopes of one type. */
export interface CleanerForType {
  /** With one value for each parameter. */
  readonly cleaner: ForTelescope<CleanerDocument>;
  /** Telescopes of the type whose cleaner is another, because of rules with their numbers. */
  readonly differing: readonly number[];
}

/**
 * What a cleaner with rules means for the telescopes of one type.
 *
 * @param telIds telescopes of the type
 * @throws PhotoelectronError `config-invalid` when no rule holds for the type
 */
export function cleanerForType(
  cleaner: CleanerDocument,
  type: string,
  telIds: readonly number[],
): CleanerForType {
  const of = (telId: number) =>
    resolveForTelescope({ image_cleaner: cleaner }, { telId, type }, 'cleaning').image_cleaner;
  // Of the number no telescope has: what holds where no rule names a number.
  const common = of(-1);
  return {
    cleaner: common,
    differing: telIds.filter((telId) => !isDeepStrictEqual(of(telId), common)),
  };
}
