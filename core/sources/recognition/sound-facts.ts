import type { FileFacts } from './file-facts.ts';
import { isPlausibleTime } from './plausible-time.ts';

/** Longest text that a list can show. */
const maxText = 1000;

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

/**
 * Facts as others may rely on them, whatever a damaged file said: no number that is not finite, no
 * time that no calendar knows, ids that are whole numbers, text on one line and of bounded length. Positions with a number that is not finite
 * are left out.
 */
export function soundFacts(facts: FileFacts): FileFacts {
  const { telescopes, site, ...others } = facts;
  const kept: FileFacts = {
    ...others,
    ...(site !== undefined &&
      Number.isFinite(site.longitudeDeg) &&
      Number.isFinite(site.latitudeDeg) && { site }),
    runs: facts.runs
      .filter(({ obsId }) => isId(obsId))
      .map(({ telIds, telescopeCounts, startUtcMs, stopUtcMs, ...run }) => ({
        ...run,
        ...(startUtcMs !== undefined && isPlausibleTime(startUtcMs) && { startUtcMs }),
        ...(stopUtcMs !== undefined && isPlausibleTime(stopUtcMs) && { stopUtcMs }),
        ...(telIds !== undefined && { telIds: telIds.filter(isId) }),
        ...(telescopeCounts !== undefined && {
          telescopeCounts: Object.fromEntries(
            Object.entries(telescopeCounts).filter(([telId]) => isId(Number(telId))),
          ),
        }),
      })),
    ...(telescopes !== undefined && {
      telescopes: telescopes
        .filter(({ telId }) => isId(telId))
        .map(({ positionM, ...telescope }) => ({
          ...telescope,
          ...(positionM?.every(Number.isFinite) === true && { positionM }),
        })),
    }),
  };
  return sound(kept) as FileFacts;
}
