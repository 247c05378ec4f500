import { PhotoelectronError } from '../../foundation/errors.ts';
import { selectTelescopeRows } from '../../sources/select-telescope-rows.ts';
import type { TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import { calibrateWaveforms } from '../steps/calibrate-waveforms.ts';
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
  /** First sample and number of samples of the window; null where no window makes the charge. */
  readonly windowStart: Int32Array | null;
  readonly windowWidth: Int32Array | null;
  /** Name of the extractor. */
  readonly extractor: string;
}

/**
 * The waveforms of some pixels of one telescope event.
 *
 * @param row of the block
 * @param pixels indices in the camera
 * @throws PhotoelectronError `argument-invalid` for a pixel that the camera does not have
 */
export async function pixelWaveforms(
  plan: TelescopePlan,
  whole: TelescopeEventBlock,
  row: number,
  pixels: readonly number[],
  options: StepOptions,
): Promise<PixelWaveforms | undefined> {
  const { geometry, readout, name } = plan.cameraDescription;
  const outside = pixels.find((pixel) => pixel >= geometry.nPixels);
  if (outside !== undefined) {
    throw new PhotoelectronError(
      'argument-invalid',
      `Camera ${name} has ${String(geometry.nPixels)} pixels, so there is no pixel ${String(outside)} (counted from 0).`,
      { item: 'pixels' },
    );
  }
  const block = selectTelescopeRows(whole, [row]);
  const r1 = await calibrateWaveforms(plan, block, options);
  if (r1 === undefined || r1.nSamples === 0) return undefined;
  const { r1Waveform, nSamples } = await reduceVolume(plan, r1, true, options);
  const samples = new Float32Array(pixels.length * nSamples);
  for (const [i, pixel] of pixels.entries()) {
    samples.set(r1Waveform.subarray(pixel * nSamples, (pixel + 1) * nSamples), i * nSamples);
  }
  return {
    pixels: [...pixels],
    nSamples,
    sampleWidthNs: 1 / readout.samplingRate,
    samples,
    windowStart: null,
    windowWidth: null,
    extractor: plan.configuration.calibration.image_extractor.type,
  };
}
