import type { ChosenFilter } from './nights-session.ts';

/** One thing that a list is filtered by, to be shown and taken away. */
export interface FilterChip {
  /** What it is about; the keys that go when it is taken away. */
  readonly keys: readonly (keyof ChosenFilter)[];
  readonly label: string;
}

/** What a filter holds, one chip for each thing, in the order of the fields. */
export function filterChips(filter: ChosenFilter): FilterChip[] {
  const { text, target, instrument, night, telescope, level, flag, isSimulation } = filter;
  const { from, to, minZenithDeg, maxZenithDeg } = filter;
  const chips: FilterChip[] = [];
  const add = (label: string, ...keys: FilterChip['keys']) => {
    chips.push({ keys, label });
  };
  if (text !== undefined && text.trim() !== '') add(`Text “${text.trim()}”`, 'text');
  if (night !== undefined) add(night === null ? 'No date' : `Night ${night}`, 'night');
  if (from !== undefined || to !== undefined) add(`Nights ${range(from, to)}`, 'from', 'to');
  if (target !== undefined) add(`Source ${target}`, 'target');
  if (instrument !== undefined) add(`Instrument ${instrument}`, 'instrument');
  if (telescope !== undefined) add(`Telescope ${telescope}`, 'telescope');
  if (minZenithDeg !== undefined || maxZenithDeg !== undefined) {
    add(
      `Zenith ${range(angle(minZenithDeg), angle(maxZenithDeg))}`,
      'minZenithDeg',
      'maxZenithDeg',
    );
  }
  if (level !== undefined) add(`Level ${level}`, 'level');
  if (flag !== undefined) add(`Flag ${flag}`, 'flag');
  if (isSimulation !== undefined) add(isSimulation ? 'Simulated' : 'Observed', 'isSimulation');
  return chips;
}

/** The filter without what some chips stand for. */
export function withoutKeys(
  filter: ChosenFilter,
  keys: readonly (keyof ChosenFilter)[],
): ChosenFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([key]) => !(keys as readonly string[]).includes(key)),
  );
}

function angle(degrees: number | undefined): string | undefined {
  return degrees === undefined ? undefined : `${degrees}°`;
}

/** `2013-11-01 to 2013-11-03`, `from 2013-11-01`, `up to 30°`. */
function range(low: string | undefined, high: string | undefined): string {
  if (low === undefined) return `up to ${high ?? ''}`;
  return high === undefined ? `from ${low}` : `${low} to ${high}`;
}
