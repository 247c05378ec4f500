import type { CameraGeometry } from '../instrument/camera-geometry.ts';
import { pixelWidth } from '../instrument/pixel-width.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkMask } from './check-mask.ts';
import { checkNeighbors } from './check-neighbors.ts';
import { imageParameterNames } from './image-parameter-names.ts';

/** Cleaned images to be parametrised. */
export interface ImageParametersInput extends TaskOptions {
  /** Reconstructed charges [p.e.] as Float32Array, or true photo-electrons as Int32Array; shape (n_images, n_pixels). */
  readonly image: Float32Array | Int32Array;
  /** 1 where a pixel survived cleaning, shape (n_images, n_pixels); of true images by default the pixels with light. */
  readonly mask?: Uint8Array;
  /** Arrival times [ns], shape (n_images, n_pixels); without them timing and peak_time columns are NaN. */
  readonly peakTime?: Float32Array;
  /**
   * 1 where an image passed the quality query, shape (n_images). Without it the default query of the
   * reference decides: sum of surviving charges > 0 and more than one surviving pixel.
   */
  readonly evaluate?: Uint8Array;
}

/** Columns of a parameter table by name, shape (n_images) each. */
export type ImageParameterColumns = Readonly<Record<string, Float64Array | Int32Array>>;

/**
 * Parameters of a stack of cleaned images, by the column names of the DL1 parameter tables
 * (`imageParameterNames`): Hillas moments and their uncertainties, timing, leakage, concentration,
 * morphology, statistics of charges and times. The frame of the geometry decides about names and
 * units: `TelescopeFrame` gives `hillas_fov_lon` … in deg, `CameraFrame` `camera_frame_hillas_x` … in m;
 * angles are in deg. True images get the prefix `true_` and no time columns. Images that did not pass
 * the query hold NaN, and -1 in the columns of whole numbers.
 *
 * Method: as ctapipe 0.32 (`ImageProcessor`), including its single-precision means of charges and times.
 * Deviations: the robust timing line depends on the image alone (the reference draws random starts);
 * an image with a negative charge in its mask has NaN moments, concentration and timing, where the reference
 * stops with an error.
 *
 * @param geometry camera in the frame wanted
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit or a mask is missing
 */
export async function imageParameters(
  geometry: CameraGeometry,
  { image, mask, peakTime, evaluate, ...options }: ImageParametersInput,
): Promise<ImageParameterColumns> {
  const { nPixels, neighbors } = geometry;
  const isTrue = image instanceof Int32Array;
  const nImages = Math.floor(image.length / nPixels);
  checkLength('image', image, nImages * nPixels);
  checkMask(image, mask);
  if (peakTime !== undefined) checkLength('peakTime', peakTime, image.length);
  if (evaluate !== undefined) checkLength('evaluate', evaluate, nImages);
  const { pixX, pixY, pixArea } = geometry;
  for (const [name, array] of Object.entries({ pixX, pixY, pixArea })) {
    checkLength(name, array, nPixels);
  }
  checkNeighbors(neighbors, nPixels);

  const names = imageParameterNames(geometry.frame, isTrue);
  const values = new Float64Array(names.real.length * nImages);
  const morphology = new Int32Array(names.morphology.length * nImages);
  await nativeKernel('imageParameters')({
    ...options,
    ...neighbors,
    pixX,
    pixY,
    pixArea,
    pixelWidth: pixelWidth(pixArea, geometry.pixType),
    image: isTrue ? undefined : image,
    trueImage: isTrue ? image : undefined,
    mask,
    peakTime: isTrue ? undefined : peakTime,
    evaluate,
    values,
    morphology,
  });
  const columns: Record<string, Float64Array | Int32Array> = {};
  for (const name of names.table) {
    const real = names.real.indexOf(name);
    if (real >= 0) {
      const column = values.subarray(real * nImages, (real + 1) * nImages);
      columns[name] = names.whole.includes(name) ? wholeNumbers(column) : column;
    } else {
      const whole = names.morphology.indexOf(name);
      columns[name] = morphology.subarray(whole * nImages, (whole + 1) * nImages);
    }
  }
  return columns;
}

/** Smallest and largest true charges are counts; -1 where there are none. */
function wholeNumbers(column: Float64Array): Int32Array {
  return Int32Array.from(column, (value) => (Number.isNaN(value) ? -1 : value));
}
