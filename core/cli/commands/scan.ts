import path from 'node:path';
import type { EngineClient } from '../../contract/engine-client.ts';
import type { FileRecord } from '../../contract/records/file.ts';
import type { JobRecord } from '../../contract/records/job.ts';
import type { Command, CommandArguments } from '../command.ts';
import { ExitCode, exitCodeOf } from '../exit-code.ts';
import { switchOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { Progress } from '../progress.ts';
import { readPages } from '../read-pages.ts';
import type { CommandContext } from '../terminal.ts';
import { textTable } from '../text-table.ts';
import { withEngine } from '../with-engine.ts';

type Options = CommandArguments['options'];

/** `pe scan`: brings the catalogue up to date with folders. */
export const scanCommand: Command = {
  name: 'scan',
  summary: 'Look through folders for data and bring the catalogue up to date.',
  usage: ['[DIR…] [--full] [--unrecognised] [--json]', '--rebuild'],
  description:
    'Adds folders to the catalogue and looks through them; without DIR it looks through those that were added before. Files are recognised by their content, of which only headers are read. Only what is new or has changed is read; files that have moved keep what is known of them, and files that are gone are kept as missing. An interrupted scan keeps what it has found.',
  options: {
    full: { type: 'boolean', help: 'Read every file again, changed or not.' },
    rebuild: {
      type: 'boolean',
      help: 'Forget all files and runs first and make them anew from all folders; flags and notes stay.',
    },
    unrecognised: { type: 'boolean', help: 'List the files that were not recognised, and why.' },
  },
  examples: [
    ['pe scan /data/crab', 'add a folder and look through it'],
    ['pe scan', 'look through all folders again'],
    ['pe scan --unrecognised', 'the same, and tell what was not recognised'],
  ],
  run: async ({ positionals, options }, context) => {
    const rebuild = switchOption(options, 'rebuild') ?? false;
    if (rebuild && positionals.length > 0) {
      throw usageError('--rebuild is for all folders of the catalogue: leave DIR away', 'scan');
    }
    return withEngine(context, (client) => scan(client, positionals, options, context));
  },
};

async function scan(
  client: EngineClient,
  folders: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<number> {
  const rootIds: number[] = [];
  for (const folder of folders) {
    const { id } = await client.request('roots.add', { path: path.resolve(folder) });
    rootIds.push(id);
  }
  const choice = {
    full: switchOption(options, 'full') ?? false,
    rebuild: switchOption(options, 'rebuild') ?? false,
  };
  const asked = rootIds.length === 0 ? [undefined] : rootIds;
  const jobs: JobRecord[] = [];
  for (const rootId of asked) {
    const job = await client.request('jobs.submit', {
      request: { kind: 'scan', ...choice, ...(rootId === undefined ? {} : { rootId }) },
    });
    jobs.push(await follow(client, job, options, context));
  }
  await report(client, { jobs, rootIds, options, context });
  const failure = jobs.find(({ error }) => error !== null)?.error;
  return failure == null ? ExitCode.ok : exitCodeOf(failure.code);
}

/** Shows the progress of a job until it has ended; an interruption cancels it. */
async function follow(
  client: EngineClient,
  job: JobRecord,
  options: Options,
  { terminal, signal }: CommandContext,
): Promise<JobRecord> {
  const progress = new Progress(terminal, job.title, 'files');
  try {
    return await client.request(
      'jobs.wait',
      { id: job.id },
      {
        signal,
        onProgress: ({ progress: state }) => {
          if (state === null || switchOption(options, 'quiet') === true) return;
          const { done, total } = state;
          progress.update({ fraction: total === null || total === 0 ? 0 : done / total, done });
        },
      },
    );
  } catch (error) {
    if (signal.aborted) await client.request('jobs.cancel', { id: job.id });
    throw error;
  } finally {
    progress.clear();
  }
}

interface Report {
  readonly jobs: readonly JobRecord[];
  readonly rootIds: readonly number[];
  readonly options: Options;
  readonly context: CommandContext;
}

async function report(
  client: EngineClient,
  { jobs, rootIds, options, context: { terminal } }: Report,
): Promise<void> {
  const roots = (await client.request('roots.list', {})).filter(
    ({ id }) => rootIds.length === 0 || rootIds.includes(id),
  );
  const lines = (
    await Promise.all(jobs.map(({ id }) => client.request('jobs.log', { id, limit: 1000 })))
  ).flat();
  const unrecognised: FileRecord[] = [];
  if (switchOption(options, 'unrecognised') ?? false) {
    for (const { id } of roots) {
      const ask = { rootId: id, kind: 'unrecognised', presence: 'present' } as const;
      const { rows } = await readPages(Infinity, (page) =>
        client.request('files.list', { ...ask, ...page }),
      );
      unrecognised.push(...rows);
    }
  }
  if (switchOption(options, 'json') ?? false) {
    await terminal.out(`${JSON.stringify({ roots, jobs, log: lines, unrecognised }, null, 2)}\n`);
    return;
  }
  const isQuiet = switchOption(options, 'quiet') ?? false;
  for (const { level, text } of lines) {
    // The last word of every job says nothing here.
    if (text === 'Completed.') continue;
    if (level !== 'info') terminal.err(`${level}: ${text}\n`);
    else if (!isQuiet) await terminal.out(`${text}\n`);
  }
  for (const { error } of jobs) {
    if (error !== null) terminal.err(`${error.message}\n`);
  }
  if (unrecognised.length > 0) {
    const rows = unrecognised.map(({ path: file, reason }) => [file, reason ?? '']);
    await terminal.out(`\n${textTable([{ title: 'Not recognised' }, { title: 'Why' }], rows)}`);
  }
}
