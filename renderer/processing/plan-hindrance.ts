import type { RequestResult } from '../../core/contract/contract.ts';

/**
 * Why the files of a plan cannot be processed together; undefined when they can. A plan names a thousand
 * files at most: one night is processed by one job that finds its files itself, several nights by a job
 * for each file, of which none may be left out in silence.
 *
 * @param night of all the runs; undefined when they are of several
 */
export function planHindrance(
  { files, nFiles }: Pick<RequestResult<'runs.plan'>, 'files' | 'nFiles'>,
  night: string | undefined,
): string | undefined {
  if (night !== undefined || nFiles <= files.length) return undefined;
  return `At most ${files.length} files of several nights can be processed at once, and these are ${nFiles}: choose fewer runs, or one night after the other.`;
}
