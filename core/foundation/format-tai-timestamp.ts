/**
 * Writes a time stamp as ISO 8601 in TAI with nanoseconds, such as `2026-11-20T05:36:47.288000250`.
 *
 * @param seconds TAI seconds since 1970-01-01T00:00:00 TAI
 * @param quarterNanoseconds quarter nanoseconds within the second
 */
export function formatTaiTimestamp(seconds: number, quarterNanoseconds: number): string {
  // TAI has no leap seconds, so the calendar of Date (86 400 s a day) is right for it.
  const date = new Date(seconds * 1000).toISOString().slice(0, 19);
  const nanoseconds = Math.floor(quarterNanoseconds / 4);
  return `${date}.${String(nanoseconds).padStart(9, '0')}`;
}
