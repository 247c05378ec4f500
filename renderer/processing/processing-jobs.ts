import type { RequestParams, RequestResult } from '../../core/contract/contract.ts';
import { joinPath } from '../files/join-path.ts';

type JobRequest = RequestParams<'jobs.submit'>['request'];

/** How runs are to be processed. */
export interface ProcessingChoice {
  readonly filter: NonNullable<RequestParams<'runs.plan'>['filter']>;
  /** The night when all runs are of one. */
  readonly night: string | undefined;
  readonly outputFolder: string;
  readonly config: string;
  readonly writeImages: boolean | undefined;
  readonly focalLengthChoice: 'EFFECTIVE' | 'EQUIVALENT' | undefined;
  readonly overwrite: boolean;
}

/** The jobs that process the files of a plan: one for a night, else one for each file. */
export function processingJobs(
  files: RequestResult<'runs.plan'>['files'],
  { filter, night, outputFolder, config, overwrite, ...choice }: ProcessingChoice,
): JobRequest[] {
  const common = {
    config,
    overwrite,
    ...(choice.writeImages === undefined ? {} : { writeImages: choice.writeImages }),
    ...(choice.focalLengthChoice === undefined
      ? {}
      : { focalLengthChoice: choice.focalLengthChoice }),
  };
  if (night !== undefined && files.length > 1) {
    return [{ kind: 'process-night', night, filter, outputFolder, ...common }];
  }
  return files.map(({ input, outputName }) => ({
    kind: 'process-run',
    input,
    output: joinPath(outputFolder, outputName),
    ...common,
  }));
}
