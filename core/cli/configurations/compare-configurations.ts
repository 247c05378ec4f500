import { diffConfigurations } from '../../config/diff-configurations.ts';
import type { CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { switchOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import type { CommandContext } from '../terminal.ts';
import { configurationDifferenceTree } from './difference-tree.ts';
import { findConfiguration } from './find-configuration.ts';

/** `pe config diff LEFT RIGHT`: what differs between two configurations. */
export async function compareConfigurations(
  rest: readonly string[],
  options: CommandArguments['options'],
  context: CommandContext,
): Promise<number> {
  const [left, right] = rest;
  if (rest.length !== 2) throw usageError('Name the two configurations to compare', 'config');
  const before = await findConfiguration(left, context);
  const after = await findConfiguration(right, context);
  const differences = diffConfigurations(before.document, after.document);
  const { terminal } = context;
  await terminal.out(
    switchOption(options, 'json')
      ? `${JSON.stringify(differences, null, 2)}\n`
      : configurationDifferenceTree([left, right], differences, terminal.colored ?? false),
  );
  return ExitCode.ok;
}
