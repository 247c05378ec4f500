import { photoelectronHome } from '../../engine/photoelectron-home.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { software } from '../../provenance/software.ts';
import { readKeyFiles } from '../../server/key-file.ts';
import { newAddress } from '../../server/new-address.ts';
import { type EndOfService, serveEngine, type ServedEngine } from '../../server/serve-engine.ts';
import type { Command, CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { listOption, switchOption, wholeNumberOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import type { Terminal } from '../terminal.ts';

/** Time without use after which the server ends [min], unless the user says otherwise. */
const IDLE_MINUTES = 30;
/** A week [min]; who wants more says --keep. */
const MAX_IDLE_MINUTES = 10_080;
/** Ports below are kept for services of the system. */
const FIRST_FREE_PORT = 1024;
const LAST_PORT = 65_535;

/** `pe serve`: the engine behind an address of this machine. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serve the engine and its page to a browser on this machine.',
  usage: ['[--root DIR]… [--output DIR]… [options]', '--address [--port N]'],
  description:
    'Starts the engine behind an address that only this machine reaches and prints it. The address holds a token that works once: the first browser that opens it is let in. Files are read only in the folders named with --root, which are added to the catalogue and scanned, or without --root in the folders of the catalogue; products are written only to folders named with --output. Programs of the same user connect with the bearer token in the key file, which --json names.\nEnds on Ctrl-C, when a client asks for it, or when nobody was connected and no job ran for a while.',
  options: {
    root: {
      type: 'string',
      short: 'r',
      value: 'DIR',
      repeatable: true,
      help: 'Folder that may be read; may be given several times. Default: the folders of the catalogue.',
    },
    output: {
      type: 'string',
      short: 'o',
      value: 'DIR',
      repeatable: true,
      help: 'Folder that products may be written to; may be given several times. Default: none.',
    },
    port: { type: 'string', short: 'p', value: 'N', help: 'Port. Default: one that is free.' },
    idle: {
      type: 'string',
      value: 'MIN',
      help: `End after so many minutes without clients and jobs. Default: ${IDLE_MINUTES}.`,
    },
    keep: { type: 'boolean', help: 'Do not end for want of use.' },
    address: {
      type: 'boolean',
      help: 'Start nothing: print a new address of what is served already, for another browser.',
    },
    cores: { type: 'string', value: 'N', help: 'Cores that jobs may use. Default: all.' },
  },
  examples: [
    ['pe serve --root data --output products', 'a folder to look at, another for what is made'],
    [
      'pe serve --port 8650 --keep',
      'on a far machine; from here: ssh -L 8650:127.0.0.1:8650 MACHINE, with the same port at both ends',
    ],
    ['pe serve --address', 'a new address of what is served, after the browser was closed'],
    ['pe serve --json', 'address, process and key file as JSON, for programs that start it'],
  ],
  run: async ({ positionals, options }, { terminal, signal }) => {
    if (positionals.length > 0) {
      throw usageError(
        `"${positionals.join(' ')}" was not expected; name folders with --root`,
        'serve',
      );
    }
    const port = portOption(options);
    const home = photoelectronHome(process.env);
    if (switchOption(options, 'address') === true) {
      const name = startOptions.find((option) => options[option] !== undefined);
      if (name !== undefined) {
        throw usageError(`--address starts nothing, so that --${name} cannot be given`, 'serve');
      }
      await printAddresses(home.folder, port, switchOption(options, 'json') ?? false, terminal);
      return ExitCode.ok;
    }
    const idleMinutes = idleOption(options);
    const cores = wholeNumberOption(options, 'cores', 1, 'serve');
    const served = await serveEngine({
      home,
      roots: listOption(options, 'root'),
      outputFolders: listOption(options, 'output'),
      port,
      idleSeconds: idleMinutes * 60,
      ...(cores === undefined ? {} : { cores }),
    });
    const interrupt = () => {
      void served.close();
    };
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();
    const isQuiet = switchOption(options, 'quiet') ?? false;
    if (switchOption(options, 'json')) {
      const { url, engineUrl, keyFile, readableFolders, writableFolders } = served;
      const facts = { url, port: served.port, pid: process.pid, engineUrl, keyFile };
      await terminal.out(`${JSON.stringify({ ...facts, readableFolders, writableFolders })}\n`);
    } else {
      await terminal.out(`${served.url}\n`);
      if (!isQuiet) terminal.err(explanation(served, idleMinutes));
    }
    const reason = await served.stopped;
    signal.removeEventListener('abort', interrupt);
    if (!isQuiet) terminal.err(`${farewells[reason]}\n`);
    return ExitCode.ok;
  },
};

/** Options of a server that is started; --address would ignore them. */
const startOptions = ['root', 'output', 'idle', 'keep', 'cores'];

/** Prints new addresses of the servers of this user, of all of them or of that on one port. */
async function printAddresses(
  home: string,
  port: number,
  asJson: boolean,
  terminal: Terminal,
): Promise<void> {
  const keys = (await readKeyFiles(home)).filter((key) => port === 0 || key.port === port);
  const asked = await Promise.all(keys.map(async (key) => ({ key, url: await newAddress(key) })));
  const found = asked.flatMap(({ key, url }) =>
    url === undefined ? [] : [{ url, port: key.port, pid: key.pid }],
  );
  if (found.length === 0) {
    const where = port === 0 ? '' : ` on port ${port}`;
    throw new PhotoelectronError(
      'record-not-found',
      `Nothing is served${where} with the files in ${home}; start it with "pe serve".`,
    );
  }
  await terminal.out(
    asJson ? `${JSON.stringify(found)}\n` : found.map(({ url }) => `${url}\n`).join(''),
  );
}

const farewells: Readonly<Record<EndOfService, string>> = {
  idle: 'Ended: nobody was connected and nothing was to be done.',
  closed: 'Ended.',
  told: 'Ended: a client asked for it.',
};

function explanation(served: ServedEngine, idleMinutes: number): string {
  const folders = (list: readonly string[], none: string) =>
    list.length === 0 ? none : list.join('\n         ');
  const end = Number.isFinite(idleMinutes) ? `after ${idleMinutes} min without use, or ` : '';
  return [
    '',
    `${software.name} ${software.version}: open this address in a browser on this machine. It works once.`,
    '',
    `  reads  ${folders(served.readableFolders, 'nothing: name folders with --root, or scan some with "pe scan"')}`,
    `  writes ${folders(served.writableFolders, 'nothing: name folders with --output to process')}`,
    `  ends   ${end}on Ctrl-C`,
    '',
    '',
  ].join('\n');
}

function portOption(options: CommandArguments['options']): number {
  const port = wholeNumberOption(options, 'port', 0, 'serve') ?? 0;
  if (port === 0 || (port >= FIRST_FREE_PORT && port <= LAST_PORT)) return port;
  throw usageError(
    `--port must be between ${FIRST_FREE_PORT} and ${LAST_PORT}, or 0 for a free one, not ${port}`,
    'serve',
  );
}

/** @returns minutes; Infinity for never */
function idleOption(options: CommandArguments['options']): number {
  const minutes = wholeNumberOption(options, 'idle', 1, 'serve');
  if (switchOption(options, 'keep') === true) {
    if (minutes === undefined) return Infinity;
    throw usageError('--idle and --keep exclude each other', 'serve');
  }
  if (minutes !== undefined && minutes > MAX_IDLE_MINUTES) {
    throw usageError(`--idle must be at most ${MAX_IDLE_MINUTES}; --keep never ends`, 'serve');
  }
  return minutes ?? IDLE_MINUTES;
}
