import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { rootAround } from '../../catalogue/scan/root-around.ts';
import type { RunInputRow } from '../../catalogue/operations/run-input-operations.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { JobRequest } from '../../contract/requests/job-requests.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { JobKind } from '../job-kind.ts';
import { planNight, type PlannedRun } from '../night-plan.ts';
import { productLevel } from '../product-level.ts';

type ProcessNightRequest = Extract<JobRequest, { kind: 'process-night' }>;
type ProcessRunRequest = Extract<JobRequest, { kind: 'process-run' }>;

/** What processing a night needs beside the request. */
export interface ProcessNightOptions {
  readonly catalogue: Catalogue;
  /** A configuration by name, hash or path; it is kept, so that its hash finds it later. */
  readonly resolve: (choice: string) => Promise<Configuration>;
}

/** The runs of a night through the pipeline: a child for each, one configuration for all. */
export function processNightKind(options: ProcessNightOptions): JobKind<ProcessNightRequest> {
  const plan = async (request: ProcessNightRequest, configuration: Configuration) => {
    const rows = await options.catalogue.ask('runInputs', {
      filter: { ...request.filter, night: request.night },
    });
    const planned = planNight(rows, productLevel(configuration.document));
    if (planned.length === 0) throw nothingToDo(request, rows);
    return planned;
  };
  return {
    prepare: async (asked) => {
      const request = { ...asked, outputFolder: path.resolve(asked.outputFolder) };
      const configuration = await options.resolve(request.config);
      await checkFolder(request.outputFolder);
      await plan(request, configuration);
      await keepFolder(options.catalogue, request.outputFolder);
      return {
        request,
        title: `Process night ${request.night}`,
        input: null,
        output: request.outputFolder,
        runId: null,
        configurationHash: configuration.hash,
        hasChildren: true,
      };
    },
    run: async (request, context) => {
      const { configurationHash } = context.job.record;
      const configuration = await options.resolve(configurationHash ?? request.config);
      const planned = await plan(request, configuration);
      context.log('info', `${planned.length} files to process with ${request.config}.`);
      await context.plan(planned.map((run) => child(run, request, configuration.hash)));
      return { isComplete: null };
    },
  };
}

function child(
  { input, outputName, runs }: PlannedRun,
  { outputFolder, config, overwrite, writeImages, focalLengthChoice }: ProcessNightRequest,
  configurationHash: string,
) {
  const output = path.join(outputFolder, outputName);
  const request: ProcessRunRequest = {
    kind: 'process-run',
    input,
    output,
    config,
    overwrite,
    ...(writeImages === undefined ? {} : { writeImages }),
    ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
  };
  const numbers = runs.map(({ obsId }) => obsId).join(', ');
  return {
    kind: request.kind,
    request,
    title: `Process run ${numbers} (${path.basename(input)})`,
    input,
    output,
    runId: runs[0].runId,
    configurationHash,
  };
}

/** @throws PhotoelectronError `file-unwritable` */
async function checkFolder(folder: string): Promise<void> {
  const status = await stat(folder).catch(() => undefined);
  if (status?.isDirectory() === true) {
    await checkWritable(folder);
    return;
  }
  throw new PhotoelectronError(
    'file-unwritable',
    status === undefined
      ? `The folder ${folder} does not exist; make it first, or choose another one.`
      : `${folder} is not a folder; choose one for the products.`,
    { path: folder },
  );
}

/** Said at once: otherwise every run of the night would be processed for nothing. */
async function checkWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    const isReadOnly = (cause as NodeJS.ErrnoException).code === 'EROFS';
    throw new PhotoelectronError(
      'file-unwritable',
      isReadOnly
        ? `The folder ${folder} is on a read-only file system; choose another one.`
        : `The folder ${folder} may not be written to; change its permissions, or choose another one.`,
      { path: folder },
      cause,
    );
  }
}

/** The products of a night hang from its runs, which needs a root around them. */
async function keepFolder(catalogue: Catalogue, folder: string): Promise<void> {
  const real = await realpath(folder);
  if ((await rootAround(catalogue, real)) !== undefined) return;
  await catalogue.ask('addRoot', { path: real, added: new Date().toISOString() });
}

function nothingToDo(
  { night, filter }: ProcessNightRequest,
  rows: readonly RunInputRow[],
): PhotoelectronError {
  const isFiltered = Object.keys(filter).length > 0;
  const runs = new Set(rows.map(({ runId }) => runId)).size;
  const formats = [...new Set(rows.flatMap(({ format }) => (format === null ? [] : [format])))];
  const which = isFiltered ? ' that passes the filter' : '';
  const message =
    runs === 0
      ? `The catalogue has no run of the night ${night}${which}; \`pe nights\` lists the nights that it has.`
      : `None of the ${runs} runs of the night ${night}${which} can be processed: they have ${formats.length === 0 ? 'no file of events where it was' : `only files of ${formats.join(', ')}`}, and what can be processed is sim_telarray, and ctapipe HDF5 with images or calibrated waveforms.`;
  return new PhotoelectronError('record-not-found', message, { item: night });
}
