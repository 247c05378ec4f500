import type { CameraFrameName } from '../instrument/camera-geometry.ts';

/** Names of the columns of a parameter table. */
export interface ImageParameterNames {
  /** All columns, in the order of the reference's tables. */
  readonly table: readonly string[];
  /** The real-valued ones in the order of the native core; of true images some are not in the table. */
  readonly real: readonly string[];
  /** Counts of pixels and islands, in the order of the native core. */
  readonly morphology: readonly string[];
  /** Real-valued in the native core, but whole numbers. */
  readonly whole: readonly string[];
}

const withPrefix = (prefix: string, names: readonly string[]) =>
  names.map((name) => `${prefix}_${name}`);

const moments = [
  ...['r', 'phi', 'length', 'length_uncertainty', 'width', 'width_uncertainty'],
  ...['psi', 'psi_uncertainty', 'transverse_cog_uncertainty'],
];
const counts = withPrefix('morphology', [
  ...['n_pixels', 'n_islands', 'n_small_islands', 'n_medium_islands', 'n_large_islands'],
]);
const statistics = ['max', 'min', 'mean', 'std', 'skewness', 'kurtosis'];

/**
 * Names of all parameters of an image, as ctapipe writes them (data model v7): of reconstructed images
 * in the telescope frame `hillas_intensity` …, in the camera frame `camera_frame_hillas_intensity` …
 * for Hillas and timing; of true images with the prefix `true_`, without times.
 */
export function imageParameterNames(frame: CameraFrameName, isTrue: boolean): ImageParameterNames {
  const inCamera = frame === 'CameraFrame';
  const truth = isTrue ? 'true_' : '';
  const framePrefix = inCamera ? 'camera_frame_' : '';
  const position = inCamera ? ['x', 'y'] : ['fov_lon', 'fov_lat'];
  const geometric = [
    ...withPrefix(`${truth}${framePrefix}hillas`, [
      ...['intensity', 'skewness', 'kurtosis', ...position, ...moments],
    ]),
    ...withPrefix(`${truth}${framePrefix}timing`, ['intercept', 'deviation', 'slope']),
    ...withPrefix(`${truth}leakage`, [
      ...['pixels_width_1', 'pixels_width_2', 'intensity_width_1', 'intensity_width_2'],
    ]),
    ...withPrefix(`${truth}concentration`, ['cog', 'core', 'pixel']),
  ];
  const morphology = counts.map((name) => truth + name);
  const statistical = [
    ...withPrefix(`${truth}intensity`, statistics),
    ...withPrefix(`${truth}peak_time`, statistics),
  ];
  const hasNoTime = /^true_(camera_frame_timing|timing|peak_time)_/;
  return {
    table: [...geometric, ...morphology, ...statistical].filter((name) => !hasNoTime.test(name)),
    real: [...geometric, ...statistical],
    morphology,
    whole: isTrue ? ['true_intensity_max', 'true_intensity_min'] : [],
  };
}
