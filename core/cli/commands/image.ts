import { setThreads } from '../../native/threads.ts';
import { cameraPictureSvg, PICTURE_WIDTH } from '../../pictures/camera-picture.ts';
import { picturePng } from '../../pictures/picture-png.ts';
import { eventImage } from '../../processing/event-image.ts';
import type { Command } from '../command.ts';
import { eventPicture } from '../event-picture.ts';
import { configurationOption } from '../configurations/configuration-option.ts';
import { ExitCode } from '../exit-code.ts';
import { choiceOption, switchOption, textOption, wholeNumberOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { writeWholeFile } from '../../foundation/write-whole-file.ts';

/** `pe image`: a picture of one camera in one event. */
export const imageCommand: Command = {
  name: 'image',
  summary: 'Draw the camera image of one telescope in one event.',
  usage: ['INPUT --event ID --telescope ID -o OUT.svg|OUT.png [options]'],
  description:
    'Runs the pipeline on one telescope event and draws the image with the outline of the pixels that survived cleaning and the Hillas ellipse. The ending of the output decides between SVG and PNG.',
  options: {
    event: { type: 'string', short: 'e', value: 'ID', help: 'Array event (event_id; required).' },
    telescope: { type: 'string', short: 't', value: 'ID', help: 'Telescope (tel_id; required).' },
    output: { type: 'string', short: 'o', value: 'FILE', help: 'Picture to write (required).' },
    run: { type: 'string', value: 'ID', help: 'Run (obs_id), where a file holds several.' },
    config: {
      type: 'string',
      short: 'c',
      value: 'NAME|FILE',
      help: 'Configuration. Default: default.',
    },
    quantity: { type: 'string', value: 'NAME', help: 'charge or peak_time. Default: charge.' },
    scale: { type: 'string', value: 'KIND', help: 'linear, sqrt or log. Default: linear.' },
    theme: { type: 'string', value: 'NAME', help: 'dark or light. Default: dark.' },
    width: {
      type: 'string',
      value: 'PIXELS',
      help: `Width of a PNG. Default: ${2 * PICTURE_WIDTH}.`,
    },
    'focal-length-choice': {
      type: 'string',
      value: 'KIND',
      help: 'EFFECTIVE or EQUIVALENT, whatever the configuration says.',
    },
    threads: { type: 'string', value: 'N', help: 'Number of threads. Default: all cores.' },
    overwrite: { type: 'boolean', help: 'Replace an existing file.' },
  },
  examples: [
    ['pe image gamma.simtel.zst --event 100 --telescope 1 -o event.png', 'a PNG on dark ground'],
    [
      'pe image gamma.simtel.zst -e 100 -t 5 -o event.svg --theme light --scale sqrt',
      'an SVG for a paper, faint pixels lifted',
    ],
  ],
  run: async ({ positionals, options }, { terminal }) => {
    const [input, ...others] = positionals;
    if (positionals.length === 0) throw usageError('Name the file to read', 'image');
    if (others.length > 0) throw usageError('Name one file only', 'image');
    const eventId = wholeNumberOption(options, 'event', -(2 ** 53), 'image');
    const telId = wholeNumberOption(options, 'telescope', 0, 'image');
    const output = textOption(options, 'output');
    if (eventId === undefined) throw usageError('Say which event with --event', 'image');
    if (telId === undefined) throw usageError('Say which telescope with --telescope', 'image');
    if (output === undefined) throw usageError('Name the picture to write with -o', 'image');
    const kind = /\.(svg|png)$/i.exec(output)?.[1]?.toLowerCase();
    if (kind === undefined) throw usageError(`${output} must end in .svg or .png`, 'image');
    const obsId = wholeNumberOption(options, 'run', 0, 'image');
    const config = configurationOption(options);
    const width = wholeNumberOption(options, 'width', 100, 'image') ?? 2 * PICTURE_WIDTH;
    if (width > 10_000) throw usageError('--width must be at most 10000', 'image');
    const threads = wholeNumberOption(options, 'threads', 1, 'image');
    const quantity = choiceOption(options, 'quantity', ['charge', 'peak_time'], 'image');
    const scale = choiceOption(options, 'scale', ['linear', 'sqrt', 'log'], 'image');
    const theme = choiceOption(options, 'theme', ['dark', 'light'], 'image');
    const focalLengthChoice = choiceOption(
      options,
      'focal-length-choice',
      ['EFFECTIVE', 'EQUIVALENT'],
      'image',
    );
    if (threads !== undefined) setThreads(threads);
    const event = await eventImage({
      input,
      eventId,
      telId,
      ...(obsId === undefined ? {} : { obsId }),
      ...(config === undefined ? {} : { config }),
      ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
    });
    const svg = cameraPictureSvg(eventPicture(event, { quantity, scale, theme }));
    const content = kind === 'svg' ? svg : picturePng(svg, width);
    await writeWholeFile(output, content, switchOption(options, 'overwrite') ?? false);
    if (switchOption(options, 'json')) {
      const { obsId: run, telescopeType, parameters } = event;
      const result = { output, obsId: run, eventId, telId, telescopeType, parameters };
      await terminal.out(`${JSON.stringify(result, null, 2)}\n`);
    } else if (!switchOption(options, 'quiet')) {
      await terminal.out(`Wrote ${output}\n`);
    }
    return ExitCode.ok;
  },
};
