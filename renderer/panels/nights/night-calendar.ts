import type { NightSummary } from '../../../core/contract/records/run.ts';
import type { CalendarMeasure } from './nights-session.ts';

/** A night of the calendar: what all sites had of it. */
export interface CalendarNight {
  /** `YYYY-MM-DD`. */
  readonly night: string;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly nRuns: number;
  readonly nSimulatedRuns: number;
  readonly nFlagged: number;
  /** Of data. */
  readonly hours: number;
  readonly nEvents: number;
  readonly sites: readonly string[];
  readonly instruments: readonly string[];
  readonly targets: readonly string[];
  readonly dataLevels: readonly string[];
}

/** A year with the months that are drawn. */
export interface CalendarYear {
  readonly year: number;
  readonly nRuns: number;
  readonly hours: number;
  /** Months with nights, in order; their nights in the order of days. */
  readonly months: readonly { readonly month: number; readonly nights: readonly CalendarNight[] }[];
}

/** Nights by year, the latest year first; nights without a date are left out. */
export function calendarYears(summaries: readonly NightSummary[]): CalendarYear[] {
  const nights = new Map<string, CalendarNight>();
  for (const summary of summaries) {
    if (summary.night === null) continue;
    const before = nights.get(summary.night);
    nights.set(summary.night, joined(summary.night, summary, before));
  }
  const years = Map.groupBy(nights.values(), ({ year }) => year);
  return [...years]
    .sort(([a], [b]) => b - a)
    .map(([year, ofYear]) => ({
      year,
      nRuns: sum(ofYear, ({ nRuns }) => nRuns),
      hours: sum(ofYear, ({ hours }) => hours),
      months: [...Map.groupBy(ofYear, ({ month }) => month)]
        .sort(([a], [b]) => a - b)
        .map(([month, ofMonth]) => ({
          month,
          nights: ofMonth.sort((a, b) => a.day - b.day),
        })),
    }));
}

function joined(
  night: string,
  summary: NightSummary,
  before: CalendarNight | undefined,
): CalendarNight {
  const [year, month, day] = night.split('-').map(Number);
  return {
    night,
    year,
    month,
    day,
    nRuns: summary.nRuns + (before?.nRuns ?? 0),
    nSimulatedRuns: summary.nSimulatedRuns + (before?.nSimulatedRuns ?? 0),
    nFlagged: summary.nFlagged + (before?.nFlagged ?? 0),
    hours: summary.hours + (before?.hours ?? 0),
    nEvents: summary.nEvents + (before?.nEvents ?? 0),
    sites: union(before?.sites, summary.site === null ? [] : [summary.site]),
    instruments: union(before?.instruments, summary.instruments),
    targets: union(before?.targets, summary.targets),
    dataLevels: union(before?.dataLevels, summary.dataLevels),
  };
}

function union(some: readonly string[] | undefined, more: readonly string[]): string[] {
  return [...new Set([...(some ?? []), ...more])].sort();
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

/** Levels of products, the furthest from the telescopes last; each is a step of the colour scale. */
const levelSteps: readonly (readonly [prefix: string, step: number, mark: string])[] = [
  ['DL3', 4, '3'],
  ['DL2', 3, '2'],
  ['DL1', 2, '1'],
  ['DL0', 1, '0'],
  ['R', 1, 'R'],
];

/** How a night is drawn. */
export interface NightMark {
  /** Step of the colour scale, 0 (nothing) to 4. */
  readonly step: number;
  /** One character that tells the same without colour; empty where there is nothing to tell. */
  readonly text: string;
}

/**
 * Step and character of a night for what the calendar shows.
 *
 * @param largest of the measure among all nights, to which hours and runs are scaled
 */
export function nightMark(
  night: CalendarNight,
  measure: CalendarMeasure,
  largest: number,
): NightMark {
  if (measure === 'level') {
    const found = levelSteps.find(([prefix]) =>
      night.dataLevels.some((level) => level.startsWith(prefix)),
    );
    return found === undefined ? { step: 0, text: '' } : { step: found[1], text: found[2] };
  }
  const value = measureOf(night, measure);
  const step = value <= 0 || largest <= 0 ? 0 : Math.max(1, Math.ceil((4 * value) / largest));
  return { step, text: value <= 0 ? '' : digit(value) };
}

/** The number that a measure gives a night; of levels none. */
export function measureOf(night: CalendarNight, measure: CalendarMeasure): number {
  switch (measure) {
    case 'hours':
      return night.hours;
    case 'runs':
      return night.nRuns;
    case 'flags':
      return night.nFlagged;
    case 'level':
      return 0;
  }
}

/** A number in one character: a dot for less than a half, a plus from ten on. */
function digit(value: number): string {
  const rounded = Math.round(value);
  if (rounded === 0) return '·';
  return rounded > 9 ? '+' : String(rounded);
}

/** Where the keys of a calendar lead from a night. */
export function nextNight(
  years: readonly CalendarYear[],
  from: string,
  key: string,
): string | undefined {
  const all = years
    .flatMap(({ months }) => months.flatMap(({ nights }) => nights))
    .sort((a, b) => (a.night < b.night ? -1 : 1));
  const place = all.findIndex(({ night }) => night === from);
  if (place < 0) return undefined;
  const here = all[place];
  const sameYear = all.filter(({ year }) => year === here.year);
  switch (key) {
    case 'ArrowRight':
      return all.at(place + 1)?.night;
    case 'ArrowLeft':
      return place === 0 ? undefined : all[place - 1].night;
    case 'Home':
      return sameYear[0].night;
    case 'End':
      return sameYear.at(-1)?.night;
    case 'ArrowUp':
      return nearestDay(all, here, -1, monthOf)?.night;
    case 'ArrowDown':
      return nearestDay(all, here, 1, monthOf)?.night;
    case 'PageUp':
      return nearestDay(all, here, 1, ({ year }) => year)?.night;
    case 'PageDown':
      return nearestDay(all, here, -1, ({ year }) => year)?.night;
    default:
      return undefined;
  }
}

function monthOf({ year, month }: CalendarNight): number {
  return 12 * year + month;
}

/** In the next group (month, year) with nights: the one whose date within it is nearest. */
function nearestDay(
  all: readonly CalendarNight[],
  here: CalendarNight,
  direction: 1 | -1,
  groupOf: (night: CalendarNight) => number,
): CalendarNight | undefined {
  const groups = all.map(groupOf).filter((group) => (group - groupOf(here)) * direction > 0);
  if (groups.length === 0) return undefined;
  const next = direction > 0 ? Math.min(...groups) : Math.max(...groups);
  const distance = ({ month, day }: CalendarNight) =>
    Math.abs(day - here.day) + (groupOf === monthOf ? 0 : 31 * Math.abs(month - here.month));
  return all
    .filter((night) => groupOf(night) === next)
    .reduce((best, night) => (distance(night) < distance(best) ? night : best));
}
