import type { FileFacts, RunFacts, SiteFacts } from './file-facts.ts';
import { isPlausibleTime } from './plausible-time.ts';

/** Longest text that a list can show. */
const maxText = 1000;

/** Most runs, telescopes, counts or figures that are kept of one file. */
const maxEntries = 100_000;

/** Whole records, which are kept as they are. */
const documents = new Set(['activityRecord', 'configurationDocument']);

/** Text on one line, without what a terminal or a page would act on. */
function plainText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > maxText ? `${line.slice(0, maxText)}…` : line;
}

function sound(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(sound);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      if (typeof inner === 'number' && !Number.isFinite(inner)) return [];
      return [[name, documents.has(name) ? inner : sound(inner)]];
    }),
  );
}

function isId(id: number): boolean {
  return Number.isSafeInteger(id);
}

function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0;
}

/** Counts by key that are counts. */
function soundCounts(
  counts: Readonly<Record<string, number>>,
  isKey: (key: string) => boolean = () => true,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([key, count]) => isKey(key) && isCount(count))
      .slice(0, maxEntries),
  );
}

function soundRun(run: RunFacts): RunFacts {
  const { startUtcMs, stopUtcMs, nEvents, telIds, eventCounts, telescopeCounts, quality, ...rest } =
    run;
  return {
    ...rest,
    ...(startUtcMs !== undefined && isPlausibleTime(startUtcMs) && { startUtcMs }),
    ...(stopUtcMs !== undefined && isPlausibleTime(stopUtcMs) && { stopUtcMs }),
    ...(nEvents !== undefined && isCount(nEvents) && { nEvents }),
    ...(telIds !== undefined && { telIds: telIds.filter(isId).slice(0, maxEntries) }),
    ...(eventCounts !== undefined && { eventCounts: soundCounts(eventCounts) }),
    ...(telescopeCounts !== undefined && {
      telescopeCounts: soundCounts(telescopeCounts, (telId) => isId(Number(telId))),
    }),
    ...(quality !== undefined && {
      quality: quality.filter(({ value }) => Number.isFinite(value)).slice(0, maxEntries),
    }),
  };
}

function isOnEarth({ longitudeDeg, latitudeDeg }: SiteFacts): boolean {
  return Math.abs(longitudeDeg) <= 360 && Math.abs(latitudeDeg) <= 90;
}

/** Some count longitudes from 0 to 360 degrees east; nights and known sites go by −180 to 180. */
function soundSite(site: SiteFacts): SiteFacts {
  const { longitudeDeg } = site;
  if (Math.abs(longitudeDeg) <= 180) return site;
  return { ...site, longitudeDeg: longitudeDeg - 360 * Math.sign(longitudeDeg) };
}

/**
 * Facts as others may rely on them, whatever a damaged file said: no number that is not finite, no
 * time that no calendar knows, ids that are whole numbers, counts that count, text on one line, and
 * nothing without end. Longitudes are within −180 and 180 degrees. Positions with a number that is not finite are left out.
 */
export function soundFacts(facts: FileFacts): FileFacts {
  const { telescopes, site, ...others } = facts;
  const kept: FileFacts = {
    ...others,
    ...(site !== undefined && isOnEarth(site) && { site: soundSite(site) }),
    runs: facts.runs
      .filter(({ obsId }) => isId(obsId))
      .slice(0, maxEntries)
      .map(soundRun),
    ...(telescopes !== undefined && {
      telescopes: telescopes
        .filter(({ telId }) => isId(telId))
        .slice(0, maxEntries)
        .map(({ positionM, ...telescope }) => ({
          ...telescope,
          ...(positionM?.every(Number.isFinite) === true && { positionM }),
        })),
    }),
  };
  return sound(kept) as FileFacts;
}
