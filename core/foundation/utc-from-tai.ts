import { taiMinusUtc } from './tai-timestamp.ts';

const MS_PER_DAY = 86_400_000;

/**
 * UTC from TAI, both in milliseconds since their 1970-01-01T00:00, as calendars count (86 400 s a
 * day). A leap second itself becomes the second that follows it.
 */
export function utcFromTai(taiMs: number): number {
  // TAI is ahead: the day of TAI may be the next one already, on which the offset may be another.
  const ahead = taiMs - 1000 * offsetAt(taiMs);
  return taiMs - 1000 * offsetAt(ahead);
}

/** TAI from UTC, both in milliseconds since their 1970-01-01T00:00. */
export function taiFromUtc(utcMs: number): number {
  return utcMs + 1000 * offsetAt(utcMs);
}

/** TAI − UTC [s] at a UTC. */
function offsetAt(utcMs: number): number {
  const day = Math.floor(utcMs / MS_PER_DAY);
  return taiMinusUtc(day, utcMs / MS_PER_DAY - day);
}
