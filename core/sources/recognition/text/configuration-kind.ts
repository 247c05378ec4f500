/** What a document of settings is, by its content. */
export interface ConfigurationKind {
  /** Program whose configuration it is. */
  readonly program: 'Photoelectron' | 'ctapipe' | 'lstchain' | 'magic-cta-pipe' | 'sst1mpipe';
  /** What is set in it, in a few words. */
  readonly about: string;
}

type Settings = Readonly<Record<string, unknown>>;

/** Sections of our own configurations; a test compares them with the schema. */
export const OUR_SECTIONS: readonly string[] = [
  'title',
  'contact',
  'instrument',
  'custom_steps',
  'source',
  'event_type_filter',
  'software_trigger',
  'calibration',
  'data_volume_reduction',
  'cleaning',
  'image_parameters',
  'muons',
  'stereo',
  'output',
];

/** Of these at least one must be there, because the other names are anybody's. */
const OUR_OWN =
  /^(event_type_filter|software_trigger|data_volume_reduction|cleaning|image_parameters|custom_steps)$/;

/** Sections that only sst1mpipe has. */
const SST1MPIPE =
  /^(NsbCalibrator|window_transmittance|telescope_coords|array_center_coords|telescope_calibration|mc_correction_for_PDE|mean_charge_to_nsb_rate|misdirection_regression_features_(mono|stereo))$/;

/** Sections that only lstchain has at the top of its documents. */
const LSTCHAIN =
  /^(source_config|events_filters|tailcut|tailcuts_clean_with_pedestal_threshold|image_modifier|dynamic_cleaning|random_forest_\w+|energy_regression_features|particle_classification_features|disp_\w+_features|waveform_nsb_tuning|lh_fit_config|LSTEventSource|LSTCalibrationCalculator|CalibrationHDF5Writer|LSTR0Corrections|LocalPeakWindowSum|GlobalPeakWindowSum|DL3Cuts|DataBinning|write_interleaved_events)$/;

/** Components of ctapipe have names of classes; these endings are those of its families. */
const CTAPIPE =
  /^[A-Z]\w*(Writer|Calibrator|Processor|Source|Tool|Extractor|Cleaner|Reducer|Reconstructor|Regressor|Classifier|Query|Calculator|Aggregator|Chunking|Selector|Interpolator|Maker|Optimizer|Preprocessor|Loader|Merger|Models|Bins|Modifier|WindowSum|Fitter|Combiner|Trigger|Detector|Spectrum)$/;

/** Name of the program whose settings a document holds; undefined when it is nobody's that is known. */
export function configurationKind(document: unknown): ConfigurationKind | undefined {
  if (!isRecord(document)) return undefined;
  const keys = Object.keys(document);
  const about = keys.length > 6 ? `${keys.slice(0, 6).join(', ')}, …` : keys.join(', ');
  const any = (pattern: RegExp) => keys.some((key) => pattern.test(key));
  if (keys.every((key) => OUR_SECTIONS.includes(key)) && any(OUR_OWN)) {
    return { program: 'Photoelectron', about: titleOf(document) ?? about };
  }
  const hasBoth = isRecord(document.LST) && isRecord(document.MAGIC);
  if (any(/^mc_tel_ids$/) || hasBoth) return { program: 'magic-cta-pipe', about };
  if (any(SST1MPIPE) || isDailyAnalysis(document) || isModuleList(document)) {
    return { program: 'sst1mpipe', about };
  }
  if (any(LSTCHAIN)) return { program: 'lstchain', about };
  const areComponents = keys.every((key) => /^[A-Z]/.test(key) || isScalar(document[key]));
  if (areComponents && any(CTAPIPE)) return { program: 'ctapipe', about };
  return undefined;
}

/** The daily analysis of SST-1M is set by which of its two cameras to process. */
function isDailyAnalysis(document: Settings): boolean {
  return (
    'cs1' in document &&
    'cs2' in document &&
    Object.keys(document).some((key) => key.startsWith('run_dl'))
  );
}

/** Modules of DigiCam that were exchanged by accident. */
function isModuleList(document: Settings): boolean {
  const entries = Object.values(document);
  return (
    entries.length > 0 &&
    entries.every((entry) => isRecord(entry) && 'ntel' in entry && 'module_1' in entry)
  );
}

function titleOf(document: Settings): string | undefined {
  return typeof document.title === 'string' && document.title !== '' ? document.title : undefined;
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isRecord(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
