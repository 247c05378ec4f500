import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraDescription } from '../instrument/subarray-description.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import type { CalibratedWaveforms } from './calibrate.ts';
import { checkWhole } from './check-whole.ts';
import { clean } from './clean.ts';
import { defaultCleaners, type TailcutsImageCleaner } from './cleaner-options.ts';
import { extractCharge } from './extract-charge.ts';
import { type ExtractorOptions, extractorDefaults } from './extractors.ts';

/** Keep the pixels around those that tail cuts select in an image extracted for the purpose. */
export interface TailCutsReduction {
  readonly type: 'TailCutsDataVolumeReducer';
  readonly imageExtractor: ExtractorOptions;
  readonly cleaner: TailcutsImageCleaner;
  /** Add neighbours above the boundary threshold until there are no more. */
  readonly doBoundaryDilation: boolean;
  /** Rows of neighbours added at the end. */
  readonly nEndDilates: number;
}

/** How pixels are left out between R1 and DL0, by ctapipe's names. */
export type DataVolumeReduction = { readonly type: 'NullDataVolumeReducer' } | TailCutsReduction;

/** The reference's defaults of the reduction by tail cuts. */
export const defaultTailCutsReduction: TailCutsReduction = {
  type: 'TailCutsDataVolumeReducer',
  imageExtractor: extractorDefaults.NeighborPeakWindowSum,
  cleaner: defaultCleaners.TailcutsImageCleaner,
  doBoundaryDilation: true,
  nEndDilates: 1,
};

/** The threshold that one number or one array of the cleaner's options gives for all pixels. */
function uniformThreshold(cleaner: TailcutsImageCleaner): number {
  if (typeof cleaner.boundaryThresholdPe === 'number') return cleaner.boundaryThresholdPe;
  throw new PhotoelectronError(
    'argument-invalid',
    'The data volume reduction needs one boundary threshold for all pixels.',
    { item: 'boundary_threshold_pe' },
  );
}

/**
 * Chooses the pixels of gain-selected waveforms that a data volume reduction keeps. As ctapipe's
 * reducers; unusable pixels are treated like all others.
 *
 * Deviations: the reference's reducer by tail cuts fails on events with low-gain pixels; here they
 * are treated like the others. Single samples are the image here as everywhere; the reference's
 * reducer, unlike its calibrator, multiplies them by the integration correction.
 *
 * @returns 1 where a pixel is kept, shape (n_rows, n_pixels)
 * @throws PhotoelectronError `argument-invalid` when shapes or options do not fit
 */
export async function reduceDataVolume(
  waveforms: CalibratedWaveforms,
  camera: CameraDescription,
  reduction: DataVolumeReduction,
  task: TaskOptions = {},
): Promise<Uint8Array> {
  const { nRows, nPixels, nChannels } = waveforms;
  if (reduction.type === 'NullDataVolumeReducer') return new Uint8Array(nRows * nPixels).fill(1);
  if (nChannels !== 1) {
    throw new PhotoelectronError(
      'argument-invalid',
      'The data volume reduction by tail cuts needs gain-selected waveforms; select a gain channel first.',
      { item: 'data_volume_reduction' },
    );
  }
  checkWhole('nEndDilates', reduction.nEndDilates, 0, 1000);
  const boundaryThreshold = uniformThreshold(reduction.cleaner);
  const { image } = await extractCharge(
    waveforms,
    camera,
    reduction.imageExtractor,
    undefined,
    task,
  );
  const { neighbors } = camera.geometry;
  const selected = await clean(neighbors, reduction.cleaner, { ...task, image });
  await nativeKernel('growSelections')({
    ...task,
    ...neighbors,
    image,
    selected,
    boundaryThreshold,
    grow: reduction.doBoundaryDilation,
    nEndDilates: reduction.nEndDilates,
  });
  return selected;
}
