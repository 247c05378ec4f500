import type { Table } from '../foundation/table.ts';
import type { EventSource, SourceWarning } from '../sources/event-source.ts';
import type { EventCounts } from './count-events.ts';
import { textTable } from './text-table.ts';

/** Telescopes of one type. */
interface TelescopeGroup {
  readonly type: string;
  readonly telIds: readonly number[];
  readonly camera: string;
  readonly nPixels: number;
  readonly nChannels: number;
  readonly nSamples: number;
  /** [GHz] */
  readonly samplingRate: number;
  /** [m] */
  readonly equivalentFocalLength: number;
  /** [m], null where the file has none. */
  readonly effectiveFocalLength: number | null;
  /** [m²] */
  readonly mirrorArea: number;
  /** Telescope events, where they were counted. */
  readonly telescopeEvents?: number;
}

/** What `pe info` tells of a file; the JSON form is this object. */
export interface SourceSummary {
  readonly path: string;
  readonly format: string;
  readonly isSimulation: boolean;
  readonly isComplete: boolean;
  readonly dataLevels: readonly string[];
  readonly obsIds: readonly number[];
  readonly subarray: {
    readonly name: string;
    /** [deg], [deg], [m] */
    readonly referenceLocation: { longitude: number; latitude: number; height: number };
    readonly telescopes: readonly {
      telId: number;
      type: string;
      /** Ground frame [m]. */
      position: readonly number[];
    }[];
    readonly types: readonly TelescopeGroup[];
  };
  readonly simulationRuns: readonly Readonly<Record<string, unknown>>[];
  readonly hasShowerDistribution: boolean;
  readonly hasAtmosphereProfile: boolean;
  readonly counts?: {
    readonly arrayEvents: number;
    readonly telescopeEvents: number;
    readonly byEventType: Readonly<Record<string, number>>;
    readonly largestMultiplicity: number;
    /** [TeV] */
    readonly trueEnergy?: readonly [number, number];
  };
  readonly metadata: Readonly<Record<string, string>>;
  readonly warnings: readonly SourceWarning[];
}

/**
 * Collects what a source tells.
 *
 * @param counts of all events, when the source has been read to its end
 */
export function sourceSummary(source: EventSource, counts?: EventCounts): SourceSummary {
  const { subarray } = source;
  const { byTelescope, ...plainCounts } = counts ?? {};
  const groups = Map.groupBy(subarray.telescopes, ({ type }) => type);
  return {
    path: source.path,
    format: source.format,
    isSimulation: source.isSimulation,
    isComplete: source.isComplete(),
    dataLevels: source.dataLevels,
    obsIds: source.obsIds,
    subarray: {
      name: subarray.name,
      referenceLocation: subarray.referenceLocation,
      telescopes: subarray.telescopes.map(({ telId, type, position }) => ({
        telId,
        type,
        position,
      })),
      types: [...groups].map(([type, telescopes]) => {
        const [first] = telescopes;
        const { name, geometry, readout } = subarray.cameras[first.camera];
        const optics = subarray.optics[first.optic];
        const effective = optics.effectiveFocalLength;
        const telIds = telescopes.map(({ telId }) => telId);
        return {
          type,
          telIds,
          camera: name,
          nPixels: geometry.nPixels,
          nChannels: readout.nChannels,
          nSamples: readout.nSamples,
          samplingRate: readout.samplingRate,
          equivalentFocalLength: optics.equivalentFocalLength,
          effectiveFocalLength: Number.isFinite(effective) ? effective : null,
          mirrorArea: optics.mirrorArea,
          ...(byTelescope === undefined
            ? {}
            : {
                telescopeEvents: telIds.reduce((sum, id) => sum + (byTelescope.get(id) ?? 0), 0),
              }),
        };
      }),
    },
    simulationRuns: tableRows(source.simulationRuns()),
    hasShowerDistribution: source.showerDistribution() !== undefined,
    hasAtmosphereProfile: source.atmosphereProfile() !== undefined,
    ...(counts === undefined ? {} : { counts: plainCounts as SourceSummary['counts'] & object }),
    metadata: source.metadata,
    warnings: source.warnings(),
  };
}

/** Rows of a table as objects; columns with several values a row are left out. */
function tableRows(table: Table): Readonly<Record<string, unknown>>[] {
  return Array.from({ length: table.nRows }, (_, row) =>
    Object.fromEntries(
      table.columns.flatMap((column): [string, string | number][] => {
        if ('text' in column) return [[column.meta.name, column.text[row]]];
        if (column.data.length !== table.nRows) return [];
        const value = column.data[row];
        return [[column.meta.name, typeof value === 'bigint' ? Number(value) : value]];
      }),
    ),
  );
}

/** Numbers as `1-4, 7`. */
export function numberRanges(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length;) {
    let j = i;
    while (j + 1 < sorted.length && sorted[j + 1] === sorted[j] + 1) j++;
    parts.push(j > i ? `${sorted[i]}-${sorted[j]}` : String(sorted[i]));
    i = j + 1;
  }
  return parts.join(', ');
}

/** The summary for a person. */
export function summaryText(summary: SourceSummary): string {
  const { subarray, counts } = summary;
  const { longitude, latitude, height } = subarray.referenceLocation;
  const facts: [string, string][] = [
    ['format', `${summary.format}${summary.isSimulation ? ' (simulation)' : ''}`],
    ['levels', summary.dataLevels.join(', ')],
    [summary.obsIds.length > 1 ? 'runs' : 'run', numberRanges(summary.obsIds)],
    [
      'array',
      [
        subarray.name === '' ? 'without a name' : subarray.name,
        counted(subarray.telescopes.length, 'telescope'),
        // Files without a site carry zeros.
        ...(longitude === 0 && latitude === 0
          ? []
          : [`longitude ${longitude.toFixed(4)}°`, `latitude ${latitude.toFixed(4)}°`]),
        `${height.toFixed(0)} m above sea level`,
      ].join(', '),
    ],
    ...simulationFacts(summary),
  ];
  if (counts !== undefined) {
    const types = Object.entries(counts.byEventType).map(([name, n]) => `${n} ${name}`);
    facts.push([
      'events',
      [
        counted(counts.arrayEvents, 'array event') +
          (types.length > 0 ? ` (${types.join(', ')})` : ''),
        counted(counts.telescopeEvents, 'telescope event'),
        `largest multiplicity ${counts.largestMultiplicity}`,
      ].join(', '),
    ]);
    if (counts.trueEnergy !== undefined && counts.arrayEvents > 0) {
      const [low, high] = counts.trueEnergy.map(rounded);
      facts.push(['true energy', low === high ? `${low} TeV` : `${low} to ${high} TeV`]);
    }
  }
  if (!summary.isComplete) facts.push(['complete', 'no: the file ended early or is damaged']);
  const width = Math.max(...facts.map(([name]) => name.length));
  const table = textTable(
    [
      { title: 'telescope type' },
      { title: 'tel_id' },
      { title: 'n', align: 'right' },
      { title: 'pixels', align: 'right' },
      { title: 'gains', align: 'right' },
      { title: 'samples', align: 'right' },
      { title: 'rate [GHz]', align: 'right' },
      { title: 'f eff. [m]', align: 'right' },
      { title: 'f equiv. [m]', align: 'right' },
      { title: 'mirror [m²]', align: 'right' },
      ...(counts === undefined ? [] : [{ title: 'events', align: 'right' as const }]),
    ],
    subarray.types.map((group) => [
      group.type,
      shortened(numberRanges(group.telIds), 28),
      String(group.telIds.length),
      String(group.nPixels),
      String(group.nChannels),
      String(group.nSamples),
      group.samplingRate.toFixed(3),
      group.effectiveFocalLength?.toFixed(3) ?? 'none',
      group.equivalentFocalLength.toFixed(3),
      group.mirrorArea.toFixed(1),
      ...(counts === undefined ? [] : [String(group.telescopeEvents ?? 0)]),
    ]),
    '  ',
  );
  const warnings = summary.warnings.map(
    ({ message, count }) => `  warning: ${message}${count > 1 ? ` (${count} times)` : ''}\n`,
  );
  return [
    `${summary.path}\n`,
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`),
    '\n',
    table,
    ...warnings,
  ].join('');
}

/** What the first simulated run says of itself; further runs are alike as a rule. */
function simulationFacts({ simulationRuns }: SourceSummary): [string, string][] {
  const run = simulationRuns.at(0);
  if (run === undefined) return [];
  const number = (name: string) => {
    const value = run[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const parts: string[] = [];
  const showers = number('n_showers');
  const reuse = number('shower_reuse');
  if (showers !== undefined && reuse !== undefined)
    parts.push(`${counted(showers, 'shower')} used ${reuse === 1 ? 'once' : `${reuse} times`}`);
  const low = number('energy_range_min');
  const high = number('energy_range_max');
  if (low !== undefined && high !== undefined)
    parts.push(`${rounded(low)} to ${rounded(high)} TeV`);
  const index = number('spectral_index');
  if (index !== undefined) parts.push(`spectral index ${rounded(index)}`);
  const cone = number('max_viewcone_radius');
  if (cone !== undefined) parts.push(cone > 0 ? `view cone ${rounded(cone)}°` : 'point source');
  return parts.length > 0 ? [['simulated', parts.join(', ')]] : [];
}

/** `1 event`, `2 events`. */
function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** Four significant digits: files hold many of these values as float32. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
