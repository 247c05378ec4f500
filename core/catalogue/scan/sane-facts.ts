import type { FileFacts, RunFacts } from '../../sources/recognition/file-facts.ts';

/** Longest text that is kept of what a file says [characters]. */
const MAX_TEXT = 500;
/** Most runs, telescopes, counts or figures that are kept of one file. */
const MAX_ENTRIES = 20_000;
/** Years that a date of four digits can name [ms since 1970]. */
const FIRST_MS = Date.parse('0002-01-01');
const LAST_MS = Date.parse('9998-12-31');

/** Documents that are kept as they are. */
const documents: ReadonlySet<string> = new Set(['activityRecord', 'configurationDocument']);

/**
 * The facts of a file without what no catalogue can hold: values that are no numbers, times out of
 * reach, texts without end. Files are not to be trusted, and a strange header must not stop a scan.
 */
export function saneFacts(facts: FileFacts): FileFacts {
  const { site, telescopes, runs, dataLevels } = facts;
  const isSite =
    site !== undefined && Math.abs(site.longitudeDeg) <= 360 && Math.abs(site.latitudeDeg) <= 90;
  return {
    ...sane(facts),
    dataLevels: dataLevels.map(shortText),
    ...(isSite ? { site: sane(site) } : {}),
    ...(telescopes === undefined
      ? {}
      : {
          telescopes: telescopes
            .filter(({ telId }) => Number.isSafeInteger(telId))
            .slice(0, MAX_ENTRIES)
            .map((telescope) => ({
              ...sane(telescope),
              ...(telescope.positionM?.every(Number.isFinite) === true
                ? { positionM: telescope.positionM }
                : {}),
            })),
        }),
    runs: runs
      .filter(({ obsId }) => Number.isSafeInteger(obsId))
      .slice(0, MAX_ENTRIES)
      .map(saneRun),
  };
}

function saneRun(run: RunFacts): RunFacts {
  const { startUtcMs, stopUtcMs, nEvents, telIds, eventCounts, telescopeCounts } = run;
  const { simulation, quality } = run;
  const unusable = [
    isTime(startUtcMs) ? [] : ['startUtcMs'],
    isTime(stopUtcMs) ? [] : ['stopUtcMs'],
    nEvents === undefined || isCount(nEvents) ? [] : ['nEvents'],
  ].flat();
  const kept = Object.entries(sane(run)).filter(([name]) => !unusable.includes(name));
  return {
    ...(Object.fromEntries(kept) as unknown as RunFacts),
    ...(telIds === undefined
      ? {}
      : { telIds: telIds.filter(Number.isSafeInteger).slice(0, MAX_ENTRIES) }),
    ...(eventCounts === undefined ? {} : { eventCounts: saneCounts(eventCounts) }),
    ...(telescopeCounts === undefined ? {} : { telescopeCounts: saneCounts(telescopeCounts) }),
    ...(simulation === undefined ? {} : { simulation: sane(simulation) }),
    ...(quality === undefined
      ? {}
      : { quality: quality.filter(({ value }) => Number.isFinite(value)).slice(0, MAX_ENTRIES) }),
  };
}

function isTime(value: number | undefined): boolean {
  return value === undefined || (value >= FIRST_MS && value <= LAST_MS);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function saneCounts(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => isCount(count))
      .slice(0, MAX_ENTRIES),
  );
}

/** The plain values of a record: finite numbers, texts that are not too long, truth values. */
function sane<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record as Record<string, unknown>)
      .filter(([, value]) =>
        typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'object',
      )
      .map(([name, value]) => [
        name,
        typeof value === 'string' && !documents.has(name) ? shortText(value) : value,
      ]),
  ) as T;
}

function shortText(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
