import type { RequestParams } from '../contract/contract.ts';
import type { CommandArguments, OptionSpec } from './command.ts';
import { switchOption, textOption, wholeNumberOption } from './option-values.ts';
import { usageError } from './parse-command-line.ts';

type RunFilter = NonNullable<RequestParams<'runs.list'>['filter']>;
type Options = CommandArguments['options'];

/** Options by which runs are chosen. */
export const runFilterOptions: Readonly<Record<string, OptionSpec>> = {
  source: { type: 'string', value: 'TEXT', help: 'Part of the name of the source.' },
  text: {
    type: 'string',
    value: 'TEXT',
    help: 'Words that run number, source, instrument, site or telescopes contain.',
  },
  instrument: { type: 'string', value: 'NAME', help: 'Instrument, such as MAGIC.' },
  telescope: { type: 'string', value: 'N', help: 'tel_id of a telescope that took part.' },
  night: {
    type: 'string',
    value: 'DATE',
    help: 'Night (local noon to noon) by the date of its evening: YYYY-MM-DD.',
  },
  from: { type: 'string', value: 'DATE', help: 'First night.' },
  to: { type: 'string', value: 'DATE', help: 'Last night.' },
  'min-zenith': { type: 'string', value: 'DEG', help: 'Smallest zenith distance [deg].' },
  'max-zenith': { type: 'string', value: 'DEG', help: 'Largest zenith distance [deg].' },
  level: {
    type: 'string',
    value: 'LEVEL',
    help: 'Data level that a present file has: R0, R1, DL0, DL1, DL2, DL3, …',
  },
  flag: { type: 'string', value: 'NAME', help: 'Flag that is set.' },
  simulation: {
    type: 'boolean',
    help: 'Only simulations; --no-simulation: only data. Default: both.',
  },
};

/**
 * The filter that options ask for.
 *
 * @throws PhotoelectronError `argument-invalid`
 */
export function runFilter(options: Options, command: string): RunFilter {
  const filter: RunFilter = {
    target: textOption(options, 'source'),
    text: textOption(options, 'text'),
    instrument: textOption(options, 'instrument'),
    telescope: wholeNumberOption(options, 'telescope', 0, command),
    night: dateOption(options, 'night', command),
    from: dateOption(options, 'from', command),
    to: dateOption(options, 'to', command),
    minZenithDeg: numberOption(options, 'min-zenith', command),
    maxZenithDeg: numberOption(options, 'max-zenith', command),
    level: textOption(options, 'level'),
    flag: textOption(options, 'flag'),
    isSimulation: switchOption(options, 'simulation'),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function dateOption(options: Options, name: string, command: string): string | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some days that there are not, such as 30 February, are taken for later ones.
  const isDate =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(time).getUTCDate() === Number(text.slice(8));
  if (!isDate) {
    throw usageError(`--${name} must be a date such as 2013-10-04, not "${text}"`, command);
  }
  return text;
}

function numberOption(options: Options, name: string, command: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw usageError(`--${name} must be a number, not "${text}"`, command);
  }
  return value;
}
