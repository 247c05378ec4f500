import type { ColumnMeta } from '../foundation/table.ts';

/**
 * One row per run: how many showers were simulated in each bin of energy and core distance; names,
 * types and units of ctapipe's `SimulatedShowerDistribution`.
 *
 * @param nEnergyBins number of bins in energy
 * @param nDistanceBins number of bins in core distance
 */
export function showerDistributionColumns(
  nEnergyBins: number,
  nDistanceBins: number,
): readonly ColumnMeta[] {
  return [
    { name: 'obs_id', dtype: 'int32', description: 'Observation the run is stored as' },
    { name: 'hist_id', dtype: 'int64', description: 'Number of the histogram in the file' },
    { name: 'n_entries', dtype: 'int64', description: 'Number of showers filled in' },
    {
      name: 'bins_energy',
      dtype: 'float64',
      unit: 'TeV',
      shape: [nEnergyBins + 1],
      description: 'Edges of the bins in energy',
    },
    {
      name: 'bins_core_dist',
      dtype: 'float64',
      unit: 'm',
      shape: [nDistanceBins + 1],
      description: 'Edges of the bins in core distance',
    },
    {
      name: 'histogram',
      dtype: 'float32',
      shape: [nEnergyBins, nDistanceBins],
      description: 'Number of showers in each bin of energy (first) and core distance (second)',
    },
  ];
}
