import type { CommandContext } from './terminal.ts';

/** An option of a command. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  /** One letter. */
  readonly short?: string;
  /** May be given several times; its value is then the list of all, in their order. */
  readonly repeatable?: boolean;
  /** How the value is called in the help. */
  readonly value?: string;
  readonly help: string;
}

/** Value of an option; a list for one that may be given several times. */
export type OptionValue = string | boolean | readonly string[];

/** Arguments of a command after parsing. */
export interface CommandArguments {
  readonly positionals: readonly string[];
  /** Values of the options that were given, by name. */
  readonly options: Readonly<Partial<Record<string, OptionValue>>>;
}

/** A command of `pe`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name, such as `FILE… [options]`. */
  readonly usage: readonly string[];
  /** A paragraph or two: what it does. */
  readonly description: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  /** @returns the exit code */
  readonly run: (args: CommandArguments, context: CommandContext) => Promise<number>;
}

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  json: { type: 'boolean', help: 'Write the result as JSON, for programs.' },
  quiet: { type: 'boolean', short: 'q', help: 'No progress and no summary, only errors.' },
  debug: { type: 'boolean', help: 'Show where an error came from.' },
  help: { type: 'boolean', short: 'h', help: 'Show this text.' },
};
