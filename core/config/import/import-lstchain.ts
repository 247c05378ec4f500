import { telescopeValue } from './ctapipe-components.ts';
import { isSetting } from './foreign-settings.ts';
import { type ImportContext, state, transfer } from './import-context.ts';
import { groupAt, settingAt } from './setting-at.ts';
import type { ImportedSetting } from './setting-outcomes.ts';
import { reasonFrom, reasons, type ReasonTable } from './without-counterpart.ts';

const standard = 'lstchain_standard_config.json';
const extractorPath = ['calibration', 'image_extractor'];
const cleanerPath = ['cleaning', 'image_cleaner'];

/** Cleaning parameters of lstchain's standard configuration by our names. */
const cleaning = {
  picture_threshold_pe: 8,
  boundary_threshold_pe: 4,
  min_picture_neighbors: 2,
  keep_isolated_pixels: false,
  pedestal_factor: 2.5,
  time_limit: 2,
  time_num_neighbors: 1,
  bright_cleaning_n_pixels: 3,
  bright_cleaning_fraction: 0.03,
  bright_cleaning_threshold: 267,
  largest_island_only: false,
} as const;

const table: ReasonTable = [
  [/(^|\.)allowed_tels$/, reasons.perRun],
  [/^source_config\.EventSource\.max_events$/, 'chosen for each run: --max-events'],
  [/^(source_config|LSTEventSource)\b/, 'the reading of raw LST-1 data is not built yet'],
  [
    /^(timestamps_pointing|time_sampling_correction_path|write_interleaved_events)\b/,
    'the reading of raw LST-1 data is not built yet',
  ],
  [
    /^(LSTCalibrationCalculator|CalibrationHDF5Writer|PedestalIntegrator|FlasherFlatFieldCalculator|calibration_product|FixedWindowSum|version)\b/,
    reasons.cameraCalibration,
  ],
  [
    /^(random_forest_|n_training_events|events_filters|\w+_features\b|disp_method|train_)/,
    reasons.models,
  ],
  [
    /^(source_dependent|mc_nominal_source_|observation_mode|n_off_wobble|source_(name|ra|dec)\b)/,
    'the analysis relative to an assumed source is not built yet',
  ],
  [/^(image_modifier|waveform_nsb_tuning)\b/, reasons.noise],
  [/^lh_fit_config\b/, 'the likelihood fit of waveforms is not available here'],
  [/^(image_extractor_for_muons|GlobalPeakWindowSum)\b/, reasons.muonImages],
  [/^write_pe_image$/, 'true images are written here wherever images are'],
  [/^volume_reducer\b/, 'this reduction is not available here'],
  [/^CameraCalibrator\b/, 'ctapipe does not look at it there'],
  [
    /^\w+(WindowSum|MaxSum|Sum|Extractor)\b/,
    'without effect: the file does not choose this extractor',
  ],
];

/** Extractors of a file for the calibration of the camera are those of flat-field and pedestal events. */
const calibrationTable: ReasonTable = [[/WindowSum\b/, reasons.cameraCalibration], ...table];

/**
 * Takes over a configuration of lstchain. What the file leaves out has the value of lstchain's
 * standard configuration, which lstchain itself puts under every file.
 *
 * @returns what became of every setting
 */
export function importLstchain(context: ImportContext): ImportedSetting[] {
  const { settings, outcomes } = context;
  const isCalibration = settings.has('CalibrationHDF5Writer') || settings.has('PedestalIntegrator');
  importExtractor(context, isCalibration);
  importCleaning(context);
  importRest(context);
  return outcomes.list(reasonFrom(isCalibration ? calibrationTable : table, 'lstchain'));
}

function importExtractor(context: ImportContext, isCalibration: boolean): void {
  const { settings, draft } = context;
  state(context, extractorPath, { type: 'LocalPeakWindowSum' }, standard);
  const type = settingAt(settings, 'image_extractor');
  if (type !== undefined) {
    transfer(context, type, extractorPath, { convert: (value) => ({ type: value }) });
  }
  const chosen = draft.get([...extractorPath, 'type']);
  if (chosen === 'LocalPeakWindowSum') {
    state(context, [...extractorPath, 'window_width'], 8, standard);
    state(context, [...extractorPath, 'window_shift'], 4, standard);
    state(context, [...extractorPath, 'apply_integration_correction'], false, standard);
  }
  if (isCalibration || typeof chosen !== 'string') return;
  for (const [name, setting] of groupAt(settings, chosen)) {
    if (isSetting(setting)) {
      transfer(context, setting, [...extractorPath, name], { convert: telescopeValue });
    }
  }
}

/**
 * lstchain cleans observed data with thresholds above the pedestals and simulations without; the
 * cleaner here does the one where pedestals are known and the other where they are not.
 */
function importCleaning(context: ImportContext): void {
  const { settings } = context;
  state(context, cleanerPath, { type: 'NSBImageCleaner' }, 'the cleaning of lstchain');
  for (const [name, value] of Object.entries(cleaning)) {
    state(context, [...cleanerPath, name], value, standard);
  }
  const names: Readonly<Record<string, string>> = {
    picture_thresh: 'picture_threshold_pe',
    boundary_thresh: 'boundary_threshold_pe',
    keep_isolated_pixels: 'keep_isolated_pixels',
    min_number_picture_neighbors: 'min_picture_neighbors',
    use_only_main_island: 'largest_island_only',
    delta_time: 'time_limit',
    sigma: 'pedestal_factor',
  };
  const simulated = groupAt(settings, 'tailcut');
  for (const block of ['tailcut', 'tailcuts_clean_with_pedestal_threshold']) {
    for (const [name, setting] of groupAt(settings, block)) {
      if (!isSetting(setting) || !Object.hasOwn(names, name)) continue;
      const other = block === 'tailcut' ? undefined : simulated.get(name);
      if (isSetting(other) && other.value !== setting.value) {
        context.outcomes.left(
          setting,
          `differs from ${other.key}, which was taken over; observed data need a configuration of their own`,
        );
      } else {
        transfer(context, setting, [...cleanerPath, names[name]]);
      }
    }
  }
  const apply = settingAt(settings, 'dynamic_cleaning', 'apply');
  const threshold = settingAt(settings, 'dynamic_cleaning', 'threshold');
  const thresholdPath = [...cleanerPath, 'bright_cleaning_threshold'];
  if (apply?.value === false) {
    transfer(context, apply, thresholdPath, {
      convert: () => null,
      remark: 'no threshold: bright images are not cleaned again',
    });
    if (threshold !== undefined) {
      context.outcomes.left(threshold, 'without effect: dynamic_cleaning.apply is false');
    }
  } else {
    if (threshold !== undefined) transfer(context, threshold, thresholdPath);
    if (apply !== undefined) {
      context.outcomes.taken(apply, thresholdPath.join('.'), 'acts because there is a threshold');
    }
  }
  const fraction = settingAt(settings, 'dynamic_cleaning', 'fraction_cleaning_intensity');
  if (fraction !== undefined) {
    transfer(context, fraction, [...cleanerPath, 'bright_cleaning_fraction']);
  }
}

function importRest(context: ImportContext): void {
  const { settings } = context;
  const shift = settingAt(settings, 'CameraCalibrator', 'apply_waveform_time_shift');
  const shiftPath = ['calibration', 'apply_waveform_time_shift'];
  state(context, shiftPath, false, standard);
  if (shift !== undefined) transfer(context, shift, shiftPath, { convert: telescopeValue });
  const scale = settingAt(settings, 'mc_image_scaling_factor');
  if (scale !== undefined) {
    transfer(context, scale, ['calibration', 'calib_scale'], {
      remark: 'multiplies the samples here and the charges there, which are sums of samples',
    });
  }
  const reducer = settingAt(settings, 'volume_reducer', 'algorithm');
  if (reducer?.value === null) {
    transfer(context, reducer, ['data_volume_reduction'], {
      convert: () => ({ type: 'NullDataVolumeReducer' }),
    });
  }
  const anyPixel = [
    ['any pixel', 'image.size > 0'],
    ['any charge', 'image.sum() > 0'],
  ];
  state(
    context,
    ['image_parameters', 'use_telescope_frame'],
    false,
    'lstchain: metres in the camera',
  );
  state(
    context,
    ['image_parameters', 'image_quality_query', 'quality_criteria'],
    anyPixel,
    'lstchain parametrises every image with pixels left',
  );
  state(context, ['output', 'write_images'], true, 'lstchain writes images and parameters');
}
