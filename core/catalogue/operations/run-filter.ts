import type { z } from 'zod';
import type { runFilterSchema } from '../../contract/requests/catalogue-requests.ts';

/** What the runs of a list have in common. */
export type RunFilter = z.output<typeof runFilterSchema>;

/** A condition of SQL with its values. */
export interface SqlCondition {
  /** About the table `runs`, called `r`. */
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The condition that a filter puts on runs; what a person types stands in values only. */
export function runCondition(filter: RunFilter): SqlCondition {
  const parts: [sql: string, ...values: (string | number)[]][] = [];
  const { target, text, instrument, telescope, night, from, to, level, flag, obsId } = filter;
  if (target !== undefined) parts.push(['instr(r.target_text, ?) > 0', target.toLowerCase()]);
  for (const word of (text ?? '').toLowerCase().split(/\s+/)) {
    if (word !== '') parts.push(['instr(r.search_text, ?) > 0', word]);
  }
  if (instrument !== undefined) {
    // HESS is H.E.S.S. too.
    parts.push([
      `replace(r.instrument, '.', '') = ? COLLATE NOCASE`,
      instrument.replaceAll('.', ''),
    ]);
  }
  if (telescope !== undefined) {
    parts.push(['r.id IN (SELECT run_id FROM run_telescopes WHERE tel_id = ?)', telescope]);
  }
  if (filter.ids !== undefined) {
    parts.push(['r.id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids)]);
  }
  if (night === null) parts.push(['r.night IS NULL']);
  else if (night !== undefined) parts.push(['r.night = ?', night]);
  if (from !== undefined) parts.push(['r.night >= ?', from]);
  if (to !== undefined) parts.push(['r.night <= ?', to]);
  if (filter.minZenithDeg !== undefined) parts.push(['r.zenith_deg >= ?', filter.minZenithDeg]);
  if (filter.maxZenithDeg !== undefined) parts.push(['r.zenith_deg <= ?', filter.maxZenithDeg]);
  if (level !== undefined) {
    // `DL1` stands for images and parameters alike: what follows an underscore ends before "`".
    const asked = level.toUpperCase();
    parts.push([
      `r.id IN (SELECT run_id FROM run_levels WHERE level = ?
        UNION SELECT run_id FROM run_levels WHERE level >= ? AND level < ?)`,
      asked,
      `${asked}_`,
      `${asked}\``,
    ]);
  }
  if (flag !== undefined) {
    parts.push(['r.key IN (SELECT run_key FROM flags WHERE flag = ?)', flag]);
  }
  if (filter.isSimulation !== undefined) {
    parts.push(['r.is_simulation = ?', filter.isSimulation ? 1 : 0]);
  }
  if (obsId !== undefined) parts.push(['r.obs_id = ?', obsId]);
  return {
    sql: parts.length === 0 ? '1' : parts.map(([sql]) => sql).join(' AND '),
    values: parts.flatMap(([, ...values]) => values),
  };
}
