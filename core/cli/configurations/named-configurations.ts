import { existsSync } from 'node:fs';
import { loadConfiguration } from '../../config/load-configuration.ts';
import { readConfigurationFile } from '../../config/read-configuration-file.ts';
import { shippedConfigurations } from '../../config/shipped-configurations.ts';
import type { RequestResult } from '../../contract/contract.ts';
import { configurationNameSchema } from '../../contract/records/configuration.ts';
import { photoelectronHome } from '../../engine/photoelectron-home.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { switchOption, textOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import type { CommandContext } from '../terminal.ts';
import { textTable } from '../text-table.ts';
import { withEngine } from '../with-engine.ts';
import { visibleText } from '../../foundation/visible-text.ts';

type Options = CommandArguments['options'];
type Listed = RequestResult<'configurations.list'>;

/** `pe config list`: the shipped configurations, and those that the user saved. */
export async function listConfigurations(
  rest: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<number> {
  if (rest.length > 0) throw usageError(`"${rest.join(' ')}" was not expected`, 'config');
  const { terminal } = context;
  const list = await listed(context);
  if (switchOption(options, 'json')) {
    await terminal.out(`${JSON.stringify(list, null, 2)}\n`);
    return ExitCode.ok;
  }
  const rows = list.configurations.map(
    ({ name, hash, nProducts, created, isShipped, parentHash, note }) => [
      name,
      hash.slice(0, 8),
      String(nProducts),
      isShipped ? 'shipped' : timeText(created ?? ''),
      parentHash?.slice(0, 8) ?? '',
      visibleText(note),
    ],
  );
  await terminal.out(
    textTable(
      [
        { title: 'name' },
        { title: 'hash' },
        { title: 'products', align: 'right' },
        { title: 'saved (UTC)' },
        { title: 'made from' },
        { title: 'note' },
      ],
      rows,
    ),
  );
  for (const { message } of list.problems) terminal.err(`pe: ${message}\n`);
  return list.problems.length > 0 ? ExitCode.configuration : ExitCode.ok;
}

/** Without a home nothing was saved, and nothing has to be made for a look at the shipped ones. */
async function listed(context: CommandContext): Promise<Listed> {
  const home = photoelectronHome(process.env);
  if (!existsSync(home.configurations) && !existsSync(home.catalogue)) {
    const shipped = shippedConfigurations.map(async (name) => ({
      name,
      hash: (await loadConfiguration(name)).hash,
      parentHash: null,
      note: '',
      created: null,
      isShipped: true,
      nProducts: 0,
    }));
    return { configurations: await Promise.all(shipped), problems: [] };
  }
  return withEngine(context, (client) => client.request('configurations.list', {}));
}

/** `pe config save NAME FILE`: keeps a configuration under a name. */
export async function saveConfiguration(
  rest: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<number> {
  const [name, file] = rest;
  if (rest.length !== 2) throw usageError('Give a name and the file to keep under it', 'config');
  const saved = await keepText(name, await readConfigurationFile(file), options, context);
  const { terminal } = context;
  if (switchOption(options, 'json')) await terminal.out(`${JSON.stringify(saved, null, 2)}\n`);
  else if (!switchOption(options, 'quiet')) {
    terminal.err(`Saved ${file} as "${name}" (${saved.hash.slice(0, 8)}).\n`);
  }
  return ExitCode.ok;
}

/**
 * Keeps a text under a name, with --parent, --note and --overwrite.
 *
 * @throws PhotoelectronError `record-exists`, `config-invalid`, `argument-invalid`
 */
export async function keepText(
  name: string,
  text: string,
  options: Options,
  context: CommandContext,
): Promise<RequestResult<'configurations.save'>> {
  const parent = textOption(options, 'parent');
  const replace = switchOption(options, 'overwrite') ?? false;
  if (!configurationNameSchema.safeParse(name).success) {
    throw usageError(
      `"${name}" cannot be a name: letters, digits, dot, dash and underscore, 100 at most`,
      'config',
    );
  }
  try {
    return await withEngine(context, (client) =>
      client.request('configurations.save', {
        name,
        text,
        note: textOption(options, 'note') ?? '',
        replace,
        ...(parent === undefined ? {} : { parent }),
      }),
    );
  } catch (error) {
    if (!(error instanceof PhotoelectronError) || error.code !== 'record-exists') throw error;
    throw new PhotoelectronError(
      'record-exists',
      `There is a configuration "${name}" already (or one whose name differs in case only); give another name, or --overwrite to replace it.`,
      error.place,
      error,
    );
  }
}

/** `pe config remove NAME`: forgets a name. */
export async function removeConfiguration(
  rest: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<number> {
  const name = onlyName(rest);
  await withEngine(context, (client) => client.request('configurations.remove', { name }));
  const { terminal } = context;
  if (switchOption(options, 'json')) await terminal.out(`${JSON.stringify({ removed: name })}\n`);
  else if (!switchOption(options, 'quiet')) {
    terminal.err(`Forgot the name "${name}"; the configuration is still known by its hash.\n`);
  }
  return ExitCode.ok;
}

/** `pe config history NAME`: what a name has meant. */
export async function showHistory(
  rest: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<number> {
  const name = onlyName(rest);
  const { terminal } = context;
  const history = await withEngine(context, (client) =>
    client.request('configurations.history', { name }),
  );
  if (switchOption(options, 'json')) {
    await terminal.out(`${JSON.stringify(history, null, 2)}\n`);
    return ExitCode.ok;
  }
  const rows = history.map(({ hash, created, ended, parentHash, note }) => [
    hash.slice(0, 8),
    timeText(created),
    ended === null ? 'now' : timeText(ended),
    parentHash?.slice(0, 8) ?? '',
    visibleText(note),
  ]);
  await terminal.out(
    textTable(
      [
        { title: 'hash' },
        { title: 'from (UTC)' },
        { title: 'until (UTC)' },
        { title: 'made from' },
        { title: 'note' },
      ],
      rows,
    ),
  );
  return ExitCode.ok;
}

function onlyName(rest: readonly string[]): string {
  if (rest.length !== 1) throw usageError('Give the name of one saved configuration', 'config');
  return rest[0];
}

function timeText(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
