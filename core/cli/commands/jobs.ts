import type { EngineClient } from '../../contract/engine-client.ts';
import { type JobLogLine, jobStatusSchema } from '../../contract/records/job.ts';
import { childrenOfJob } from '../children-of-job.ts';
import type { Command, CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { followJob } from '../follow-job.ts';
import { childrenText, jobExitCode, jobSheet, jobTable, logText } from '../job-text.ts';
import { choiceOption, switchOption, wholeNumberOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { readPages } from '../read-pages.ts';
import type { CommandContext } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

/** Rows that are shown unless others are asked for. */
const DEFAULT_LIMIT = 50;
/** Lines of the log that stand on the sheet of a job. */
const SHEET_LINES = 10;
/** Lines that a reply holds at most. */
const LOG_PAGE = 1000;

/** `pe jobs`: what was done, is done and waits. */
export const jobsCommand: Command = {
  name: 'jobs',
  summary: 'List jobs, look at one, cancel it or start it again.',
  usage: ['[--status STATUS] [--all] [--limit N]', 'ID', '--log ID', '--cancel ID', '--retry ID'],
  description:
    'Lists the jobs of the catalogue, the newest first; the runs of a night belong to its job and are shown with it. A job that was interrupted, because the program was ended while it ran, failed or was cancelled can be started again: of a night, only what is not yet done is. Jobs of other programs at the same catalogue are shown too and can be cancelled.',
  options: {
    status: {
      type: 'string',
      value: 'STATUS',
      help: `Only jobs that are ${jobStatusSchema.options.join(', ')}.`,
    },
    all: { type: 'boolean', short: 'a', help: 'The runs of nights as well.' },
    limit: {
      type: 'string',
      value: 'N',
      help: `Largest number of rows. Default: ${DEFAULT_LIMIT}; with --json all.`,
    },
    log: { type: 'string', value: 'ID', help: 'Show the whole log of a job.' },
    cancel: { type: 'string', value: 'ID', help: 'Cancel a job, of a night all its runs.' },
    retry: {
      type: 'string',
      value: 'ID',
      help: 'Start a job again and wait for its end; of a night, the runs that are not done.',
    },
    jobs: {
      type: 'string',
      short: 'j',
      value: 'N',
      help: 'With --retry: cores that may be used. Default: all.',
    },
  },
  examples: [
    ['pe jobs', 'the newest jobs'],
    ['pe jobs --status failed --all', 'every run that failed'],
    ['pe jobs 12', 'all about job 12, its runs and the end of its log'],
    ['pe jobs --retry 12', 'do what job 12 left undone'],
  ],
  run: async ({ positionals, options }, context) => {
    const [action, id] = chosen(positionals, options);
    const cores = wholeNumberOption(options, 'jobs', 1, 'jobs');
    return withEngine(
      context,
      (client) => {
        switch (action) {
          case 'list':
            return list(client, options, context);
          case 'show':
            return show(client, id, options, context);
          case 'log':
            return log(client, id, options, context);
          case 'cancel':
            return cancel(client, id, options, context);
          case 'retry':
            return retry(client, id, options, context);
        }
      },
      { cores },
    );
  },
};

type Options = CommandArguments['options'];

/** What is to be done with which job. */
function chosen(
  positionals: readonly string[],
  options: Options,
): ['list' | 'show' | 'log' | 'cancel' | 'retry', number] {
  const actions = (['log', 'cancel', 'retry'] as const).flatMap((name) => {
    const id = wholeNumberOption(options, name, 1, 'jobs');
    return id === undefined ? [] : [[name, id] as const];
  });
  const [text, ...others] = positionals;
  if (others.length > 0 || actions.length + positionals.length > 1) {
    throw usageError('Name one job and one thing to do with it', 'jobs');
  }
  const [action] = actions;
  if ((action as (typeof actions)[number] | undefined) !== undefined) return [...action];
  if (positionals.length === 0) return ['list', 0];
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw usageError(`A job has a number, not "${text}"`, 'jobs');
  }
  return ['show', Number(text)];
}

async function list(
  client: EngineClient,
  options: Options,
  { signal, terminal }: CommandContext,
): Promise<number> {
  const json = switchOption(options, 'json') ?? false;
  const status = choiceOption(options, 'status', jobStatusSchema.options, 'jobs');
  const limit = wholeNumberOption(options, 'limit', 1, 'jobs') ?? (json ? Infinity : DEFAULT_LIMIT);
  const ask = {
    ...(status === undefined ? {} : { status: [status] }),
    ...(switchOption(options, 'all') ? {} : { parentId: null }),
  };
  const { total, rows } = await readPages(limit, (page) =>
    client.request('jobs.list', { ...ask, ...page }, { signal }),
  );
  if (json) await terminal.out(`${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length === 0) {
    await terminal.out(
      status === undefined
        ? 'There are no jobs yet. "pe process --night DATE -o FOLDER" processes a night.\n'
        : `No job is ${status}.\n`,
    );
  } else {
    const more = total > rows.length ? `${total - rows.length} more; --limit shows them.\n` : '';
    await terminal.out(jobTable(rows) + more);
  }
  return ExitCode.ok;
}

async function show(
  client: EngineClient,
  id: number,
  options: Options,
  { signal, terminal }: CommandContext,
): Promise<number> {
  const job = await client.request('jobs.get', { id }, { signal });
  const children = await childrenOfJob(client, id);
  const lines = await wholeLog(client, id);
  const last = lines.slice(-SHEET_LINES);
  await terminal.out(
    switchOption(options, 'json')
      ? `${JSON.stringify({ job, children, log: last }, null, 2)}\n`
      : jobSheet(job, children, last),
  );
  return ExitCode.ok;
}

async function log(
  client: EngineClient,
  id: number,
  options: Options,
  { terminal }: CommandContext,
): Promise<number> {
  const lines = await wholeLog(client, id);
  if (switchOption(options, 'json')) await terminal.out(`${JSON.stringify(lines, null, 2)}\n`);
  else await terminal.out(lines.length === 0 ? `Job ${id} has written nothing.\n` : logText(lines));
  return ExitCode.ok;
}

async function cancel(
  client: EngineClient,
  id: number,
  options: Options,
  { signal, terminal }: CommandContext,
): Promise<number> {
  await client.request('jobs.cancel', { id }, { signal });
  // The program that runs it ends it within seconds.
  const job = await client.request('jobs.wait', { id }, { signal });
  if (switchOption(options, 'json')) await terminal.out(`${JSON.stringify(job, null, 2)}\n`);
  else if (!switchOption(options, 'quiet')) {
    const runs = childrenText(job);
    await terminal.out(`Job ${id} is ${job.status}${runs === null ? '' : ` (${runs})`}.\n`);
  }
  return ExitCode.ok;
}

async function retry(
  client: EngineClient,
  id: number,
  options: Options,
  context: CommandContext,
): Promise<number> {
  const { title } = await client.request('jobs.retry', { id }, { signal: context.signal });
  const quiet = switchOption(options, 'quiet') ?? false;
  const job = await followJob(client, id, context, { label: title, quiet });
  const children = await childrenOfJob(client, id);
  if (switchOption(options, 'json')) {
    await context.terminal.out(`${JSON.stringify({ job, children }, null, 2)}\n`);
  } else if (!quiet) {
    await context.terminal.out(jobSheet(job, children, []));
  }
  return jobExitCode(job);
}

async function wholeLog(client: EngineClient, id: number): Promise<JobLogLine[]> {
  const lines: JobLogLine[] = [];
  for (;;) {
    const after = lines.at(-1)?.sequence ?? 0;
    const more = await client.request('jobs.log', { id, after, limit: LOG_PAGE });
    lines.push(...more);
    if (more.length < LOG_PAGE) return lines;
  }
}
