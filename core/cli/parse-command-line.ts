import { closestName } from '../foundation/closest-name.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { CommandArguments, OptionSpec, OptionValue } from './command.ts';

/**
 * Splits the arguments of a command into options and the rest. `--name value`, `--name=value`, `-n
 * value` and `-nvalue` mean the same; `--no-name` switches a boolean off; `--` ends the options.
 *
 * @param specs the options there are, by name
 * @param command name of the command, for messages
 * @throws PhotoelectronError `argument-invalid` naming the closest known option
 */
export function parseCommandLine(
  args: readonly string[],
  specs: Readonly<Record<string, OptionSpec>>,
  command: string,
): CommandArguments {
  const positionals: string[] = [];
  const options: Record<string, OptionValue> = {};
  const queue = [...args];
  const valueFor = (flag: string, given: string | undefined): string => {
    const value = given ?? queue.shift();
    // A number may be negative; anything else that looks like an option is one that was forgotten to fill.
    if (value === undefined || (given === undefined && /^-[^\d.]/.test(value))) {
      throw usageError(`${flag} needs a value`, command);
    }
    return value;
  };
  const keep = (name: string, value: string): void => {
    const former = options[name];
    if (specs[name].repeatable !== true) options[name] = value;
    else options[name] = [...(typeof former === 'object' ? former : []), value];
  };
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') {
      positionals.push(...queue.splice(0));
    } else if (arg.startsWith('--')) {
      const [flag, given] = splitAtEquals(arg);
      const name = flag.slice(2);
      const positive = name.replace(/^no-/, '');
      const negated =
        positive !== name && Object.hasOwn(specs, positive) && specs[positive].type === 'boolean';
      const key = negated ? positive : name;
      if (!Object.hasOwn(specs, key)) throw unknownOption(flag, specs, command);
      if (specs[key].type === 'string') {
        keep(key, valueFor(flag, given));
      } else {
        if (given !== undefined) throw usageError(`${flag} takes no value`, command);
        options[key] = !negated;
      }
    } else if (arg.startsWith('-') && arg.length > 1) {
      const name = Object.keys(specs).find((key) => specs[key].short === arg[1]);
      if (name === undefined) throw unknownOption(arg.slice(0, 2), specs, command);
      if (specs[name].type === 'string') {
        const rest = arg.slice(2).replace(/^=/, '');
        keep(name, valueFor(arg.slice(0, 2), rest === '' ? undefined : rest));
      } else {
        options[name] = true;
        if (arg.length > 2) queue.unshift(`-${arg.slice(2)}`);
      }
    } else {
      positionals.push(arg);
    }
  }
  return { positionals, options };
}

/**
 * An error about how a command was called.
 *
 * @param problem a clause without full stop
 */
export function usageError(problem: string, command: string): PhotoelectronError {
  return new PhotoelectronError(
    'argument-invalid',
    `${problem}; see "pe ${command === '' ? '' : `${command} `}--help".`,
  );
}

function splitAtEquals(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

function unknownOption(
  flag: string,
  specs: Readonly<Record<string, OptionSpec>>,
  command: string,
): PhotoelectronError {
  const guess = closestName(flag.replace(/^-+/, ''), Object.keys(specs));
  const hint = guess === undefined ? '' : ` (did you mean --${guess}?)`;
  return usageError(`There is no option ${flag}${hint}`, command);
}
