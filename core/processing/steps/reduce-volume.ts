import type { CalibratedWaveforms } from '../../native/calibrate.ts';
import { type DataVolumeReduction, reduceDataVolume } from '../../native/reduce-data-volume.ts';
import { removePixels } from '../../native/remove-pixels.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import { camelCaseKeys } from '../plan/camel-case-keys.ts';
import type { StepOptions } from './step-options.ts';

/**
 * R1 → DL0: empties the waveforms of the pixels that the data volume reduction of the configuration
 * leaves out.
 *
 * @param keepR1 leave the given waveforms as they are and change a copy
 * @returns the waveforms themselves when there is nothing to reduce
 */
export async function reduceVolume(
  plan: TelescopePlan,
  waveforms: CalibratedWaveforms,
  keepR1: boolean,
  { task }: StepOptions,
): Promise<CalibratedWaveforms> {
  const reduction = reductionOf(plan);
  if (reduction.type === 'NullDataVolumeReducer') return waveforms;
  const kept = await reduceDataVolume(waveforms, plan.cameraDescription, reduction, task);
  const reduced = keepR1 ? { ...waveforms, r1Waveform: waveforms.r1Waveform.slice() } : waveforms;
  removePixels(reduced, kept);
  return reduced;
}

function reductionOf({ configuration }: TelescopePlan): DataVolumeReduction {
  const { dataVolumeReduction } = configuration;
  if (dataVolumeReduction.type === 'NullDataVolumeReducer')
    return { type: 'NullDataVolumeReducer' };
  const { image_extractor, cleaner, ...rest } = dataVolumeReduction;
  return {
    ...camelCaseKeys(rest),
    imageExtractor: camelCaseKeys(image_extractor),
    cleaner: camelCaseKeys(cleaner),
  };
}
