import { closestName } from '../foundation/closest-name.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { software } from '../provenance/software.ts';
import { type Command, commonOptions } from './command.ts';
import { commandHelp } from './command-help.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { parseCommandLine, usageError } from './parse-command-line.ts';
import type { CommandContext } from './terminal.ts';

/** The commands; each is loaded when it is called, so that help and small commands start at once. */
const commands: readonly { readonly name: string; readonly load: () => Promise<Command> }[] = [
  { name: 'info', load: async () => (await import('./commands/info.ts')).infoCommand },
  { name: 'process', load: async () => (await import('./commands/process.ts')).processCommand },
  { name: 'scan', load: async () => (await import('./commands/scan.ts')).scanCommand },
  { name: 'nights', load: async () => (await import('./commands/nights.ts')).nightsCommand },
  { name: 'runs', load: async () => (await import('./commands/runs.ts')).runsCommand },
  { name: 'run', load: async () => (await import('./commands/run.ts')).runCommand },
  { name: 'jobs', load: async () => (await import('./commands/jobs.ts')).jobsCommand },
  { name: 'config', load: async () => (await import('./commands/config.ts')).configCommand },
  {
    name: 'provenance',
    load: async () => (await import('./commands/provenance.ts')).provenanceCommand,
  },
  { name: 'image', load: async () => (await import('./commands/image.ts')).imageCommand },
  { name: 'serve', load: async () => (await import('./commands/serve.ts')).serveCommand },
];

async function generalHelp(): Promise<string> {
  const loaded = await Promise.all(commands.map(({ load }) => load()));
  return `${software.name} ${software.version}: from raw Cherenkov camera data to reconstructed events.

Usage: pe <command> [options]        (in a clone: npm run pe -- <command> [options])

Commands:
${loaded.map(({ name, summary }) => `  ${name.padEnd(11)} ${summary}`).join('\n')}

"pe <command> --help" tells the options of a command, with examples.
Options of every command: --json, --quiet, --debug, --help; "pe --version" tells the version.

Exit codes:
    0  success
    1  error in the program itself
    2  wrong arguments
    3  input missing, unreadable, damaged beyond use or of an unknown kind
    4  product written, but incomplete because the input ended early or was damaged
    5  output exists already or cannot be written
    6  configuration or expression invalid
  130  interrupted; nothing was left under the final name
`;
}

/**
 * Runs one command of `pe`. Results go to standard output, everything else to standard error;
 * errors are one sentence.
 *
 * @param args arguments behind the program's name
 * @returns the exit code
 */
export async function runCli(args: readonly string[], context: CommandContext): Promise<number> {
  const { terminal } = context;
  const [name = '--help', ...rest] = args;
  const json = rest.includes('--json');
  const debug = rest.includes('--debug');
  try {
    if (name === '--version' || name === '-V') {
      await terminal.out(`${software.version}\n`);
      return ExitCode.ok;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      const asked = commands.find((command) => command.name === rest.at(0));
      await terminal.out(
        asked === undefined ? await generalHelp() : commandHelp(await asked.load()),
      );
      return args.length === 0 ? ExitCode.usage : ExitCode.ok;
    }
    const found = commands.find((candidate) => candidate.name === name);
    if (found === undefined) {
      const guess = closestName(
        name,
        commands.map((candidate) => candidate.name),
      );
      const hint = guess === undefined ? '' : ` (did you mean ${guess}?)`;
      throw usageError(`There is no command "${name}"${hint}`, '');
    }
    const command = await found.load();
    const parsed = parseCommandLine(rest, { ...command.options, ...commonOptions }, name);
    if (parsed.options['help'] === true) {
      await terminal.out(commandHelp(command));
      return ExitCode.ok;
    }
    return await command.run(parsed, context);
  } catch (error) {
    const known = error instanceof PhotoelectronError ? error : undefined;
    const message = known?.message ?? `Internal error: ${String(error)}`;
    terminal.err(`pe: ${message}\n`);
    if (debug) terminal.err(`${stackOf(error)}\n`);
    else if (known === undefined) terminal.err('pe: run again with --debug to see where.\n');
    if (json) {
      const { code, place } = known ?? { code: 'internal', place: {} };
      await terminal.out(`${JSON.stringify({ error: { code, message, ...place } })}\n`);
    }
    return exitCodeOf(known?.code ?? 'internal');
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
