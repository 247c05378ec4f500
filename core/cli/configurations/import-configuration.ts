import path from 'node:path';
import {
  type ImportedConfiguration,
  importConfiguration,
} from '../../config/import/import-configuration.ts';
import { importedSystems } from '../../config/import/recognise-system.ts';
import { readConfigurationFile } from '../../config/read-configuration-file.ts';
import { writeWholeFile } from '../../foundation/write-whole-file.ts';
import type { CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { choiceOption, switchOption, textOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import type { CommandContext } from '../terminal.ts';
import { importTables } from './import-tables.ts';
import { keepText } from './named-configurations.ts';

type Options = CommandArguments['options'];

/**
 * `pe config import FILE`: translates a configuration of another program. The document goes to a file,
 * under a name, or to standard output; what became of the settings is told beside it.
 */
export async function importForeign(
  rest: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<number> {
  const [file] = rest;
  if (rest.length !== 1) throw usageError('Name the one file to import', 'config');
  const output = textOption(options, 'output');
  const name = textOption(options, 'name');
  if (output !== undefined && name !== undefined) {
    throw usageError('--output and --name do not go together', 'config');
  }
  const from = choiceOption(options, 'system', importedSystems, 'config');
  const imported = importConfiguration(await readConfigurationFile(file), {
    fileName: file,
    ...(from === undefined ? {} : { from }),
  });
  const { terminal } = context;
  const saved = await keep(imported, file, options, context);
  if (switchOption(options, 'json')) {
    await terminal.out(`${JSON.stringify({ ...imported, ...saved }, null, 2)}\n`);
    return ExitCode.ok;
  }
  const isQuiet = switchOption(options, 'quiet') ?? false;
  const tables = `${file} is a configuration of ${imported.from}.\n\n${importTables(imported.settings)}`;
  if (output === undefined && name === undefined) {
    await terminal.out(imported.text);
    if (!isQuiet) terminal.err(`\n${tables}`);
  } else if (!isQuiet) {
    await terminal.out(tables);
    terminal.err(`\nWrote ${output ?? `configuration "${name ?? ''}"`}.\n`);
  }
  return ExitCode.ok;
}

/** Keeps the document where the options say; tells where. */
async function keep(
  { text, from }: ImportedConfiguration,
  file: string,
  options: Options,
  context: CommandContext,
): Promise<object> {
  const output = textOption(options, 'output');
  if (output !== undefined) {
    await writeWholeFile(output, text, switchOption(options, 'overwrite') ?? false);
    return { output };
  }
  const name = textOption(options, 'name');
  if (name === undefined) return {};
  const note = textOption(options, 'note') ?? `imported from ${path.basename(file)} of ${from}`;
  const { hash } = await keepText(name, text, { ...options, note }, context);
  return { name, hash };
}
