const withPrefix = (prefix: string, names: readonly string[]) =>
  names.map((name) => `${prefix}_${name}`);

/** Columns of a muon table by ring and by parameters, in the order of the native core and of ctapipe's tables. */
export const muonColumns: readonly string[] = [
  ...withPrefix('muonring', [
    ...['center_fov_lon', 'center_fov_lat', 'radius'],
    ...['center_fov_lon_err', 'center_fov_lat_err', 'radius_err'],
    ...['center_phi', 'center_distance'],
  ]),
  ...withPrefix('muonparameters', [
    ...['containment', 'completeness', 'intensity_ratio', 'mean_squared_error'],
    ...['ring_intensity', 'intensity_outside_ring', 'n_pixels_in_ring'],
    ...['mean_intensity_outside_ring', 'radial_std_dev', 'skewness', 'excess_kurtosis'],
  ]),
];
