import type { RunProfileRecord } from '../../../core/contract/records/run-profile.ts';

/**
 * A Python program that draws the rate of a run from its file: with astropy from an event list, with
 * ctapipe's reader from a table of triggers.
 *
 * @returns undefined for other files: the numbers themselves then stand in the program
 */
export function profilePython(profile: RunProfileRecord, obsId: number): string | undefined {
  const { path, table, start, binWidthS, exposureS } = profile;
  const read = isEventList(profile)
    ? [
        'from astropy.io import fits',
        '',
        `with fits.open(${text(path)}) as hdus:`,
        `    events = hdus[${text(table)}]`,
        '    header = events.header',
        '    reference = Time(header["MJDREFI"], header["MJDREFF"], format="mjd", scale=header["TIMESYS"].lower())',
        '    times = (reference + events.data["TIME"] * u.s).utc',
      ]
    : table === '/dl1/event/subarray/trigger'
      ? [
          'from ctapipe.io import read_table',
          '',
          `triggers = read_table(${text(path)}, ${text(table)})`,
          `times = triggers["time"][triggers["obs_id"] == ${obsId}].utc`,
        ]
      : undefined;
  if (read === undefined) return undefined;
  return [
    'import astropy.units as u',
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    'from astropy.time import Time',
    ...read,
    '',
    `start = Time(${text(start.replace(/Z$/, ''))}, scale="utc")`,
    'seconds = (times - start).to_value(u.s)',
    `edges = ${binWidthS} * np.arange(${exposureS.length + 1})`,
    'counts, _ = np.histogram(seconds, edges)',
    `exposure = np.array([${Array.from(exposureS, String).join(', ')}])  # s in each bin`,
    'rate = np.divide(counts, exposure, out=np.full(len(counts), np.nan), where=exposure > 0)',
    '',
    'fig, ax = plt.subplots()',
    'ax.stairs(rate, edges)',
    'ax.set_xlabel(f"Time since {start.iso} UTC [s]")',
    'ax.set_ylabel("Rate [Hz]")',
    `ax.set_title(${text(`Run ${obsId}`)})`,
    'plt.show()',
    '',
  ].join('\n');
}

function isEventList({ path }: RunProfileRecord): boolean {
  return /\.(fits|fit|fts)(\.gz)?$/i.test(path);
}

/** A Python string: JSON's escapes are Python's. */
function text(value: string): string {
  return JSON.stringify(value);
}
