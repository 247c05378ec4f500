import type { Table } from '../foundation/table.ts';
import type { QualityCount } from './process-request.ts';
import type { QualityQuery } from './quality-query.ts';

/** The queries of a run of the pipeline. */
export interface RunQueries {
  readonly makesParameters: boolean;
  readonly imageQuality: QualityQuery;
  readonly reconstructors: readonly { readonly type: string; readonly quality: QualityQuery }[];
}

/** The counts of all queries of a run, by `image` and the names of the reconstructors. */
export function qualityCounts(run: RunQueries): Record<string, readonly QualityCount[]> {
  const counts: Record<string, readonly QualityCount[]> = {};
  if (run.makesParameters) counts['image'] = countsOfTable(run.imageQuality.table());
  for (const { type, quality } of run.reconstructors) counts[type] = countsOfTable(quality.table());
  return counts;
}

function countsOfTable(table: Table): QualityCount[] {
  const [criteria, counts, cumulative, functions] = table.columns;
  const text = (column: Table['columns'][number]) => ('text' in column ? column.text : []);
  const numbers = (column: Table['columns'][number]) =>
    'data' in column ? Array.from(column.data, Number) : [];
  const [count, cumulativeCount] = [numbers(counts), numbers(cumulative)];
  return text(criteria).map((criterion, i) => ({
    criterion,
    expression: text(functions)[i],
    count: count[i],
    cumulativeCount: cumulativeCount[i],
  }));
}
