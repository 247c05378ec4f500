import type { ColumnModel } from './table-model.ts';

function column(name: string, description: string, unit?: string): ColumnModel {
  return { name, dtype: 'float64', description, ...(unit !== undefined && { unit }) };
}

/** Fitted muon ring; prefix `muonring`. */
export const muonRingColumns: readonly ColumnModel[] = [
  column('center_fov_lon', 'Centre of the ring, longitude relative to the pointing', 'deg'),
  column('center_fov_lat', 'Centre of the ring, latitude relative to the pointing', 'deg'),
  column('radius', 'Radius of the ring', 'deg'),
  column('center_fov_lon_err', 'Uncertainty of center_fov_lon', 'deg'),
  column('center_fov_lat_err', 'Uncertainty of center_fov_lat', 'deg'),
  column('radius_err', 'Uncertainty of the radius', 'deg'),
  column('center_phi', 'Polar angle of the centre of the ring', 'deg'),
  column('center_distance', 'Distance of the centre of the ring from the camera centre', 'deg'),
];

/** Light of a muon ring; prefix `muonparameters`. */
export const muonParameterColumns: readonly ColumnModel[] = [
  column('containment', 'Fraction of the ring inside the camera'),
  column('completeness', 'Fraction of the segments of the ring with enough light'),
  column('intensity_ratio', 'Charge near the ring over charge of the whole image'),
  column(
    'mean_squared_error',
    'Mean squared distance of the surviving pixels from the ring',
    'deg2',
  ),
  column('ring_intensity', 'Charge near the ring in p.e.'),
  column('intensity_outside_ring', 'Charge outside the ring in p.e.'),
  {
    name: 'n_pixels_in_ring',
    dtype: 'int64',
    description: 'Number of surviving pixels near the ring',
  },
  column('mean_intensity_outside_ring', 'Mean charge of the pixels just outside the ring in p.e.'),
  column('radial_std_dev', 'Standard deviation of the light across the ring', 'deg'),
  column('skewness', 'Skewness of the light across the ring'),
  column('excess_kurtosis', 'Excess kurtosis of the light across the ring'),
];

/** Optical throughput from a muon ring; prefix `muonefficiency`. */
export const muonEfficiencyColumns: readonly ColumnModel[] = [
  column('width', 'Width of the ring', 'deg'),
  column('impact', 'Distance of the impact point from the mirror centre', 'm'),
  column('impact_x', 'Impact point, x', 'm'),
  column('impact_y', 'Impact point, y', 'm'),
  column('optical_efficiency', 'Optical throughput'),
  { name: 'is_valid', dtype: 'bool', description: 'Whether the fit converged' },
  {
    name: 'parameters_at_limit',
    dtype: 'bool',
    description: 'Whether a fitted value is at its limit',
  },
  column('likelihood_value', 'Likelihood at the minimum'),
];
