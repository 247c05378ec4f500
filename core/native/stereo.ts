import { PhotoelectronError } from '../foundation/errors.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import type { StereoArray } from './stereo-array.ts';
import { checkTelescopeRows, type TelescopeRows } from './telescope-rows.ts';

/**
 * Image parameters of the telescope events of many array events; angles in deg. Shapes are (n_rows)
 * where nothing else is said.
 */
export interface StereoImages extends TelescopeRows {
  /** 1 where a telescope takes part: what a quality query of the images selected. */
  readonly mask: Uint8Array;
  /** Centroid: hillas_fov_lon, hillas_fov_lat [deg], or in the camera frame hillas_x, hillas_y [m]. */
  readonly cogX: Float64Array;
  readonly cogY: Float64Array;
  /** Direction of the major axis in the same frame [deg]. */
  readonly psi: Float64Array;
  readonly intensity: Float64Array;
  readonly length: Float64Array;
  readonly width: Float64Array;
  /** Nominal pointing of the array [deg], shape (n_events). */
  readonly arrayPointingAlt: Float64Array;
  readonly arrayPointingAz: Float64Array;
  /** Pointing of the telescopes [deg], shape (n_events, n_telescopes). */
  readonly pointingAlt: Float64Array;
  readonly pointingAz: Float64Array;
}

/**
 * Reconstructed showers with the columns of ctapipe's `ReconstructedGeometryContainer`; shape
 * (n_events) each unless said. Where isValid is 0 all others are NaN and no telescope is marked.
 * Columns that neither reconstructor of this file knows (ang_distance_uncert, core_uncert_x,
 * core_uncert_y, h_max_uncert, goodness_of_fit) are NaN throughout, as the reference has them.
 */
export interface StereoGeometry {
  readonly isValid: Uint8Array;
  /** 1 where a telescope was used, shape (n_events, n_telescopes). */
  readonly telescopes: Uint8Array;
  /** Direction [deg]; az in [0, 360). */
  readonly alt: Float64Array;
  readonly az: Float64Array;
  /** Uncertainty of alt, and of az, on the sphere [deg]. */
  readonly altUncert: Float64Array;
  readonly azUncert: Float64Array;
  readonly angDistanceUncert: Float64Array;
  /** Core in the ground frame [m]. */
  readonly coreX: Float64Array;
  readonly coreY: Float64Array;
  readonly coreUncertX: Float64Array;
  readonly coreUncertY: Float64Array;
  /** Core in the frame tilted to the array pointing [m]. */
  readonly coreTiltedX: Float64Array;
  readonly coreTiltedY: Float64Array;
  readonly coreTiltedUncertX: Float64Array;
  readonly coreTiltedUncertY: Float64Array;
  /** Height of shower maximum above sea level [m]. */
  readonly hMax: Float64Array;
  readonly hMaxUncert: Float64Array;
  /** Mean intensity of the images used [p.e.]. */
  readonly averageIntensity: Float64Array;
  readonly goodnessOfFit: Float64Array;
}

/** Result of `hillasReconstructor`. */
export interface HillasReconstructorResult {
  readonly geometry: StereoGeometry;
  /**
   * Angle of each image's axis in the tilted frame (column `core_psi`) [deg], shape (n_rows); NaN
   * for telescopes that were not used.
   */
  readonly corePsi: Float64Array;
}

function checkImages(images: StereoImages, array: StereoArray): void {
  const nEvents = images.arrayPointingAlt.length;
  const nTelescopes = array.cameraRadius.length;
  checkTelescopeRows(images, nEvents, nTelescopes);
  const nRows = images.telescope.length;
  for (const name of ['mask', 'cogX', 'cogY', 'psi', 'intensity', 'length', 'width'] as const) {
    checkLength(name, images[name], nRows);
  }
  checkLength('arrayPointingAz', images.arrayPointingAz, nEvents);
  checkLength('pointingAlt', images.pointingAlt, nEvents * nTelescopes);
  checkLength('pointingAz', images.pointingAz, nEvents * nTelescopes);
  checkLength('positions', array.positions, 3 * nTelescopes);
  checkLength('focalLength', array.focalLength, nTelescopes);
  if (array.frame === 'CameraFrame' && !array.focalLength.every((length) => length > 0)) {
    throw new PhotoelectronError(
      'argument-invalid',
      'Stereo reconstruction in the camera frame needs a positive focal length of every telescope.',
      { item: 'focalLength' },
    );
  }
}

async function reconstruct(
  kernel: 'hillasReconstructor' | 'hillasIntersection',
  images: StereoImages,
  array: StereoArray,
  corePsi: Float64Array | undefined,
  options: TaskOptions,
): Promise<StereoGeometry> {
  checkImages(images, array);
  const nEvents = images.arrayPointingAlt.length;
  const column = () => new Float64Array(nEvents);
  const unknown = column().fill(NaN);
  const directionUncert = column();
  const results = {
    isValid: new Uint8Array(nEvents),
    telescopes: new Uint8Array(images.pointingAlt.length),
    alt: column(),
    az: column(),
    coreX: column(),
    coreY: column(),
    coreTiltedX: column(),
    coreTiltedY: column(),
    coreTiltedUncertX: column(),
    coreTiltedUncertY: column(),
    hMax: column(),
    averageIntensity: column(),
  };
  await nativeKernel(kernel)({
    ...options,
    offsets: images.offsets,
    telescope: images.telescope,
    mask: images.mask,
    lon: images.cogX,
    lat: images.cogY,
    psi: images.psi,
    intensity: images.intensity,
    length: images.length,
    width: images.width,
    arrayPointingAlt: images.arrayPointingAlt,
    arrayPointingAz: images.arrayPointingAz,
    pointingAlt: images.pointingAlt,
    pointingAz: images.pointingAz,
    positions: array.positions,
    cameraRadius: array.cameraRadius,
    focalLength: array.frame === 'CameraFrame' ? array.focalLength : undefined,
    referenceHeight: array.referenceHeight,
    ...results,
    directionUncert,
    corePsi,
  });
  return {
    ...results,
    altUncert: directionUncert,
    azUncert: directionUncert,
    angDistanceUncert: unknown,
    coreUncertX: unknown,
    coreUncertY: unknown,
    hMaxUncert: unknown,
    goodnessOfFit: unknown,
  };
}

/**
 * Reconstructs showers from the planes that image axes and telescopes span, as ctapipe's
 * `HillasReconstructor`: direction as the average of the planes' crossings weighted by
 * intensity · length / width of both images, core as the point nearest to the axes in the tilted
 * frame, height of maximum as the point nearest to the lines of sight to the centroids. Divergent
 * pointing is allowed for. Directions are rotated as vectors, where the reference goes through
 * astropy's spherical frames: TelescopeFrame, NominalFrame and AltAz differ by rotations only.
 *
 * Events with fewer than two selected images or with a selected width of 0 or NaN are invalid. So
 * are, other than in the reference, events whose axes are all parallel to the precision of the
 * numbers or whose result is not finite: it stops with an error or calls NaN and rounding noise valid.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit
 */
export async function hillasReconstructor(
  images: StereoImages,
  array: StereoArray,
  options: TaskOptions = {},
): Promise<HillasReconstructorResult> {
  const corePsi = new Float64Array(images.telescope.length).fill(NaN);
  const geometry = await reconstruct('hillasReconstructor', images, array, corePsi, options);
  return { geometry, corePsi };
}

/**
 * Reconstructs showers from the crossings of all pairs of image axes, as ctapipe's
 * `HillasIntersection` (Hofmann et al. 1999, algorithm 1) with its only weighting,
 * `harmonic-mean-intensity`. Direction in the nominal frame of the array pointing, core in the tilted
 * frame; height of maximum from impact distance over angular distance, NaN above 100 km. Invalid as
 * in `hillasReconstructor`, and when the direction is more than 45° from the pointing.
 *
 * Deviation: of images in the camera frame the reference takes psi for an angle of the telescope
 * frame, whose axes are swapped, so its result is wrong there; here psi is converted, and both
 * frames give the same shower.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit
 */
export async function hillasIntersection(
  images: StereoImages,
  array: StereoArray,
  options: TaskOptions = {},
): Promise<StereoGeometry> {
  return reconstruct('hillasIntersection', images, array, undefined, options);
}
