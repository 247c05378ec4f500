import type { DType } from '../foundation/table.ts';
import type { ColumnModel } from './table-model.ts';

/** Frame in which image parameters are given: degrees on the sky, or metres in the camera. */
export type ParameterFrame = 'TelescopeFrame' | 'CameraFrame';

/** Hillas parameters of a frame; the prefixes are `hillas` and `camera_frame_hillas`. */
export function hillasColumns(frame: ParameterFrame): readonly ColumnModel[] {
  const unit = frame === 'TelescopeFrame' ? 'deg' : 'm';
  const length = (name: string, description: string): ColumnModel => ({
    name,
    dtype: 'float64',
    unit,
    description,
  });
  const angle = (name: string, description: string): ColumnModel => ({
    name,
    dtype: 'float64',
    unit: 'deg',
    description,
  });
  const center =
    frame === 'TelescopeFrame'
      ? [
          length('fov_lon', 'Centroid, longitude relative to the pointing'),
          length('fov_lat', 'Centroid, latitude relative to the pointing'),
        ]
      : [length('x', 'Centroid, x of the camera'), length('y', 'Centroid, y of the camera')];
  return [
    { name: 'intensity', dtype: 'float64', description: 'Total charge ("size") in p.e.' },
    {
      name: 'skewness',
      dtype: 'float64',
      description: 'Asymmetry of the image along its major axis',
    },
    {
      name: 'kurtosis',
      dtype: 'float64',
      description:
        'Kurtosis of the image along its major axis (Pearson: 3 for a normal distribution)',
    },
    ...center,
    length('r', 'Distance of the centroid from the camera centre'),
    angle('phi', 'Polar angle of the centroid'),
    length('length', 'RMS along the major axis'),
    length('length_uncertainty', 'Uncertainty of length'),
    length('width', 'RMS along the minor axis'),
    length('width_uncertainty', 'Uncertainty of width'),
    angle('psi', 'Angle between the major axis and the x axis'),
    angle('psi_uncertainty', 'Uncertainty of psi'),
    length('transverse_cog_uncertainty', 'Uncertainty of the centroid across the major axis'),
  ];
}

/** Fit of the peak times along the major axis; prefixes `timing` and `camera_frame_timing`. */
export function timingColumns(frame: ParameterFrame): readonly ColumnModel[] {
  return [
    { name: 'intercept', dtype: 'float64', description: 'Fitted time at the centroid in ns' },
    { name: 'deviation', dtype: 'float64', description: 'RMS of the times around the fit in ns' },
    {
      name: 'slope',
      dtype: 'float64',
      unit: frame === 'TelescopeFrame' ? '1 / deg' : '1 / m',
      description: 'Time gradient along the major axis (times in ns)',
    },
  ];
}

/** Light near the edge of the camera; prefix `leakage`. */
export const leakageColumns: readonly ColumnModel[] = [
  {
    name: 'pixels_width_1',
    dtype: 'float64',
    description: 'Fraction of the surviving pixels in the outermost ring of the camera',
  },
  {
    name: 'pixels_width_2',
    dtype: 'float64',
    description: 'Fraction of the surviving pixels in the two outermost rings of the camera',
  },
  {
    name: 'intensity_width_1',
    dtype: 'float32',
    description: 'Fraction of the charge in the outermost ring of the camera',
  },
  {
    name: 'intensity_width_2',
    dtype: 'float32',
    description: 'Fraction of the charge in the two outermost rings of the camera',
  },
];

/** How concentrated the light is; prefix `concentration`. */
export const concentrationColumns: readonly ColumnModel[] = [
  { name: 'cog', dtype: 'float64', description: 'Fraction of the charge near the centroid' },
  { name: 'core', dtype: 'float64', description: 'Fraction of the charge in the Hillas ellipse' },
  { name: 'pixel', dtype: 'float64', description: 'Fraction of the charge in the brightest pixel' },
];

/** Pixels that survived the cleaning; prefix `morphology`. */
export const morphologyColumns: readonly ColumnModel[] = [
  { name: 'n_pixels', dtype: 'int64', description: 'Number of surviving pixels' },
  { name: 'n_islands', dtype: 'int64', description: 'Number of islands' },
  { name: 'n_small_islands', dtype: 'int64', description: 'Number of islands of up to 2 pixels' },
  { name: 'n_medium_islands', dtype: 'int64', description: 'Number of islands of 3 to 50 pixels' },
  {
    name: 'n_large_islands',
    dtype: 'int64',
    description: 'Number of islands of more than 50 pixels',
  },
];

/**
 * Statistics of the surviving pixels; prefixes `intensity` and `peak_time`.
 *
 * @param values what is summed up, for the descriptions
 * @param extremes type of the largest and smallest value
 * @param moments type of mean and standard deviation
 */
export function statisticsColumns(
  values: string,
  extremes: DType,
  moments: DType,
): readonly ColumnModel[] {
  return [
    { name: 'max', dtype: extremes, description: `Largest ${values} of the surviving pixels` },
    { name: 'min', dtype: extremes, description: `Smallest ${values} of the surviving pixels` },
    { name: 'mean', dtype: moments, description: `Mean ${values} of the surviving pixels` },
    { name: 'std', dtype: moments, description: `Standard deviation of the ${values}` },
    { name: 'skewness', dtype: 'float64', description: `Skewness of the ${values} (Fisher)` },
    {
      name: 'kurtosis',
      dtype: 'float64',
      description: `Kurtosis of the ${values} (Fisher: 0 for a normal distribution)`,
    },
  ];
}

/** Direction of the image on the ground; prefix `core`. */
export const coreColumns: readonly ColumnModel[] = [
  {
    name: 'psi',
    dtype: 'float64',
    unit: 'deg',
    description: 'Angle of the major axis in the tilted frame',
  },
];
