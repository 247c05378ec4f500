import path from 'node:path';
import type { ProcessReport } from '../../processing/process-request.ts';
import { processFile } from '../../processing/process-file.ts';
import type { Command } from '../command.ts';
import { configurationOption } from '../configurations/configuration-option.ts';
import { ExitCode } from '../exit-code.ts';
import {
  choiceOption,
  switchOption,
  telescopesOption,
  textOption,
  wholeNumberOption,
} from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { processNight } from '../process-night.ts';
import { durationText, Progress } from '../progress.ts';
import { runFilterOptions } from '../run-filter-options.ts';

/** Options by which runs of a night are chosen; a night is not chosen by its date again. */
const nightFilterOptions = Object.fromEntries(
  Object.entries(runFilterOptions).filter(([name]) => name !== 'from' && name !== 'to'),
);

/** `pe process`: one file or night through the pipeline. */
export const processCommand: Command = {
  name: 'process',
  summary: 'Calibrate, clean, parametrise and reconstruct the events of a file or a night.',
  usage: [
    'INPUT -o OUTPUT [options]',
    '--night DATE -o FOLDER [--jobs N] [filters] [options]',
    '--night DATE --resume [--jobs N]',
  ],
  description:
    'Reads a sim_telarray file (plain, gzip, zstd) or HDF5 in the ctapipe data model, processes it as the configuration says, and writes HDF5 in the ctapipe data model. The output takes its name only when it is complete; interrupting leaves nothing. Where the input ends early, what was readable is written, marked incomplete, and the exit code is 4.\nWith --night, every run of a night of the catalogue ("pe scan", "pe nights") that can be processed is, each from its best file, in processes of their own: what happens to one run does not touch the others. An interrupt or a failure leaves complete products only, and --resume does the rest with the same configuration. A file is processed without any catalogue.',
  options: {
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'HDF5 file to write; with --night the folder for the products.',
    },
    config: {
      type: 'string',
      short: 'c',
      value: 'NAME|FILE',
      help: 'Configuration: a file, or a name that "pe config list" tells. Default: default.',
    },
    'max-events': { type: 'string', short: 'm', value: 'N', help: 'Read at most N array events.' },
    telescopes: {
      type: 'string',
      short: 't',
      value: 'LIST',
      help: 'Only these telescopes, such as 1,2,5-8.',
    },
    'write-images': {
      type: 'boolean',
      help: 'Write images and masks too (or --no-write-images), whatever the configuration says.',
    },
    'recompute-dl1': {
      type: 'boolean',
      help: 'Make the images of an input that holds images and waveforms anew from its waveforms; images are cleaned and parametrised again in any case.',
    },
    'focal-length-choice': {
      type: 'string',
      value: 'KIND',
      help: 'EFFECTIVE or EQUIVALENT, whatever the configuration says; files without effective focal lengths need EQUIVALENT.',
    },
    threads: { type: 'string', value: 'N', help: 'Number of threads. Default: all cores.' },
    overwrite: { type: 'boolean', help: 'Replace an existing output.' },
    jobs: {
      type: 'string',
      short: 'j',
      value: 'N',
      help: 'With --night: files that are processed at the same time, each on one core. Default: one for each core.',
    },
    resume: {
      type: 'boolean',
      help: 'With --night: go on with the last job that processed it; no other options are needed.',
    },
    ...nightFilterOptions,
  },
  examples: [
    ['pe process gamma.simtel.zst -o gamma.dl2.h5', 'everything with the default configuration'],
    [
      'pe process gamma.simtel.zst -o gamma.dl2.h5 -c analysis.yaml --telescopes 1-4 --write-images',
      'own configuration, four telescopes, with images',
    ],
    [
      'pe process images.dl2.h5 -o again.dl2.h5 -c other.yaml',
      'clean the images of an earlier product again, where it was written with --write-images',
    ],
    ['pe process --night 2013-10-04 -o dl2 --source crab', 'the Crab runs of a night'],
    ['pe process --night 2013-10-04 --resume', 'what of that was not done'],
  ],
  run: async (args, context) => {
    const { positionals, options } = args;
    const { terminal, signal } = context;
    if (options['night'] !== undefined) return processNight(args, context);
    const unfit = [...Object.keys(nightFilterOptions), 'jobs', 'resume'].find(
      (name) => options[name] !== undefined,
    );
    if (unfit !== undefined) throw usageError(`--${unfit} needs --night`, 'process');
    const [input, ...others] = positionals;
    const output = textOption(options, 'output');
    if (positionals.length === 0) throw usageError('Name the file to read', 'process');
    if (others.length > 0) throw usageError('Name one file only', 'process');
    if (output === undefined) throw usageError('Name the file to write with -o', 'process');
    const config = configurationOption(options);
    const maxEvents = wholeNumberOption(options, 'max-events', 1, 'process');
    const telescopes = telescopesOption(options, 'telescopes', 'process');
    const writeImages = switchOption(options, 'write-images');
    const recomputeDl1 = switchOption(options, 'recompute-dl1');
    const threads = wholeNumberOption(options, 'threads', 1, 'process');
    const overwrite = switchOption(options, 'overwrite');
    const focalLengthChoice = choiceOption(
      options,
      'focal-length-choice',
      ['EFFECTIVE', 'EQUIVALENT'],
      'process',
    );
    const quiet = switchOption(options, 'quiet') ?? false;
    const progress = new Progress(terminal, path.basename(input), 'events');
    let report: ProcessReport;
    try {
      report = await processFile(
        {
          input,
          output,
          ...(config === undefined ? {} : { config }),
          ...(maxEvents === undefined ? {} : { maxEvents }),
          ...(telescopes === undefined ? {} : { telescopes }),
          ...(writeImages === undefined ? {} : { writeImages }),
          ...(recomputeDl1 === undefined ? {} : { recomputeDl1 }),
          ...(threads === undefined ? {} : { threads }),
          ...(overwrite === undefined ? {} : { overwrite }),
          ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
        },
        {
          signal,
          onProgress: ({ events, fraction }) => {
            if (!quiet) progress.update({ fraction, done: events });
          },
        },
      );
    } finally {
      progress.clear();
    }
    for (const { message, count } of report.warnings) {
      terminal.err(`warning: ${message}${count > 1 ? ` (${count} times)` : ''}\n`);
    }
    if (switchOption(options, 'json')) {
      await terminal.out(`${JSON.stringify(report, null, 2)}\n`);
    } else if (!quiet) {
      await terminal.out(reportText(report));
    }
    if (report.isComplete) return ExitCode.ok;
    terminal.err(
      `pe: ${input} ended early or is damaged; ${output} holds what was readable and is marked incomplete.\n`,
    );
    return ExitCode.incomplete;
  },
};

/** What a run did, in a few lines. */
export function reportText(report: ProcessReport): string {
  const { output, events, telescopeEvents, parametrisedImages, duration } = report;
  const rate = duration > 0 ? events / duration : 0;
  const lines: [string, string][] = [
    ['array events', String(events)],
    ['telescope events', String(telescopeEvents)],
    ['images with parameters', String(parametrisedImages)],
    ...Object.entries(report.validReconstructions).map(([name, count]): [string, string] => [
      `valid ${name}`,
      String(count),
    ]),
    ...Object.entries(report.droppedEvents)
      .filter(([, count]) => count > 0)
      .map(([reason, count]): [string, string] => [`left out: ${reason}`, String(count)]),
    [
      'time',
      `${duration < 60 ? `${duration.toFixed(2)} s` : durationText(duration)} (${rate.toFixed(0)} events/s)`,
    ],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return `Wrote ${output}${report.isComplete ? '' : ' (incomplete)'}\n${lines
    .map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`)
    .join('')}`;
}
