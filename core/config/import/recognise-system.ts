import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ForeignGroup } from './foreign-settings.ts';

/** Programs whose configurations can be imported. */
export const importedSystems = ['ctapipe', 'lstchain', 'magic-cta-pipe', 'sst1mpipe'] as const;

export type ImportedSystem = (typeof importedSystems)[number];

/** Keys at the top of a file that only one program has. */
const own: Readonly<Record<ImportedSystem, RegExp>> = {
  ctapipe:
    /^(ProcessorTool|DataWriter|MuonProcessor|SoftwareTrigger|SimTelEventSource|IrfTool|DL2EventPreprocessor|EventSelectionOptimizer|Train\w+|PixelStatisticsCalculator\w*|TailcutsImageCleaner|ImageQualityQuery|EventTypeFilter|ApplyModels|MergeTool)$/,
  lstchain:
    /^(source_config|tailcut|tailcuts_clean_with_pedestal_threshold|dynamic_cleaning|image_modifier|LSTCalibrationCalculator|LSTEventSource|CalibrationHDF5Writer|PedestalIntegrator|FlasherFlatFieldCalculator|lh_fit_config|source_dependent|train_gamma_src_r_deg|image_extractor_for_muons|waveform_nsb_tuning|random_forest_(energy_regressor|disp_regressor|disp_classifier|particle_classifier)_args|events_filters)$/,
  'magic-cta-pipe':
    /^(mc_tel_ids|LST|MAGIC|event_coincidence|stereo_reco|create_irf|dl2_to_dl3|energy_regressor|disp_regressor|event_classifier|cloud_correction)$/,
  sst1mpipe:
    /^(telescope_coords|array_center_coords|NsbCalibrator|mean_charge_to_nsb_rate|window_transmittance|telescope_calibration|telescope_equivalent_focal_length|event_selection|misdirection_regression_features_(mono|stereo)|random_forest_(regressor|classifier)_args)$/,
};

/** Keys that ctapipe shares with the programs that are made of it. */
const shared =
  /^(EventSource|CameraCalibrator|ImageProcessor|ShowerProcessor|\w+Reconstructor|\w+WindowSum|\w+Sum|\w+ImageCleaner|\w+(Query|Selector|Extractor|Reducer))$/;

/** Files of sst1mpipe that configure something else. */
const noAnalysis: readonly (readonly [RegExp, string])[] = [
  [/^mc_correction_for_PDE$/, 'a table of corrections of the photon detection efficiency'],
  [/^(cs1|cs2|ana_dir|run_dl1|run_dl3_eff)$/, 'a plan of the daily analysis'],
];

/** Sections of our own document. */
const ours =
  /^(calibration|cleaning|image_parameters|data_volume_reduction|event_type_filter|software_trigger|muons|stereo|output|source)$/;

/**
 * Finds out from its content which program a configuration belongs to.
 *
 * @throws PhotoelectronError `config-invalid` when that cannot be told, when it holds settings of
 *   several programs, or when it is no configuration of an analysis
 */
export function recogniseSystem(settings: ForeignGroup, name: string): ImportedSystem {
  const keys = [...settings.keys()];
  refuseOthers(settings, name);
  const found = importedSystems.flatMap((system) => {
    const key = keys.find((candidate) => own[system].test(candidate));
    return key === undefined ? [] : [{ system, key }];
  });
  const [first, second] = found as readonly ({ system: ImportedSystem; key: string } | undefined)[];
  if (first !== undefined && second !== undefined) {
    throw new PhotoelectronError(
      'config-invalid',
      `${name} holds settings of several programs: ${found.map(({ system, key }) => `${key} of ${system}`).join(', ')}; say which one it is for (--system).`,
      { path: name },
    );
  }
  if (first !== undefined) return first.system;
  // lstchain's configuration for simulations holds nothing but the windows of its two extractors.
  const windows = ['LocalPeakWindowSum', 'GlobalPeakWindowSum'];
  if (windows.every((key) => keys.includes(key)) && keys.length === 2) return 'lstchain';
  if (keys.some((key) => shared.test(key))) return 'ctapipe';
  const examples = keys.slice(0, 3).join(', ');
  throw new PhotoelectronError(
    'config-invalid',
    `${name} is no configuration of ctapipe, lstchain, magic-cta-pipe or sst1mpipe that is known here (it has ${examples.slice(0, 200)}${keys.length > 3 ? ', …' : ''}); say which one it is for (--system).`,
    { path: name },
  );
}

function refuseOthers(settings: ForeignGroup, name: string): void {
  const keys = [...settings.keys()];
  const isModuleList =
    keys.length > 0 &&
    keys.every((key) => {
      const entry = settings.get(key);
      return entry instanceof Map && entry.has('ntel') && entry.has('module_1');
    });
  const what = isModuleList
    ? 'a list of modules that were mounted the wrong way round'
    : noAnalysis.find(([pattern]) => keys.some((key) => pattern.test(key)))?.[1];
  if (what !== undefined) {
    throw new PhotoelectronError(
      'config-invalid',
      `${name} is no configuration of an analysis but ${what} of sst1mpipe; there is nothing to import from it.`,
      { path: name },
    );
  }
  if (
    keys.filter((key) => ours.test(key)).length > 0 &&
    keys.every((key) => /^[a-z_]+$/.test(key))
  ) {
    const isOurs = keys.every(
      (key) => ours.test(key) || /^(title|contact|instrument|custom_steps)$/.test(key),
    );
    if (isOurs) {
      throw new PhotoelectronError(
        'config-invalid',
        `${name} is a configuration of this program already; use it as it is.`,
        { path: name },
      );
    }
  }
}
