import type { CommandArguments } from './command.ts';
import { usageError } from './parse-command-line.ts';

type Options = CommandArguments['options'];

/** Text of an option, undefined when it was not given. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** State of a switch, undefined when it was not given. */
export function switchOption(options: Options, name: string): boolean | undefined {
  const value = options[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** Values of an option that may be given several times, in their order. */
export function listOption(options: Options, name: string): readonly string[] {
  const value = options[name];
  return typeof value === 'object' ? value : [];
}

/**
 * A whole number.
 *
 * @param least smallest allowed value
 * @throws PhotoelectronError `argument-invalid` when it is no such number
 */
export function wholeNumberOption(
  options: Options,
  name: string,
  least: number,
  command: string,
): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw usageError(`--${name} must be a whole number from ${least} on, not "${text}"`, command);
  }
  return value;
}

/**
 * One of several words, in any case.
 *
 * @throws PhotoelectronError `argument-invalid` when it is none of them
 */
export function choiceOption<T extends string>(
  options: Options,
  name: string,
  choices: readonly T[],
  command: string,
): T | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
  if (found === undefined) {
    throw usageError(`--${name} must be one of ${choices.join(', ')}, not "${text}"`, command);
  }
  return found;
}

/** Most telescopes that a list may name; array simulations have a few hundred. */
const MAX_TELESCOPES = 65_535;

/**
 * Telescopes such as `1,2,5-8`.
 *
 * @returns tel_ids in ascending order, each once
 * @throws PhotoelectronError `argument-invalid` when it is no such list
 */
export function telescopesOption(
  options: Options,
  name: string,
  command: string,
): readonly number[] | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const telescopes = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || last < first || last > MAX_TELESCOPES) {
      throw usageError(`--${name} must be a list such as 1,2,5-8, not "${text}"`, command);
    }
    for (let id = first; id <= last; id++) telescopes.add(id);
  }
  return [...telescopes].toSorted((a, b) => a - b);
}
