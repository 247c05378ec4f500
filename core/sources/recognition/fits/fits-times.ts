import { taiFromUtc, utcFromTai } from '../../../foundation/utc-from-tai.ts';
import type { FitsHeader } from '../../../formats/fits/fits-header.ts';

const MS_PER_DAY = 86_400_000;
const MJD_OF_1970 = 40587;

/** Seconds of the units that TIMEUNIT may name. */
const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['ms', 1e-3],
  ['min', 60],
  ['h', 3600],
  ['d', 86400],
]);

/** Time scales by what they are ahead of TAI [ms]; TDB stays within 2 ms of TT. */
const AHEAD_OF_TAI_MS: ReadonlyMap<string, number> = new Map([
  ['TAI', 0],
  ['IAT', 0],
  ['TT', 32_184],
  ['TDT', 32_184],
  ['ET', 32_184],
  ['TDB', 32_184],
  ['GPS', -19_000],
]);

/** Turns the times of a table into UTC: milliseconds since 1970. */
export interface FitsClock {
  /** A number as it stands in TSTART or TIME; undefined where the header has no reference time. */
  utc(value: number | undefined): number | undefined;
  /** A date, with the time apart or behind a T; undefined where it is no date. */
  utcOfDate(date: string | undefined, time?: string): number | undefined;
}

/**
 * Clock by MJDREFI, MJDREFF (or MJDREF), TIMESYS and TIMEUNIT. Numbers of seconds are elapsed seconds,
 * also in UTC: leap seconds count, as astropy and gammapy take them and as MAGIC, VERITAS and FACT
 * write them (their DATE-OBS tells so). Numbers of days in UTC are days of the calendar.
 */
export function fitsClock(header: FitsHeader): FitsClock {
  const scale = header.text('TIMESYS')?.toUpperCase() ?? 'UTC';
  const unit = UNIT_SECONDS.get(header.text('TIMEUNIT')?.toLowerCase() ?? 's');
  const reference = referenceDay(header);
  const aheadMs = AHEAD_OF_TAI_MS.get(scale);
  const toUtc = (ms: number) => (aheadMs === undefined ? ms : utcFromTai(ms - aheadMs));
  // A reference day as a float64 of days is good to a microsecond at best.
  const plausible = (ms: number) =>
    Math.abs(ms) < 8.64e15 ? Math.round(ms * 1000) / 1000 : undefined;
  return {
    utc(value) {
      if (value === undefined || !Number.isFinite(value) || reference === undefined)
        return undefined;
      if (unit === undefined) return undefined;
      const start = (reference - MJD_OF_1970) * MS_PER_DAY;
      const elapsed = value * unit * 1000;
      const isCalendar = aheadMs !== undefined || unit === UNIT_SECONDS.get('d');
      return plausible(
        isCalendar ? toUtc(start + elapsed) : utcFromTai(taiFromUtc(start) + elapsed),
      );
    },
    utcOfDate(date, time) {
      const ms = dateMs(date, time);
      return ms === undefined ? undefined : plausible(toUtc(ms));
    },
  };
}

function referenceDay(header: FitsHeader): number | undefined {
  const day = header.number('MJDREFI');
  if (day !== undefined) return day + (header.number('MJDREFF') ?? 0);
  return header.number('MJDREF');
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d:\d\d(?:\.\d*)?))?Z?$/;
const TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d*)?)$/;

function dateMs(date: string | undefined, time: string | undefined): number | undefined {
  const parts = DATE.exec(date?.trim() ?? '');
  if (parts === null) return undefined;
  const midnight = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  const within = parts.at(4) ?? time?.trim();
  if (within === undefined) return midnight;
  const clock = TIME.exec(within);
  if (clock === null) return undefined;
  return midnight + 1000 * (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]));
}
