const DAY_MS = 86_400_000;

/** Mean solar time runs this much ahead for each degree east [ms]. */
const MS_PER_DEGREE = DAY_MS / 360;

/**
 * The observing night of a moment: from noon to noon in the local mean solar time of the site, named by
 * the date of its evening. Noon itself begins the new night.
 *
 * @param utcMs UTC [ms since 1970]
 * @param longitudeDeg east positive [deg], −180 to 180; 0 (noon UTC) where the site is not known
 * @returns `YYYY-MM-DD`; undefined for moments outside of the years 1 to 9999
 */
export function observingNight(utcMs: number, longitudeDeg = 0): string | undefined {
  const evening = new Date(utcMs + longitudeDeg * MS_PER_DEGREE - DAY_MS / 2);
  const year = evening.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  return evening.toISOString().slice(0, 10);
}
