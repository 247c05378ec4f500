import type { EngineClient } from '../../contract/engine-client.ts';
import type { RunRecord } from '../../contract/records/run.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Command, CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { switchOption, textOption, wholeNumberOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { runSheetText } from '../run-sheet-text.ts';
import type { CommandContext } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

type Options = CommandArguments['options'];

/** `pe run`: one run, its flags and notes. */
export const runCommand: Command = {
  name: 'run',
  summary: 'Show everything that is known of one run; flag it, add a note.',
  usage: ['RUN [--json]', 'RUN [--flag NAME] [--unflag NAME] [--note TEXT] [--remove-note ID]'],
  description:
    'Shows the sheet of a run: times, pointing, events by type and telescope, settings of a simulation, quality figures, files, notes. RUN is the number of the run where only one has it; else its key, or the ID of "pe runs", written as id:N where a run has the same number. Flags and notes are kept beside the catalogue too and outlive it.',
  options: {
    flag: { type: 'string', value: 'NAME', help: 'Set a flag, such as bad or clouds.' },
    unflag: { type: 'string', value: 'NAME', help: 'Take a flag away.' },
    note: { type: 'string', value: 'TEXT', help: 'Add a note.' },
    'remove-note': { type: 'string', value: 'ID', help: 'Take a note away.' },
  },
  examples: [
    ['pe run 5029747', 'the sheet of a run'],
    ['pe run MAGIC:5029747 --flag bad --note "clouds from 03:40 on"', 'say what is wrong with it'],
    ['pe run id:12 --json', 'the same for programs'],
  ],
  run: async ({ positionals, options }, context) => {
    if (positionals.length !== 1) throw usageError('Name one run', 'run');
    return withEngine(context, async (client) => {
      const { id } = await findRun(client, positionals[0]);
      await annotate(client, id, options);
      await show(client, id, options, context);
      return ExitCode.ok;
    });
  },
};

async function annotate(client: EngineClient, id: number, options: Options): Promise<void> {
  const noteId = wholeNumberOption(options, 'remove-note', 1, 'run');
  for (const [name, isSet] of [
    ['flag', true],
    ['unflag', false],
  ] as const) {
    const flag = textOption(options, name);
    if (flag !== undefined) await client.request('runs.set-flag', { id, flag, isSet });
  }
  const text = textOption(options, 'note');
  if (text !== undefined) await client.request('runs.add-note', { id, text });
  if (noteId !== undefined) await client.request('runs.remove-note', { id, noteId });
}

async function show(
  client: EngineClient,
  id: number,
  options: Options,
  { terminal }: CommandContext,
): Promise<void> {
  const sheet = await client.request('runs.get', { id });
  if (switchOption(options, 'json') ?? false) {
    await terminal.out(`${JSON.stringify(sheet, null, 2)}\n`);
  } else if (switchOption(options, 'quiet') !== true) {
    await terminal.out(runSheetText(sheet));
  }
}

/** The one run that a person means by a number, a key or an id. */
async function findRun(client: EngineClient, asked: string): Promise<{ readonly id: number }> {
  const id = /^id:(\d{1,15})$/.exec(asked)?.[1];
  if (id !== undefined && Number(id) > 0) return { id: Number(id) };
  const isNumber = /^-?\d{1,15}$/.test(asked);
  const { rows } = await client.request('runs.list', {
    filter: isNumber ? { obsId: Number(asked) } : { text: asked },
    limit: 1000,
  });
  const found = isNumber
    ? rows
    : rows.filter(({ key }) => key.toLowerCase() === asked.toLowerCase());
  if (found.length === 1) return found[0];
  if (found.length === 0) {
    // No run has this number, so that it can only be an id.
    if (/^[1-9]\d{0,14}$/.test(asked)) return { id: Number(asked) };
    throw new PhotoelectronError(
      'record-not-found',
      `The catalogue has no run ${asked}; "pe runs" lists those that it has.`,
    );
  }
  throw new PhotoelectronError(
    'argument-invalid',
    `There are ${String(found.length)} runs ${asked}; name one of ${found.slice(0, 10).map(nameOf).join(', ')}${found.length > 10 ? ', …' : ''}.`,
  );
}

function nameOf({ key, id }: RunRecord): string {
  return `${key} (id:${String(id)})`;
}
