import path from 'node:path';
import { openSource } from '../../sources/open-source.ts';
import type { Command, CommandArguments } from '../command.ts';
import { countEvents, type EventCounts } from '../count-events.ts';
import { ExitCode } from '../exit-code.ts';
import { printEvents } from '../event-list.ts';
import { printStructure } from '../file-structure.ts';
import { choiceOption, switchOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { Progress } from '../progress.ts';
import { sourceSummary, summaryText } from '../source-summary.ts';
import type { CommandContext } from '../terminal.ts';

/** `pe info`: what is in a file. */
export const infoCommand: Command = {
  name: 'info',
  summary: 'Tell what a file holds: runs, telescopes, events, or its object tree.',
  usage: ['FILE… [--events | --structure] [--no-count] [--json]'],
  description:
    'Recognises a file by its content (sim_telarray and other EventIO, HDF5) and tells format, runs, site, telescopes by type, data levels and simulation settings, and counts the events, for which it reads the whole file. With --events it lists the events instead, with --structure the tree of objects or tables, for which it reads headers only.',
  options: {
    events: { type: 'boolean', help: 'List the array events with their telescopes.' },
    structure: { type: 'boolean', help: 'Print the tree of objects (EventIO) or tables (HDF5).' },
    count: {
      type: 'boolean',
      help: 'Count the events (default; --no-count reads the beginning only).',
    },
    'focal-length-choice': {
      type: 'string',
      value: 'KIND',
      help: 'EFFECTIVE or EQUIVALENT. Default: whichever the file has.',
    },
  },
  examples: [
    ['pe info gamma.simtel.zst', 'runs, telescopes and counts'],
    ['pe info gamma.simtel.zst --events', 'every event with its telescopes'],
    ['pe info gamma.simtel.zst --structure', 'every EventIO object with type, version and size'],
    ['pe info *.h5 --no-count --json', 'the same of several files for a program, without counting'],
  ],
  run: async ({ positionals, options }, context) => {
    if (positionals.length === 0) throw usageError('Name the files to look at', 'info');
    if (switchOption(options, 'structure')) {
      let complete = true;
      for (const file of positionals) {
        const json = switchOption(options, 'json') ?? false;
        complete = (await printStructure(file, json, context)) && complete;
      }
      return complete ? ExitCode.ok : ExitCode.incomplete;
    }
    return summarize(positionals, options, context);
  },
};

async function summarize(
  files: readonly string[],
  options: CommandArguments['options'],
  context: CommandContext,
): Promise<number> {
  const { terminal, signal } = context;
  const json = switchOption(options, 'json') ?? false;
  const asked = choiceOption(options, 'focal-length-choice', ['EFFECTIVE', 'EQUIVALENT'], 'info');
  const summaries: object[] = [];
  let complete = true;
  for (const [i, file] of files.entries()) {
    // Looking must not fail for want of a focal length: both are shown.
    const source = await openSource(file, {
      focalLengthChoice: asked ?? 'EQUIVALENT',
      skipCalibrationEvents: false,
      trueImages: false,
      signal,
    });
    try {
      if (switchOption(options, 'events')) {
        await printEvents(source, json, context);
        complete &&= source.isComplete();
        continue;
      }
      let counts: EventCounts | undefined;
      if (switchOption(options, 'count') ?? true) {
        const progress = new Progress(terminal, path.basename(file), 'events');
        try {
          counts = await countEvents(source, ({ arrayEvents }) => {
            if (switchOption(options, 'quiet')) return;
            progress.update({ fraction: source.progress(), done: arrayEvents });
          });
        } finally {
          progress.clear();
        }
      }
      const summary = sourceSummary(source, counts);
      complete &&= summary.isComplete;
      if (json) summaries.push(summary);
      else await terminal.out(`${i > 0 ? '\n' : ''}${summaryText(summary)}`);
    } finally {
      await source.close();
    }
  }
  if (json && !switchOption(options, 'events')) {
    await terminal.out(`${JSON.stringify(summaries, null, 2)}\n`);
  }
  return complete ? ExitCode.ok : ExitCode.incomplete;
}
