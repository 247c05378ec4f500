import { showerDistributionColumns } from '../../datamodel/shower-distribution-columns.ts';
import { makeColumn } from '../../foundation/make-column.ts';
import type { Table } from '../../foundation/table.ts';
import type { Histogram } from '../../formats/eventio/histograms.ts';

/** Number of the histogram of all simulated showers: log₁₀ of energy against core distance. */
const SHOWERS = 6;

/** The histograms of one run. */
export interface RunHistograms {
  readonly obsId: number;
  readonly histograms: readonly Histogram[];
}

/** n + 1 numbers from the first to the last, both exactly, as `numpy.linspace` makes them. */
function linearEdges(first: number, last: number, n: number): Float64Array {
  const step = (last - first) / n;
  return Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? last : first + i * step));
}

/**
 * Distribution of the simulated showers in energy and core distance, one row per run, from histogram
 * 6 of sim_telarray; as ctapipe fills it. Runs whose histogram has another binning than the first are
 * left out and told.
 *
 * @returns undefined when no run has the histogram
 */
export function showerDistributionTable(
  runs: readonly RunHistograms[],
  warn: (message: string) => void,
): Table | undefined {
  const found = runs.flatMap(({ obsId, histograms }) => {
    const histogram = histograms.find(({ id, nBinsY }) => id === SHOWERS && nBinsY > 0);
    return histogram?.y === undefined ? [] : [{ obsId, ...histogram, y: histogram.y }];
  });
  if (found.length === 0) return undefined;
  const [{ nBinsX, nBinsY }] = found;
  const rows = found.filter((row) => {
    const fits = row.nBinsX === nBinsX && row.nBinsY === nBinsY;
    if (!fits) {
      warn(
        `The histogram of simulated showers of run ${row.obsId} has other bins than that of run ${found[0].obsId} and was left out.`,
      );
    }
    return fits;
  });
  const values: Record<string, ArrayLike<number>> = {
    obs_id: rows.map(({ obsId }) => obsId),
    hist_id: rows.map(({ id }) => id),
    n_entries: rows.map(({ entries }) => entries),
    bins_energy: rows.flatMap(({ y }) =>
      Array.from(linearEdges(y.lower, y.upper, nBinsY), (logEnergy) => 10 ** logEnergy),
    ),
    bins_core_dist: rows.flatMap(({ x }) => [...linearEdges(x.lower, x.upper, nBinsX)]),
    histogram: rows.flatMap(({ data }) => [...data]),
  };
  return {
    nRows: rows.length,
    columns: showerDistributionColumns(nBinsY, nBinsX).map((meta) =>
      makeColumn(meta, values[meta.name]),
    ),
  };
}
