import path from 'node:path';
import type { EngineClient } from '../contract/engine-client.ts';
import type { JobRecord } from '../contract/records/job.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { childrenOfJob } from './children-of-job.ts';
import type { CommandArguments } from './command.ts';
import { followJob } from './follow-job.ts';
import { childrenText, jobExitCode, runSummary } from './job-text.ts';
import { choiceOption, switchOption, textOption, wholeNumberOption } from './option-values.ts';
import { usageError } from './parse-command-line.ts';
import { runFilter } from './run-filter-options.ts';
import type { CommandContext } from './terminal.ts';
import { withEngine } from './with-engine.ts';

/** Options that make sense for one file only. */
const fileOptions = ['max-events', 'telescopes', 'recompute-dl1', 'threads'];

/** Options that are kept with a job. */
const jobOptions = ['output', 'config', 'write-images', 'focal-length-choice', 'overwrite'];

/**
 * `pe process --night`: every run of a night as one job, or what an earlier one left undone.
 *
 * @throws PhotoelectronError `argument-invalid`, and what the engine throws
 */
export async function processNight(
  { positionals, options }: CommandArguments,
  context: CommandContext,
): Promise<number> {
  if (positionals.length > 0) {
    throw usageError(
      'With --night the runs of the catalogue are processed, name no file',
      'process',
    );
  }
  const unfit = fileOptions.find((name) => options[name] !== undefined);
  if (unfit !== undefined) {
    throw usageError(`--${unfit} is for one file and does not go with --night`, 'process');
  }
  const { night: asked, ...filter } = runFilter(options, 'process');
  const night = asked ?? '';
  checkResume(options, Object.keys(filter));
  const cores = wholeNumberOption(options, 'jobs', 1, 'process');
  const quiet = switchOption(options, 'quiet') ?? false;
  const resume = switchOption(options, 'resume') ?? false;
  const outputFolder = textOption(options, 'output');
  if (outputFolder === undefined && !resume) {
    throw usageError('Name the folder for the products with -o', 'process');
  }
  const config = textOption(options, 'config');
  const writeImages = switchOption(options, 'write-images');
  const choices = ['EFFECTIVE', 'EQUIVALENT'] as const;
  const focalLengthChoice = choiceOption(options, 'focal-length-choice', choices, 'process');
  return withEngine(
    context,
    async (client) => {
      const { id } =
        resume || outputFolder === undefined
          ? await resumeNight(client, night)
          : await client.request('jobs.submit', {
              request: {
                kind: 'process-night',
                night,
                filter,
                outputFolder: path.resolve(outputFolder),
                ...(config === undefined ? {} : { config: configurationPlace(config) }),
                ...(writeImages === undefined ? {} : { writeImages }),
                ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
                overwrite: switchOption(options, 'overwrite') ?? false,
              },
            });
      const job = await followJob(client, id, context, { label: `night ${night}`, quiet });
      const runs = await childrenOfJob(client, id);
      if (switchOption(options, 'json')) {
        await context.terminal.out(`${JSON.stringify({ job, runs }, null, 2)}\n`);
      } else if (!quiet) {
        await context.terminal.out(nightText(job, runs));
      }
      if (job.status !== 'completed') context.terminal.err(endText(job, runs));
      return jobExitCode(job);
    },
    { cores },
  );
}

/** What a job is taken up again with is what it was asked for with; other wishes would be ignored. */
function checkResume(options: CommandArguments['options'], filters: readonly string[]): void {
  if (!switchOption(options, 'resume')) return;
  const name = jobOptions.find((option) => options[option] !== undefined);
  if (name === undefined && filters.length === 0) return;
  const what = name === undefined ? 'filters' : `--${name}`;
  throw usageError(
    `--resume goes on with a job as it was asked for, so that ${what} cannot be given`,
    'process',
  );
}

/** Takes up again the last job that processed a night, if it did not complete. */
async function resumeNight(client: EngineClient, night: string): Promise<JobRecord> {
  const { rows } = await client.request('jobs.list', { night, parentId: null, limit: 1 });
  const last = rows.at(0);
  if (last !== undefined && last.status !== 'completed') {
    return client.request('jobs.retry', { id: last.id });
  }
  throw new PhotoelectronError(
    'state-conflict',
    last === undefined
      ? `The night ${night} was never processed, so that there is nothing to go on with; name a folder with -o in place of --resume.`
      : `The night ${night} was processed to its end (job ${last.id}), so that there is nothing to go on with.`,
    { item: night },
  );
}

/** Files are named as seen from here, and read by the engine, whose folder may be another. */
function configurationPlace(config: string): string {
  return /[/\\]|\.(ya?ml|json|toml)$/i.test(config) ? path.resolve(config) : config;
}

function nightText(job: JobRecord, runs: readonly JobRecord[]): string {
  const cpu = job.cpuTimeS === null ? '' : `, ${job.cpuTimeS.toFixed(1)} s of CPU time`;
  const folder = job.output === null ? '' : ` in ${job.output}`;
  return `Night ${job.night ?? ''}${folder} (job ${job.id}): ${childrenText(job) ?? job.status}${cpu}\n${runs.length === 0 ? '' : runSummary(runs)}`;
}

function endText(job: JobRecord, runs: readonly JobRecord[]): string {
  const again = `"pe process --night ${job.night ?? ''} --resume" goes on with what is not done.\n`;
  if (job.status === 'failed') {
    const failed = runs.filter(({ status }) => status === 'failed');
    // Products that are there already would be met again.
    const isVain = failed.length > 0 && failed.every(({ error }) => error?.code === 'file-exists');
    return `pe: ${job.error?.message ?? 'Some runs failed.'}\n${isVain ? '' : again}`;
  }
  return `pe: The job was ${job.status}; ${again}`;
}
