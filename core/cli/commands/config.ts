import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { describeConfiguration } from '../../config/describe-configuration.ts';
import { loadConfiguration } from '../../config/load-configuration.ts';
import {
  shippedConfigurationFile,
  shippedConfigurations,
} from '../../config/shipped-configurations.ts';
import { resolveForTelescope } from '../../config/telescope-value.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Command, CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { switchOption, textOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import type { Terminal } from '../terminal.ts';
import { writeWholeFile } from '../../foundation/write-whole-file.ts';

type Options = CommandArguments['options'];

/** `pe config`: makes, checks and shows configurations. */
export const configCommand: Command = {
  name: 'config',
  summary: 'Make, check and show configurations.',
  usage: [
    'new [-o FILE] [--from NAME] [--overwrite]',
    'validate FILE…',
    'show [NAME|FILE] [--telescope TYPE] [--json]',
    'keys',
  ],
  description: `One YAML or JSON document configures a whole analysis. "new" writes a commented copy of a shipped configuration (${shippedConfigurations.join(', ')}), "validate" checks documents and tells line, column and the closest known key, "show" prints a configuration completely, with all defaults written out, and "keys" lists every key with unit, default and meaning.`,
  options: {
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'Where "new" writes. Default: standard output.',
    },
    from: {
      type: 'string',
      value: 'NAME',
      help: 'Configuration that "new" copies. Default: default.',
    },
    overwrite: { type: 'boolean', help: 'Replace an existing file.' },
    telescope: {
      type: 'string',
      value: 'TYPE[:ID]',
      help: 'Show the values that hold for one telescope, such as LST_LST_LSTCam or MST_MST_FlashCam:7.',
    },
  },
  examples: [
    ['pe config new -o analysis.yaml', 'a commented copy of the default analysis, to be changed'],
    ['pe config validate analysis.yaml', 'checks it'],
    ['pe config show default --telescope LST_LST_LSTCam', 'what the LSTs are analysed with'],
  ],
  run: async ({ positionals, options }, { terminal }) => {
    const [action, ...rest] = positionals;
    switch (action) {
      case 'new':
        return makeNew(rest, options, terminal);
      case 'validate':
        return validate(rest, options, terminal);
      case 'show':
        return show(rest, options, terminal);
      case 'keys':
        return keys(rest, options, terminal);
      default:
        throw usageError(
          positionals.length === 0
            ? 'Say what to do: new, validate, show or keys'
            : `There is no "pe config ${action}": new, validate, show or keys`,
          'config',
        );
    }
  },
};

function refuseArguments(rest: readonly string[]): void {
  if (rest.length > 0) throw usageError(`"${rest.join(' ')}" was not expected`, 'config');
}

async function makeNew(rest: readonly string[], options: Options, terminal: Terminal) {
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

async function validate(files: readonly string[], options: Options, terminal: Terminal) {
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
      results.push({ file, valid: false, message: error.message });
      terminal.err(`pe: ${error.message}\n`);
    }
  }
  if (switchOption(options, 'json')) await terminal.out(`${JSON.stringify(results, null, 2)}\n`);
  return code;
}

async function show(rest: readonly string[], options: Options, terminal: Terminal) {
  const [name = 'default', ...others] = rest;
  refuseArguments(others);
  const { document, hash } = await loadConfiguration(name);
  const telescope = textOption(options, 'telescope');
  let shown: object = document;
  if (telescope !== undefined) {
    const [type = '', id = '0'] = telescope.split(':');
    if (!/^\d+$/.test(id))
      throw usageError(`--telescope must be TYPE or TYPE:ID, not "${telescope}"`, 'config');
    shown = resolveForTelescope(document, { telId: Number(id), type }, 'The configuration');
  }
  if (switchOption(options, 'json')) {
    await terminal.out(`${JSON.stringify({ name, sha256: hash, document: shown }, null, 2)}\n`);
  } else {
    await terminal.out(
      `# ${name}, SHA-256 ${hash}\n${stringify(shown, { flowCollectionPadding: true })}`,
    );
  }
  return ExitCode.ok;
}

async function keys(rest: readonly string[], options: Options, terminal: Terminal) {
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
