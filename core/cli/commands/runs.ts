import type { RunRecord } from '../../contract/records/run.ts';
import { runSortSchema } from '../../contract/requests/catalogue-requests.ts';
import type { Command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { choiceOption, switchOption, wholeNumberOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { readPages } from '../read-pages.ts';
import { runFilter, runFilterOptions } from '../run-filter-options.ts';
import { fixed, levelsText, rangesText, sourceText, timeText, wobbleText } from '../run-text.ts';
import { textTable } from '../text-table.ts';
import { withEngine } from '../with-engine.ts';

/** Rows that are shown unless others are asked for. */
const DEFAULT_LIMIT = 200;

/** `pe runs`: the runs of the catalogue. */
export const runsCommand: Command = {
  name: 'runs',
  summary: 'List the runs of the catalogue, filtered and sorted.',
  usage: ['[filters] [--sort COLUMN [--descending]] [--limit N] [--json]'],
  description:
    'Lists the runs that were found in the folders of the catalogue ("pe scan"). What several files tell of a run is put together; levels are those of files that are present. Times are UTC; those of simulations are of the computer that made them. "pe run ID" tells everything that is known of one.',
  options: {
    ...runFilterOptions,
    'obs-id': { type: 'string', value: 'N', help: 'Number of the run.' },
    sort: {
      type: 'string',
      value: 'COLUMN',
      help: `One of ${runSortSchema.options.join(', ')}. Default: start.`,
    },
    descending: { type: 'boolean', help: 'Largest or latest first.' },
    limit: {
      type: 'string',
      value: 'N',
      help: `Largest number of rows. Default: ${String(DEFAULT_LIMIT)}; with --json all.`,
    },
  },
  examples: [
    ['pe runs --source crab --max-zenith 30', 'Crab runs near the zenith'],
    ['pe runs --night 2013-10-03 --level DL3', 'what can be analysed of a night'],
    ['pe runs --no-simulation --sort nEvents --descending', 'data with the most events first'],
  ],
  run: async ({ positionals, options }, context) => {
    if (positionals.length > 0) throw usageError('Runs are chosen by options', 'runs');
    const json = switchOption(options, 'json') ?? false;
    const obsId = wholeNumberOption(options, 'obs-id', Number.MIN_SAFE_INTEGER, 'runs');
    const limit =
      wholeNumberOption(options, 'limit', 1, 'runs') ?? (json ? Infinity : DEFAULT_LIMIT);
    const ask = {
      filter: { ...runFilter(options, 'runs'), ...(obsId === undefined ? {} : { obsId }) },
      sort: choiceOption(options, 'sort', runSortSchema.options, 'runs') ?? 'start',
      descending: switchOption(options, 'descending') ?? false,
    };
    return withEngine(context, async (client) => {
      const { total, rows } = await readPages(limit, (page) =>
        client.request('runs.list', { ...ask, ...page }, { signal: context.signal }),
      );
      await context.terminal.out(json ? `${JSON.stringify(rows, null, 2)}\n` : table(rows, total));
      return ExitCode.ok;
    });
  },
};

function table(rows: readonly RunRecord[], total: number): string {
  if (total === 0) return 'No runs match. "pe scan DIR" brings runs into the catalogue.\n';
  const text = textTable(
    [
      { title: 'ID', align: 'right' },
      { title: 'Night' },
      { title: 'Run', align: 'right' },
      { title: 'Instrument' },
      { title: 'Telescopes' },
      { title: 'Source' },
      { title: 'Wobble' },
      { title: 'Start (UTC)' },
      { title: 'Minutes', align: 'right' },
      { title: 'Zenith [°]', align: 'right' },
      { title: 'Events', align: 'right' },
      { title: 'Rate [Hz]', align: 'right' },
      { title: 'Levels' },
      { title: 'Flags' },
    ],
    rows.map((run) => [
      String(run.id),
      run.night ?? '–',
      String(run.obsId),
      run.instrument,
      run.telescopes.length === 0 ? '–' : rangesText(run.telescopes.map(({ telId }) => telId)),
      sourceText(run),
      wobbleText(run),
      timeText(run.start),
      run.durationS === null ? '–' : (run.durationS / 60).toFixed(1),
      fixed(run.zenithDeg, 1),
      run.nEvents === null ? '–' : String(run.nEvents),
      fixed(run.rateHz, 2),
      levelsText(run.dataLevels),
      flagsText(run),
    ]),
  );
  const shown = rows.length < total ? `${String(rows.length)} of ` : '';
  return `${text}${shown}${String(total)} ${total === 1 ? 'run' : 'runs'}\n`;
}

/** `bad, clouds (2 notes)`. */
function flagsText({ flags, nNotes }: RunRecord): string {
  const notes = nNotes === 0 ? '' : `(${String(nNotes)} ${nNotes === 1 ? 'note' : 'notes'})`;
  return [flags.join(', '), notes].filter((part) => part !== '').join(' ');
}
