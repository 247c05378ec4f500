import { simulationRunColumns } from '../datamodel/simulation-run-columns.ts';
import type { RunSheet } from '../contract/records/run.ts';
import { fixed, levelsText, telescopesText, timeText, wobbleText } from './run-text.ts';
import { textTable } from './text-table.ts';

/** Everything that is known of a run, for people. */
export function runSheetText(run: RunSheet): string {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Key', run.key],
    ['Instrument', run.instrument],
    ['Site', run.site],
    ['Night', run.night],
    ['Kind', run.isSimulation ? 'simulation' : 'data'],
    [run.isSimulation ? 'Particle' : 'Source', run.isSimulation ? run.primary : run.target],
    ['Source position', direction(run.targetRaDeg, run.targetDecDeg, 'RA', 'Dec')],
    ['Pointing', direction(run.pointingRaDeg, run.pointingDecDeg, 'RA', 'Dec')],
    ['Pointing', direction(run.pointingAzDeg, run.pointingAltDeg, 'az', 'alt')],
    ['Zenith distance', run.zenithDeg === null ? null : `${fixed(run.zenithDeg, 2)}°`],
    ['Wobble', run.wobbleOffsetDeg === null ? null : wobbleText(run)],
    [run.isSimulation ? 'Made from' : 'Start', run.start === null ? null : utc(run.start)],
    [run.isSimulation ? 'to' : 'Stop', run.stop === null ? null : utc(run.stop)],
    ['Duration', run.durationS === null ? null : `${fixed(run.durationS, 1)} s`],
    ['Telescopes', run.telescopes.length === 0 ? null : telescopesText(run.telescopes)],
    ['Events', run.nEvents === null ? null : String(run.nEvents)],
    ['Rate', run.rateHz === null ? null : `${fixed(run.rateHz, 3)} Hz`],
    ['Levels present', levelsText(run.dataLevels)],
    ['Flags', run.flags.length === 0 ? null : run.flags.join(', ')],
  ];
  const lines = facts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `  ${name.padEnd(16)} ${value ?? ''}`);
  return [
    `Run ${String(run.obsId)} of ${run.instrument} (id ${String(run.id)})`,
    ...lines,
    ...section('Products', productsTable(run)),
    ...section('Events by type', eventTable(run)),
    ...section('Events by telescope', telescopeTable(run)),
    ...section('Quality', qualityTable(run)),
    ...section('Simulation', simulationTable(run)),
    ...section(
      'Notes',
      run.notes
        .map(({ id, time, text }) => `  ${String(id)}  ${timeText(time)}  ${text}\n`)
        .join(''),
    ),
    '',
  ].join('\n');
}

function section(title: string, text: string): string[] {
  return text === '' ? [] : ['', title, text.trimEnd()];
}

function utc(time: string): string {
  return `${timeText(time)} UTC`;
}

function direction(
  lon: number | null,
  lat: number | null,
  lonName: string,
  latName: string,
): string | null {
  const parts = [
    lon === null ? [] : [`${lonName} ${lon.toFixed(4)}°`],
    lat === null ? [] : [`${latName} ${lat.toFixed(4)}°`],
  ].flat();
  return parts.length === 0 ? null : parts.join(', ');
}

function productsTable({ products }: RunSheet): string {
  if (products.length === 0) return '';
  return textTable(
    [
      { title: 'Levels' },
      { title: 'Format' },
      { title: 'Events', align: 'right' },
      { title: 'State' },
      { title: 'File' },
    ],
    products.map(({ dataLevels, format, nEvents, presence, isComplete, path }) => [
      levelsText(dataLevels),
      format,
      nEvents === null ? '–' : String(nEvents),
      presence === 'missing' ? 'missing' : isComplete === false ? 'incomplete' : 'present',
      path,
    ]),
    '  ',
  );
}

function eventTable({ eventCounts }: RunSheet): string {
  const rows = Object.entries(eventCounts).map(([type, count]) => [type, String(count)]);
  if (rows.length === 0) return '';
  return textTable([{ title: 'Type' }, { title: 'Events', align: 'right' }], rows, '  ');
}

function telescopeTable({ telescopeCounts, telescopes }: RunSheet): string {
  if (telescopeCounts.length === 0) return '';
  const types = new Map(telescopes.map(({ telId, name, type }) => [telId, name ?? type ?? '']));
  return textTable(
    [
      { title: 'Telescope', align: 'right' },
      { title: 'Type' },
      { title: 'Events', align: 'right' },
    ],
    telescopeCounts.map(({ telId, nEvents }) => [
      String(telId),
      types.get(telId) ?? '',
      String(nEvents),
    ]),
    '  ',
  );
}

function qualityTable({ quality }: RunSheet): string {
  if (quality.length === 0) return '';
  return textTable(
    [
      { title: 'Figure' },
      { title: 'Telescope', align: 'right' },
      { title: 'Value', align: 'right' },
      { title: 'Unit' },
    ],
    quality.map(({ name, telId, value, unit }) => [
      name,
      telId === null ? 'all' : String(telId),
      String(Number(value.toPrecision(6))),
      unit,
    ]),
    '  ',
  );
}

function simulationTable({ simulation }: RunSheet): string {
  if (simulation === null) return '';
  return textTable(
    [{ title: 'Setting' }, { title: 'Value', align: 'right' }, { title: 'Unit' }],
    Object.entries(simulation).map(([name, value]) => [
      name,
      typeof value === 'number' ? numberText(value) : String(value),
      unitOf(name),
    ]),
    '  ',
  );
}

/** Whole numbers as they are, others with the digits that single precision has. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
}

/** Unit of a setting, as the data model has it. */
function unitOf(setting: string): string {
  const column = simulationRunColumns.find(({ name }) => name === setting);
  return column !== undefined && 'unit' in column ? column.unit : '';
}
