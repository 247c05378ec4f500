import { PhotoelectronError } from '../../foundation/errors.ts';
import { extractionWindows } from '../../native/extract-charge.ts';
import { selectTelescopeRows } from '../../sources/select-telescope-rows.ts';
import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import { camelCaseKeys } from '../plan/camel-case-keys.ts';
import { calibrateWaveforms } from '../steps/calibrate-waveforms.ts';
import { correctionTable, extractionOptions } from '../steps/extract-images.ts';
import { reduceVolume } from '../steps/reduce-volume.ts';
import type { StepOptions } from '../steps/step-options.ts';

/** Waveforms of some pixels, calibrated as the extractor sees them. */
export interface PixelWaveforms {
  readonly pixels: number[];
  readonly nSamples: number;
  /** Time between samples [ns]. */
  readonly sampleWidthNs: number;
  /** [p.e. per sample], shape (n_asked_pixels, n_samples). */
  readonly samples: Float32Array;
  /**
   * First sample and number of samples of the window, 0 samples where no window makes the charge, shape
   * (n_asked_pixels); null when the charges were not made of these waveforms here.
   */
  readonly windowStart: Int32Array | null;
  readonly windowWidth: Int32Array | null;
  /** Charge over the sum of the samples in the window; NaN where the charge is no such sum. */
  readonly windowFactor: Float64Array | null;
  /** Name of the extractor. */
  readonly extractor: string;
}

/**
 * The waveforms of some pixels of one telescope event: calibrated, reduced in volume, moved and freed
 * from their baseline as the configuration says, with the windows that the extractor takes.
 *
 * @param row of the block
 * @param pixels indices in the camera
 * @returns undefined when the block has no waveforms
 * @throws PhotoelectronError `argument-invalid` for a pixel that the camera does not have
 */
export async function pixelWaveforms(
  plan: TelescopePlan,
  whole: TelescopeEventBlock,
  row: number,
  pixels: readonly number[],
  options: StepOptions,
): Promise<PixelWaveforms | undefined> {
  const { cameraDescription: camera, configuration } = plan;
  const { nPixels } = camera.geometry;
  const outside = pixels.find((pixel) => pixel >= nPixels);
  if (outside !== undefined) {
    throw new PhotoelectronError(
      'argument-invalid',
      `Camera ${camera.name} has ${String(nPixels)} pixels, so there is no pixel ${String(outside)} (counted from 0).`,
      { item: 'pixels' },
    );
  }
  const block = selectTelescopeRows(whole, [row]);
  const r1 = await calibrateWaveforms(plan, block, options);
  if (r1 === undefined || r1.nSamples === 0) return undefined;
  const dl0 = await reduceVolume(plan, r1, true, options);
  const { image_extractor } = configuration.calibration;
  const windows = await extractionWindows(
    dl0,
    camera,
    camelCaseKeys(image_extractor),
    correctionTable(block),
    { ...extractionOptions(plan), ...options.task },
  );
  const { nSamples } = dl0;
  const samples = new Float32Array(pixels.length * nSamples);
  for (const [i, pixel] of pixels.entries()) {
    const begin = pixel * nSamples;
    samples.set(windows.summedWaveforms.subarray(begin, begin + nSamples), i * nSamples);
  }
  const isMadeHere = block.image === undefined;
  const int32 = (values: Int32Array) => Int32Array.from(pixels, (pixel) => values[pixel]);
  return {
    pixels: [...pixels],
    nSamples,
    sampleWidthNs: 1 / camera.readout.samplingRate,
    samples,
    windowStart: isMadeHere ? int32(windows.windowStart) : null,
    windowWidth: isMadeHere ? int32(windows.windowWidth) : null,
    windowFactor: isMadeHere
      ? Float64Array.from(pixels, (pixel) => windows.windowFactor[pixel])
      : null,
    extractor: image_extractor.type,
  };
}
