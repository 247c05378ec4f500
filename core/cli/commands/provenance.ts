import { existsSync } from 'node:fs';
import { unrestrictedAccess } from '../../engine/access-policy.ts';
import { provenanceHandlers } from '../../engine/handlers/provenance-handlers.ts';
import { openInProcess } from '../../engine/in-process-engine.ts';
import { photoelectronHome } from '../../engine/photoelectron-home.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { writeWholeFile } from '../../foundation/write-whole-file.ts';
import type { ProvenanceChain, ProvenanceDifference } from '../../contract/records/provenance.ts';
import type { Command, CommandArguments } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { switchOption, textOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { differenceTree, provenanceTree } from '../provenance-tree.ts';
import type { CommandContext } from '../terminal.ts';

type Options = CommandArguments['options'];

/** What is asked of the engine. */
interface Provenance {
  readonly chain: (path: string) => Promise<ProvenanceChain>;
  readonly compare: (left: string, right: string) => Promise<readonly ProvenanceDifference[]>;
  readonly export: (path: string) => Promise<object>;
}

/** `pe provenance`: how a file came to be. */
export const provenanceCommand: Command = {
  name: 'provenance',
  summary: 'Show how a product was made, back to raw data, or compare two.',
  usage: [
    'FILE [--json]',
    'FILE --prov-json [-o FILE] [--overwrite]',
    '--compare FILE FILE [--json]',
  ],
  description:
    'Follows the records inside products: from a product to the activity that made it (who, where, when, software, configuration, resources), to the files that it read, to the activities that made those, back to raw data. Files are known by their content: moved ones are found beside the product and, where there is a catalogue ("pe scan"), anywhere in its folders. No catalogue is needed. Of products of ctapipe, lstchain and others it tells what they record. With --compare it tells what differs in the making of two products, inputs by content and not by place.',
  options: {
    compare: { type: 'boolean', help: 'Tell what differs between two products.' },
    'prov-json': { type: 'boolean', help: 'Write the chain as W3C PROV-JSON.' },
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'Where --prov-json writes. Default: standard output.',
    },
    overwrite: { type: 'boolean', help: 'Replace an existing file.' },
  },
  examples: [
    ['pe provenance gamma.dl2.h5', 'the chain as a tree'],
    ['pe provenance gamma.dl2.h5 --prov-json -o gamma.prov.json', 'the same for other programs'],
    ['pe provenance --compare monday.h5 tuesday.h5', 'what differs in the making of two products'],
  ],
  run: async ({ positionals, options }, context) => {
    checkCall(positionals, options);
    return withProvenance(context, (provenance) =>
      switchOption(options, 'compare')
        ? compare(provenance, positionals, options, context)
        : show(provenance, positionals[0], options, context),
    );
  },
};

function checkCall(positionals: readonly string[], options: Options): void {
  const isComparison = switchOption(options, 'compare') ?? false;
  const isExport = switchOption(options, 'prov-json') ?? false;
  if (isComparison && isExport) {
    throw usageError('--compare and --prov-json do not go together', 'provenance');
  }
  if (!isExport && textOption(options, 'output') !== undefined) {
    throw usageError('--output goes with --prov-json', 'provenance');
  }
  const wanted = isComparison ? 2 : 1;
  if (positionals.length !== wanted) {
    throw usageError(
      isComparison ? 'Name the two files to compare' : 'Name one file to look at',
      'provenance',
    );
  }
}

async function show(
  provenance: Provenance,
  file: string,
  options: Options,
  { terminal }: CommandContext,
): Promise<number> {
  if (switchOption(options, 'prov-json')) {
    const text = `${JSON.stringify(await provenance.export(file), null, 2)}\n`;
    const output = textOption(options, 'output');
    if (output === undefined) await terminal.out(text);
    else await writeWholeFile(output, text, switchOption(options, 'overwrite') ?? false);
    return ExitCode.ok;
  }
  const chain = await provenance.chain(file);
  await terminal.out(
    switchOption(options, 'json') ? `${JSON.stringify(chain, null, 2)}\n` : provenanceTree(chain),
  );
  return ExitCode.ok;
}

async function compare(
  provenance: Provenance,
  [left, right]: readonly string[],
  options: Options,
  { terminal }: CommandContext,
): Promise<number> {
  const differences = await provenance.compare(left, right);
  await terminal.out(
    switchOption(options, 'json')
      ? `${JSON.stringify(differences, null, 2)}\n`
      : differenceTree([left, right], differences),
  );
  return ExitCode.ok;
}

/** With the catalogue where there is one that can be used, else from the files alone. */
async function withProvenance(
  context: CommandContext,
  action: (provenance: Provenance) => Promise<number>,
): Promise<number> {
  const { signal, terminal } = context;
  const home = photoelectronHome(process.env);
  const engine = existsSync(home.catalogue)
    ? await openInProcess({ home }).catch((error: unknown) => {
        if (!(error instanceof PhotoelectronError)) throw error;
        terminal.err(`pe: ${error.message} Going on without the catalogue.\n`);
        return undefined;
      })
    : undefined;
  if (engine === undefined) return action(fromFiles(signal));
  const { client, close } = engine;
  try {
    return await action({
      chain: (path) => client.request('provenance.chain', { path }, { signal }),
      compare: (left, right) => client.request('provenance.compare', { left, right }, { signal }),
      export: (path) => client.request('provenance.export', { path }, { signal }),
    });
  } finally {
    await close();
  }
}

/** The same answers without an engine, whose catalogue would have to be made first. */
function fromFiles(signal: AbortSignal): Provenance {
  const handlers = provenanceHandlers({ access: unrestrictedAccess() });
  const context = { signal, connection: signal, onProgress: () => undefined };
  return {
    chain: (path) => handlers['provenance.chain']({ path }, context),
    compare: (left, right) => handlers['provenance.compare']({ left, right }, context),
    export: (path) => handlers['provenance.export']({ path }, context),
  };
}
