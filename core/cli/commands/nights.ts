import type { NightSummary } from '../../contract/records/run.ts';
import type { Command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { switchOption } from '../option-values.ts';
import { usageError } from '../parse-command-line.ts';
import { readPages } from '../read-pages.ts';
import { runFilter, runFilterOptions } from '../run-filter-options.ts';
import { levelsText } from '../run-text.ts';
import { textTable } from '../text-table.ts';
import { withEngine } from '../with-engine.ts';

/** `pe nights`: the nights of the catalogue. */
export const nightsCommand: Command = {
  name: 'nights',
  summary: 'List the nights of the catalogue with their runs summed up.',
  usage: ['[filters] [--json]'],
  description:
    'A night lasts from noon to noon in the local mean solar time of the site and has the date of its evening. Hours are those of data; simulations, whose time is that of the computer that made them (nights of UTC), are counted on their own.',
  options: runFilterOptions,
  examples: [
    ['pe nights', 'all nights, the latest first'],
    ['pe nights --source crab --from 2013-10-01 --to 2013-11-30', 'nights with a source'],
  ],
  run: async ({ positionals, options }, context) => {
    if (positionals.length > 0) throw usageError('Nights are chosen by options', 'nights');
    const filter = runFilter(options, 'nights');
    return withEngine(context, async (client) => {
      const { rows } = await readPages(Infinity, (page) =>
        client.request('nights.list', { filter, ...page }, { signal: context.signal }),
      );
      const json = switchOption(options, 'json') ?? false;
      await context.terminal.out(json ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
      return ExitCode.ok;
    });
  },
};

function table(nights: readonly NightSummary[]): string {
  if (nights.length === 0)
    return 'No nights match. "pe scan DIR" brings runs into the catalogue.\n';
  return textTable(
    [
      { title: 'Night' },
      { title: 'Site' },
      { title: 'Runs', align: 'right' },
      { title: 'Simulated', align: 'right' },
      { title: 'Hours', align: 'right' },
      { title: 'Events', align: 'right' },
      { title: 'Flagged', align: 'right' },
      { title: 'Instruments' },
      { title: 'Sources' },
      { title: 'Levels' },
    ],
    nights.map((night) => [
      night.night ?? 'no date',
      night.site ?? '–',
      String(night.nRuns),
      night.nSimulatedRuns === 0 ? '–' : String(night.nSimulatedRuns),
      night.nRuns === night.nSimulatedRuns ? '–' : night.hours.toFixed(2),
      String(night.nEvents),
      night.nFlagged === 0 ? '–' : String(night.nFlagged),
      shortList(night.instruments),
      shortList(night.targets),
      levelsText(night.dataLevels),
    ]),
  );
}

/** The first names of a list; the rest is counted. */
function shortList(names: readonly string[]): string {
  if (names.length === 0) return '–';
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
