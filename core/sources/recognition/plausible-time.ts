/** No time of any data is later; damaged files have times that no calendar knows. */
const latest = Date.UTC(2200, 0);

/** Whether something may have been taken at a time [UTC, ms since 1970]; zero and less are placeholders. */
export function isPlausibleTime(utcMs: number): boolean {
  return utcMs > 0 && utcMs < latest;
}
