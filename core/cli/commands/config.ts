import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { checkConfiguration, findingSentence } from '../../config/check-configuration.ts';
import { describeConfiguration } from '../../config/describe-configuration.ts';
import { importedSystems } from '../../config/import/recognise-system.ts';
import { loadConfiguration } from '../../config/load-configuration.ts';
import {
  shippedConfigurationFile,
  shippedConfigurations,
} from '../../config/shipped-configurations.ts';
import { resolveForTelescope } from '../../config/telescope-value.ts';
import { closestName } from '../../foundation/closest-name.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { writeWholeFile } from '../../foundation/write-whole-file.ts';
import type { Command, CommandArguments } from '../command.ts';
import { compareConfigurations } from '../configurations/compare-configurations.ts';
import { findConfiguration } from '../configurations/find-configuration.ts';
import { importForeign } from '../configurations/import-configuration.ts';
import {
  listConfigurations,
  removeConfiguration,
  saveConfiguration,
  showHistory,
} from '../configurations/named-configurations.ts';
import { ExitCode } from '../exit-code.ts';
import { switchOption, textOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import type { CommandContext } from '../terminal.ts';

type Options = CommandArguments['options'];

type Action = (
  rest: readonly string[],
  options: Options,
  context: CommandContext,
) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  list: listConfigurations,
  new: makeNew,
  validate,
  show,
  diff: compareConfigurations,
  import: importForeign,
  save: saveConfiguration,
  remove: removeConfiguration,
  history: showHistory,
  keys,
};

/** Options that belong to some actions only; an option that would be ignored is refused. */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  output: ['new', 'import'],
  from: ['new'],
  overwrite: ['new', 'import', 'save'],
  telescope: ['show'],
  'as-written': ['show'],
  name: ['import'],
  system: ['import'],
  parent: ['save', 'import'],
  note: ['save', 'import'],
};

/** `pe config`: makes, checks, shows, compares, imports and keeps configurations. */
export const configCommand: Command = {
  name: 'config',
  summary: 'Make, check, compare, import and keep configurations.',
  usage: [
    'list',
    'new [-o FILE] [--from NAME] [--overwrite]',
    'validate FILE…',
    'show [NAME|HASH|FILE] [--telescope TYPE] [--as-written]',
    'diff LEFT RIGHT',
    'import FILE [-o FILE | --name NAME] [--system SYSTEM]',
    'save NAME FILE [--parent NAME] [--note TEXT] [--overwrite]',
    'history NAME',
    'remove NAME',
    'keys',
  ],
  description: `One YAML or JSON document configures a whole analysis. "new" writes a commented copy of a shipped configuration (${shippedConfigurations.join(', ')}), "validate" checks documents and tells everything that is wrong with line, column and the closest known key, "show" prints a configuration completely, with all defaults written out, "diff" tells what differs between two, and "keys" lists every key with unit, default and meaning. "import" translates a configuration of ${importedSystems.join(', ')} and tells what became of each of its settings.

"save" keeps a configuration under a name, which then stands for it wherever a configuration is asked for. Saved ones are files in PHOTOELECTRON_HOME/configurations and may be edited there; "list" shows them, "history" what a name has meant before, "remove" forgets a name.`,
  options: {
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'Where "new" and "import" write. Default: standard output.',
    },
    from: {
      type: 'string',
      value: 'NAME',
      help: 'Configuration that "new" copies. Default: default.',
    },
    overwrite: { type: 'boolean', help: 'Replace an existing file or name.' },
    telescope: {
      type: 'string',
      value: 'TYPE[:ID]',
      help: 'Show the values that hold for one telescope, such as LST_LST_LSTCam or MST_MST_FlashCam:7.',
    },
    'as-written': {
      type: 'boolean',
      help: 'Show the text as it was written, with its comments.',
    },
    name: { type: 'string', value: 'NAME', help: 'Name to keep the imported configuration under.' },
    system: {
      type: 'string',
      value: 'SYSTEM',
      help: `Program that the imported file is for: ${importedSystems.join(', ')}. Default: as its content tells.`,
    },
    parent: {
      type: 'string',
      value: 'NAME',
      help: 'Name or hash of the configuration that the saved one was made from.',
    },
    note: { type: 'string', value: 'TEXT', help: 'What the saved configuration is for.' },
  },
  examples: [
    ['pe config new -o analysis.yaml', 'a commented copy of the default analysis, to be changed'],
    ['pe config validate analysis.yaml', 'checks it'],
    ['pe config diff default analysis.yaml', 'what was changed'],
    ['pe config save crab analysis.yaml --parent default', 'keeps it for process --config crab'],
    ['pe config show default --telescope LST_LST_LSTCam', 'what the LSTs are analysed with'],
    ['pe config import lstchain_config.json -o lst.yaml', 'the same analysis in our words'],
  ],
  run: ({ positionals, options }, context) => {
    const [name, ...rest] = positionals;
    const names = Object.keys(actions);
    const all = `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
    if (positionals.length === 0) throw usageError(`Say what to do: ${all}`, 'config');
    if (!Object.hasOwn(actions, name)) {
      const guess = names.find((known) => known.startsWith(name)) ?? closestName(name, names);
      const hint = guess === undefined ? all : `did you mean ${guess}?`;
      throw usageError(`There is no "pe config ${name}": ${hint}`, 'config');
    }
    for (const [option, users] of Object.entries(actionsOf)) {
      if (options[option] === undefined || users.includes(name)) continue;
      throw usageError(`--${option} does not go with "pe config ${name}"`, 'config');
    }
    return actions[name](rest, options, context);
  },
};

function refuseArguments(rest: readonly string[]): void {
  if (rest.length > 0) throw usageError(`"${rest.join(' ')}" was not expected`, 'config');
}

async function makeNew(rest: readonly string[], options: Options, { terminal }: CommandContext) {
  refuseArguments(rest);
  const name = textOption(options, 'from') ?? 'default';
  const file = shippedConfigurationFile(name);
  if (file === undefined) {
    throw usageError(
      `--from must be one of ${shippedConfigurations.join(', ')}, not "${name}"`,
      'config',
    );
  }
  const text = await readFile(file, 'utf8');
  const output = textOption(options, 'output');
  if (output === undefined) {
    await terminal.out(text);
    return ExitCode.ok;
  }
  await writeWholeFile(output, text, switchOption(options, 'overwrite') ?? false);
  if (switchOption(options, 'json'))
    await terminal.out(`${JSON.stringify({ output, from: name })}\n`);
  else if (!switchOption(options, 'quiet')) terminal.err(`Wrote ${output}, a copy of "${name}".\n`);
  return ExitCode.ok;
}

async function validate(files: readonly string[], options: Options, { terminal }: CommandContext) {
  if (files.length === 0) throw usageError('Name the files to check', 'config');
  const results: object[] = [];
  let code: number = ExitCode.ok;
  for (const file of files) {
    try {
      const { hash } = await loadConfiguration(file);
      results.push({ file, valid: true, sha256: hash });
      if (!switchOption(options, 'json') && !switchOption(options, 'quiet')) {
        await terminal.out(`${file}: valid (${hash})\n`);
      }
    } catch (error) {
      if (!(error instanceof PhotoelectronError)) throw error;
      code = error.code === 'config-invalid' ? ExitCode.configuration : ExitCode.input;
      const findings = error.code === 'config-invalid' ? await findingsOf(file) : [];
      results.push({ file, valid: false, message: error.message, findings });
      const sentences = findings.map((finding) => findingSentence(file, finding));
      for (const sentence of sentences.length > 0 ? sentences : [error.message]) {
        terminal.err(`pe: ${sentence}\n`);
      }
    }
  }
  if (switchOption(options, 'json')) await terminal.out(`${JSON.stringify(results, null, 2)}\n`);
  return code;
}

/** Everything that is wrong with a file; nothing where its text is right, but its steps are missing. */
async function findingsOf(file: string) {
  const result = checkConfiguration(await readFile(shippedConfigurationFile(file) ?? file, 'utf8'));
  return 'findings' in result ? result.findings : [];
}

async function show(rest: readonly string[], options: Options, context: CommandContext) {
  const [name = 'default', ...others] = rest;
  refuseArguments(others);
  const { terminal } = context;
  const found = await findConfiguration(name, context);
  if (found.problem !== null) {
    terminal.err(`pe: This version cannot use it: ${found.problem}\n`);
  }
  const telescope = textOption(options, 'telescope');
  let shown: object = found.document;
  if (telescope !== undefined) {
    const [type = '', id = '0'] = telescope.split(':');
    if (!/^\d+$/.test(id))
      throw usageError(`--telescope must be TYPE or TYPE:ID, not "${telescope}"`, 'config');
    shown = resolveForTelescope(found.document, { telId: Number(id), type }, 'The configuration');
  }
  const { hash, text, note, parentHash } = found;
  if (switchOption(options, 'json')) {
    const json = { name, sha256: hash, parentHash, note, document: shown };
    await terminal.out(`${JSON.stringify(json, null, 2)}\n`);
  } else if (switchOption(options, 'as-written')) {
    await terminal.out(text.endsWith('\n') ? text : `${text}\n`);
  } else {
    await terminal.out(
      `# ${name}, SHA-256 ${hash}\n${stringify(shown, { flowCollectionPadding: true })}`,
    );
  }
  return ExitCode.ok;
}

async function keys(rest: readonly string[], options: Options, { terminal }: CommandContext) {
  refuseArguments(rest);
  const list = describeConfiguration();
  if (switchOption(options, 'json')) {
    await terminal.out(`${JSON.stringify(list, null, 2)}\n`);
    return ExitCode.ok;
  }
  const lines = list.map(({ key, unit, description, perTelescope, default: value }) => {
    const plain = value !== undefined && (typeof value !== 'object' || Array.isArray(value));
    const facts = [
      ...(plain ? [`default ${JSON.stringify(value)}`] : []),
      ...(unit === undefined ? [] : [`[${unit}]`]),
      ...(perTelescope ? ['may differ per telescope'] : []),
    ];
    return `${key}${facts.length > 0 ? `  (${facts.join(', ')})` : ''}\n    ${description}\n`;
  });
  await terminal.out(lines.join(''));
  return ExitCode.ok;
}
