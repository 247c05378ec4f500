import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraGeometry } from '../instrument/camera-geometry.ts';
import { guessRadius } from '../instrument/guess-radius.ts';
import { pixelWidth } from '../instrument/pixel-width.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkWhole } from './check-whole.ts';
import { muonColumns } from './muon-columns.ts';

/** Numbers of the fit methods in the native core (native/src/muon/ring_fit.h). */
const methods = { kundu_chaudhuri: 0, taubin: 1, kundu_chaudhuri_taubin: 2 } as const;

/** Parameters of the muon analysis, by ctapipe's names. */
export interface MuonOptions {
  readonly fitMethod: keyof typeof methods;
  /** Charge that a sector of the ring needs to count as lit [p.e.]. */
  readonly completenessThreshold: number;
  /** Width of the ring for the intensity ratio, in pixel widths. */
  readonly ratioWidth: number;
  /** Half width of the ring for its charge, in ring radii. */
  readonly ringIntegrationWidth: number;
  /** Width of the band around it, in ring radii. */
  readonly outerRingWidth: number;
}

/** The parameters of ctapipe 0.32. */
export const defaultMuonOptions: MuonOptions = {
  fitMethod: 'kundu_chaudhuri_taubin',
  completenessThreshold: 30,
  ratioWidth: 1.5,
  ringIntegrationWidth: 0.25,
  outerRingWidth: 0.2,
};

/** Cleaned images that may hold rings. */
export interface MuonInput extends TaskOptions {
  /** Charges [p.e.], shape (n_images, n_pixels). */
  readonly image: Float32Array;
  /** 1 where a pixel survived cleaning, shape (n_images, n_pixels). */
  readonly mask: Uint8Array;
  /** 1 where an image passed the quality query, shape (n_images); all by default. */
  readonly evaluate?: Uint8Array;
}

/** Rings of a stack of images. */
export interface MuonRings {
  /** Columns `muonring_…` and `muonparameters_…` by name, shape (n_images). */
  readonly columns: Readonly<Record<string, Float64Array | Int32Array>>;
  /** 1 for the pixels within 40 % of the radius from the ring, shape (n_images, n_pixels). */
  readonly ringMask: Uint8Array;
  /** How many these are, shape (n_images). */
  readonly ringPixels: Int32Array;
}

/**
 * Fits rings to cleaned images of a single-mirror telescope and describes them, as `MuonProcessor` of
 * ctapipe 0.32 does before it fits intensities: three fits, to the cleaned pixels and then twice to
 * all pixels within 40 % of the radius from the ring. Lengths and angles in deg. Images that are not
 * evaluated, or have no ring, hold NaN, and -1 pixels in the ring.
 *
 * Deviation: the Taubin fits end in the exact minimum of their loss function, where the reference's
 * minimiser may stop up to 0.002 deg beside it; and the minimum is not kept inside the limits of that
 * minimiser (twice the largest pixel coordinate).
 *
 * @param geometry camera in the telescope frame
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit or the frame is another
 */
export async function muonRings(
  geometry: CameraGeometry,
  { image, mask, evaluate, ...task }: MuonInput,
  options: Partial<MuonOptions> = {},
): Promise<MuonRings> {
  const { nPixels, pixX, pixY, pixArea } = geometry;
  if (geometry.frame !== 'TelescopeFrame') {
    throw new PhotoelectronError(
      'argument-invalid',
      `Muon rings are fitted in the telescope frame, but the geometry is in the ${geometry.frame}.`,
      { item: 'geometry' },
    );
  }
  checkWhole('nPixels', nPixels, 1, 2 ** 31 - 1);
  const nImages = Math.floor(image.length / nPixels);
  checkLength('image', image, nImages * nPixels);
  checkLength('mask', mask, image.length);
  for (const [name, array] of Object.entries({ pixX, pixY, pixArea })) {
    checkLength(name, array, nPixels);
  }
  const evaluated = evaluate ?? new Uint8Array(nImages).fill(1);
  checkLength('evaluate', evaluated, nImages);
  const { fitMethod, ...numbers } = { ...defaultMuonOptions, ...options };
  const ringMask = new Uint8Array(image.length);
  const values = new Float64Array(muonColumns.length * nImages);
  await nativeKernel('muonRings')({
    ...task,
    ...numbers,
    method: methods[fitMethod],
    pixX,
    pixY,
    pixelWidth: pixelWidth(pixArea, geometry.pixType),
    fovRadius: guessRadius(geometry),
    limit: 2 * pixX.reduce((most, x) => Math.max(most, x), -Infinity),
    image,
    mask,
    evaluate: evaluated,
    ringMask,
    values,
  });
  const columns: Record<string, Float64Array | Int32Array> = {};
  for (const [k, name] of muonColumns.entries()) {
    const column = values.subarray(k * nImages, (k + 1) * nImages);
    columns[name] = name.endsWith('n_pixels_in_ring') ? Int32Array.from(column) : column;
  }
  const ringPixels = Int32Array.from({ length: nImages }, (_, row) =>
    ringMask.subarray(row * nPixels, (row + 1) * nPixels).reduce((sum, value) => sum + value, 0),
  );
  return { columns, ringMask, ringPixels };
}
