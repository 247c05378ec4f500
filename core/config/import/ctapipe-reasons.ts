import { closestName } from '../../foundation/closest-name.ts';
import type { ForeignSetting } from './foreign-settings.ts';
import { reasons } from './without-counterpart.ts';

/** Components of which a configuration chooses one; sections of the others have no effect. */
const choices =
  /^(FullWaveformSum|FixedWindowSum|GlobalPeakWindowSum|LocalPeakWindowSum|SlidingWindowMaxSum|NeighborPeakWindowSum|BaselineSubtractedNeighborPeakWindowSum|TwoPassWindowSum|VarianceExtractor|FlashCamExtractor|TailcutsImageCleaner|MARSImageCleaner|FACTImageCleaner|TimeConstrainedImageCleaner|NSBImageCleaner|ThresholdGainSelector|ManualGainSelector|TailCutsDataVolumeReducer|NullDataVolumeReducer|HillasReconstructor|HillasIntersection)$/;

/** Sections by the step that they belong to; the first that matches a part of the key counts. */
const steps: readonly (readonly [RegExp, string])[] = [
  [
    /^(Train\w+|CrossValidator|EnergyRegressor|ParticleClassifier|DispReconstructor|FeatureGenerator|MLQualityQuery|SKLearn\w+|Stereo\w*Combiner)$/,
    reasons.models,
  ],
  [
    /^(IrfTool|DL2EventPreprocessor|EventPreprocessor|DL2EventQualityQuery|Default(Reco|True)EnergyBins|DefaultFoVOffsetBins|\w+2dMaker|\w+3DMaker|PSF\w*Maker|\w*Spectra|EventLoader)$/,
    reasons.irf,
  ],
  [
    /^(EventSelectionOptimizer|PointSourceSensitivity\w*|PercentileCuts|\w*PercentileCutCalculator|\w*CutCalculator|CutOptimizer\w*)$/,
    'the optimisation of cuts is not built yet',
  ],
  [
    /^(PixelStatisticsCalculator\w*|\w+Aggregator|\w+Chunking|\w+OutlierDetector|\w+Calculator(Tool)?)$/,
    reasons.cameraCalibration,
  ],
  [/^(ImageModifier|WaveformModifier|NoiseEventTypeFilter)$/, reasons.noise],
  [/^ImPACT\w*|FreePACT\w*$/, 'this reconstruction is not available here'],
  [/^MuonIntensityFitter$/, 'the model of the muon fit has fixed parameters here'],
  [/^\w+MonitoringSource$/, 'monitoring data are not read here'],
  [/^(MergeTool|HDF5Merger|TableLoader)$/, 'the merging of products is not built yet'],
];

const sections = [
  'ProcessorTool',
  'EventSource',
  'SimTelEventSource',
  'EventTypeFilter',
  'SoftwareTrigger',
  'CameraCalibrator',
  'ImageProcessor',
  'ImageQualityQuery',
  'MuonProcessor',
  'ImageParameterQuery',
  'RingQuery',
  'ShowerProcessor',
  'StereoQualityQuery',
  'DataWriter',
  'Contact',
  'Instrument',
];

/** Why a setting that no component of `ctapipe-process` took has no counterpart. */
export function ctapipeReason({ key }: ForeignSetting): string {
  const parts = key.split('.');
  for (const part of parts) {
    const step = steps.find(([pattern]) => pattern.test(part));
    if (step !== undefined) return step[1];
  }
  const unused = parts.find((part) => choices.test(part));
  if (unused !== undefined) return `without effect: the file does not choose ${unused} there`;
  const unknown = parts.slice(0, -1).find((part) => !sections.includes(part));
  if (unknown === undefined) return 'ctapipe 0.32 does not look at it there';
  const guess = closestName(unknown, sections);
  return `ctapipe-process 0.32 has no component ${unknown}${guess === undefined ? '' : ` (${guess} was meant?)`}`;
}
