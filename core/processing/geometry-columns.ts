import type { StereoGeometry } from '../native/stereo.ts';

/** Columns of a reconstructed geometry by their names in the tables, without the algorithm. */
export const geometryColumns: readonly (readonly [
  string,
  Exclude<keyof StereoGeometry, 'telescopes'>,
])[] = [
  ['alt', 'alt'],
  ['alt_uncert', 'altUncert'],
  ['az', 'az'],
  ['az_uncert', 'azUncert'],
  ['ang_distance_uncert', 'angDistanceUncert'],
  ['core_x', 'coreX'],
  ['core_y', 'coreY'],
  ['core_uncert_x', 'coreUncertX'],
  ['core_uncert_y', 'coreUncertY'],
  ['core_tilted_x', 'coreTiltedX'],
  ['core_tilted_y', 'coreTiltedY'],
  ['core_tilted_uncert_x', 'coreTiltedUncertX'],
  ['core_tilted_uncert_y', 'coreTiltedUncertY'],
  ['h_max', 'hMax'],
  ['h_max_uncert', 'hMaxUncert'],
  ['is_valid', 'isValid'],
  ['average_intensity', 'averageIntensity'],
  ['goodness_of_fit', 'goodnessOfFit'],
];
