import { knownSite, knownSiteAt } from '../../instrument/known-sites.ts';
import type { RunFacts, SiteFacts, TelescopeFacts } from '../../sources/recognition/file-facts.ts';
import { observingNight } from './observing-night.ts';
import { positionAngle, separation } from './sky-distance.ts';

/** What one file tells of a run. */
export interface RunSource {
  readonly run: RunFacts;
  readonly dataLevels: readonly string[];
  readonly instrument: string | undefined;
  readonly isSimulation: boolean;
  readonly site: SiteFacts | undefined;
  readonly telescopes: readonly TelescopeFacts[];
  /** Identity of the file's content: decides between files that are alike otherwise. */
  readonly contentHash: string;
}

/** A run with what all its files tell. */
export interface MergedRun {
  readonly instrument: string;
  readonly site: (SiteFacts & { readonly name: string }) | undefined;
  readonly night: string | undefined;
  readonly isSimulation: boolean;
  readonly durationS: number | undefined;
  readonly zenithDeg: number | undefined;
  readonly wobbleOffsetDeg: number | undefined;
  readonly wobbleAngleDeg: number | undefined;
  readonly rateHz: number | undefined;
  readonly telescopes: readonly { telId: number; name?: string; type?: string }[];
  /** Field by field, what the first of the sources that has it tells. */
  readonly run: RunFacts;
}

/** Levels from the telescope on; what is nearer to it goes first. */
const levelOrder = ['R0', 'R1', 'DL0', 'DL1', 'DL2', 'DL3'];

/**
 * Puts together what several files tell of one run. Field by field the first file that knows it is
 * believed, in this order: data levels near to the telescope first (their counts are those before any
 * cut), among those the file that tells most, then the one with more events; then by content, so that
 * the result never depends on names or on the order of scanning.
 *
 * The telescopes' names and types may come from another file than their list. Pointing, target and
 * times are each taken from one file as a whole.
 *
 * @param sources at least one
 */
export function mergeRunFacts(sources: readonly RunSource[]): MergedRun {
  const order = sources.toSorted(
    (a, b) =>
      levelRank(a) - levelRank(b) ||
      numberOfFacts(b.run) - numberOfFacts(a.run) ||
      (b.run.nEvents ?? 0) - (a.run.nEvents ?? 0) ||
      (a.contentHash < b.contentHash ? -1 : 1),
  );
  const run = mergedFacts(order.map((source) => source.run));
  const instrument = first(order, (source) => source.instrument) ?? 'unknown';
  const isSimulation = order.some((source) => source.isSimulation);
  const site = siteOf(order, instrument, run.startUtcMs);
  const durationS =
    run.durationS ?? positive((run.stopUtcMs ?? NaN) - (run.startUtcMs ?? NaN), 1e3);
  const wobble = wobbleOf(run);
  return {
    instrument,
    site,
    // The clock of a simulation is that of a computer, which knows no longitude.
    night:
      run.startUtcMs === undefined
        ? undefined
        : observingNight(run.startUtcMs, isSimulation ? 0 : site?.longitudeDeg),
    isSimulation,
    durationS,
    zenithDeg: run.pointingAltDeg === undefined ? undefined : 90 - run.pointingAltDeg,
    ...wobble,
    // Nor does any rate come from that clock.
    rateHz:
      isSimulation || run.nEvents === undefined || durationS === undefined
        ? undefined
        : positive(run.nEvents, durationS),
    telescopes: telescopesOf(order, run.telIds),
    run,
  };
}

function levelRank({ dataLevels }: RunSource): number {
  const ranks = dataLevels
    .map((level) => levelOrder.findIndex((known) => level.startsWith(known)))
    .filter((rank) => rank >= 0);
  return ranks.length === 0 ? levelOrder.length : Math.min(...ranks);
}

function numberOfFacts(run: RunFacts): number {
  return Object.values(run).filter((value) => value !== undefined).length;
}

function first<T, R>(items: readonly T[], get: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const value = get(item);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Fields that are taken from one file together, because they are of no use apart. */
const groups: readonly (readonly (keyof RunFacts)[])[] = [
  ['startUtcMs', 'stopUtcMs'],
  ['durationS'],
  ['target'],
  ['targetRaDeg', 'targetDecDeg'],
  ['pointingRaDeg', 'pointingDecDeg'],
  ['pointingAltDeg', 'pointingAzDeg'],
  ['wobbleOffsetDeg', 'wobbleAngleDeg'],
  ['livetimeS'],
  ['telIds'],
  ['nEvents', 'eventCounts'],
  ['telescopeCounts'],
  ['primary'],
  ['simulation'],
];

function mergedFacts(order: readonly RunFacts[]): RunFacts {
  const merged: Partial<Record<keyof RunFacts, unknown>> = { obsId: order[0].obsId };
  for (const group of groups) {
    const source = order.find((run) => group.some((name) => run[name] !== undefined));
    if (source === undefined) continue;
    for (const name of group) if (source[name] !== undefined) merged[name] = source[name];
  }
  const quality = new Map<string, NonNullable<RunFacts['quality']>[number]>();
  for (const figure of order.flatMap((run) => run.quality ?? [])) {
    const key = `${figure.name}\n${String(figure.telId ?? -1)}`;
    if (!quality.has(key)) quality.set(key, figure);
  }
  if (quality.size > 0) merged.quality = [...quality.values()];
  // A clock that ran backwards tells the beginning at best.
  if (Number(merged.stopUtcMs) < Number(merged.startUtcMs)) delete merged.stopUtcMs;
  return merged as RunFacts;
}

/**
 * The known site at the place that a file tells, else that of the instrument: files give a site different
 * names and slightly different places, but its nights are one.
 */
function siteOf(
  order: readonly RunSource[],
  instrument: string,
  startUtcMs: number | undefined,
): (SiteFacts & { readonly name: string }) | undefined {
  const told = first(order, ({ site }) => site);
  const known = knownSite(instrument, startUtcMs);
  if (told === undefined) return known;
  const near = knownSiteAt(told.longitudeDeg, told.latitudeDeg);
  if (near !== undefined) return near;
  return { ...told, name: told.name ?? known?.name ?? instrument };
}

function telescopesOf(
  order: readonly RunSource[],
  telIds: readonly number[] | undefined,
): MergedRun['telescopes'] {
  const known = new Map<number, { telId: number; name?: string; type?: string }>();
  for (const { telId, name, type } of order.flatMap(({ telescopes }) => telescopes)) {
    const before = known.get(telId);
    known.set(telId, {
      telId,
      ...(name === undefined ? {} : { name }),
      ...(type === undefined ? {} : { type }),
      ...before,
    });
  }
  const ids =
    telIds ??
    order.find(({ telescopes }) => telescopes.length > 0)?.telescopes.map(({ telId }) => telId) ??
    [];
  return [...new Set(ids)].sort((a, b) => a - b).map((telId) => known.get(telId) ?? { telId });
}

/** Stated values go first; else they follow from the directions of the pointing and of the source. */
function wobbleOf(run: RunFacts) {
  const { targetRaDeg, targetDecDeg, pointingRaDeg, pointingDecDeg } = run;
  if (
    run.wobbleOffsetDeg !== undefined ||
    targetRaDeg === undefined ||
    targetDecDeg === undefined ||
    pointingRaDeg === undefined ||
    pointingDecDeg === undefined
  ) {
    return { wobbleOffsetDeg: run.wobbleOffsetDeg, wobbleAngleDeg: run.wobbleAngleDeg };
  }
  const target = { lonDeg: targetRaDeg, latDeg: targetDecDeg };
  const pointing = { lonDeg: pointingRaDeg, latDeg: pointingDecDeg };
  const wobbleOffsetDeg = separation(target, pointing);
  return {
    wobbleOffsetDeg,
    // On the source itself there is no direction, only rounding.
    wobbleAngleDeg: wobbleOffsetDeg < 1e-3 ? undefined : positionAngle(target, pointing),
  };
}

/** A quotient, or undefined when it is not a positive number. */
function positive(value: number, divisor: number): number | undefined {
  const quotient = value / divisor;
  return quotient > 0 && Number.isFinite(quotient) ? quotient : undefined;
}
