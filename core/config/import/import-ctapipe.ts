import type { JsonValue } from '../diff-configurations.ts';
import {
  chains,
  cleanerChain,
  type ComponentChain,
  effectiveSettings,
  extractorChain,
  gainSelectorChain,
  partChain,
  queryChain,
  reconstructorChain,
  reducerChain,
  telescopeValue,
  transferParameters,
} from './ctapipe-components.ts';
import { ctapipeReason } from './ctapipe-reasons.ts';
import type { DraftPath } from './draft.ts';
import { type ForeignSetting, isSetting } from './foreign-settings.ts';
import { type ImportContext, transfer } from './import-context.ts';
import type { ImportedSetting } from './setting-outcomes.ts';
import { reasons } from './without-counterpart.ts';

/** Why settings of the command line are not part of a configuration. */
const perRun = (option: string) => `chosen for each run: ${option}`;
const packing = 'products here hold 32-bit floats, which need no packing';

const asIs = (value: JsonValue): JsonValue => value;
const withoutEnumName = (value: JsonValue): JsonValue =>
  typeof value === 'string' ? value.replace(/^.*\./, '') : value;
const eventTypes = (value: JsonValue): JsonValue =>
  Array.isArray(value) ? value.map(withoutEnumName) : value;

/**
 * Takes over a configuration of `ctapipe-process` 0.32. What the file leaves out has ctapipe's
 * default, which is also ours.
 *
 * @returns what became of every setting
 */
export function importCtapipe(context: ImportContext): ImportedSetting[] {
  importTool(context);
  importSource(context);
  importCalibration(context);
  importImages(context);
  importMuons(context);
  importShowers(context);
  importWriter(context);
  return context.outcomes.list(ctapipeReason);
}

/** A setting of a component, as far as the file has it. */
function settingOf(
  { settings }: ImportContext,
  chain: ComponentChain,
  name: string,
): ForeignSetting | undefined {
  const entry = effectiveSettings(settings, chain).get(name);
  return isSetting(entry) ? entry : undefined;
}

function importTool(context: ImportContext): void {
  const { settings, outcomes } = context;
  for (const entry of effectiveSettings(settings, chains.tool).values()) {
    if (!isSetting(entry)) continue;
    const name = entry.key.split('.').at(-1) ?? '';
    const reason =
      name === 'force_recompute_dl1'
        ? perRun('--recompute-dl1')
        : name === 'overwrite'
          ? perRun('--overwrite')
          : name === 'add_nsb_in_waveforms' || name === 'monitoring_source_list'
            ? 'this step is not available here'
            : 'concerns how the program runs, not the analysis';
    outcomes.left(entry, reason);
  }
  transferParameters(context, chains.eventTypeFilter, ['event_type_filter'], {
    convert: { allowed_types: eventTypes },
  });
  transferParameters(context, chains.softwareTrigger, ['software_trigger'], {
    convert: { allowed_telescope_event_types: eventTypes },
  });
}

function importSource(context: ImportContext): void {
  const shared = {
    input_url: perRun('the file to be processed'),
    allowed_tels: perRun('--telescopes'),
    max_events: perRun('--max-events'),
  };
  const gainSelectorType = settingOf(context, chains.source, 'gain_selector_type');
  if (gainSelectorType !== undefined) {
    transferComponent(context, gainSelectorType, ['calibration', 'gain_selector']);
  }
  const path = ['calibration'];
  for (const name of ['select_gain', 'calib_scale', 'calib_shift']) {
    const setting = settingOf(context, chains.source, name);
    if (setting !== undefined) transfer(context, setting, [...path, name]);
  }
  const selector = context.draft.get(['calibration', 'gain_selector', 'type']);
  const type = typeof selector === 'string' ? selector : 'ThresholdGainSelector';
  const parameters = effectiveSettings(context.settings, gainSelectorChain(type));
  if (parameters.size > 0 && selector === undefined) {
    context.draft.set(['calibration', 'gain_selector'], { type }, 'default of ctapipe');
  }
  transferParameters(context, gainSelectorChain(type), ['calibration', 'gain_selector'], {
    convert: {
      threshold: asIs,
      channel: (value) => (typeof value === 'string' ? value.toUpperCase() : value),
    },
  });
  transferParameters(context, chains.source, ['source'], {
    convert: { focal_length_choice: withoutEnumName },
    without: {
      ...shared,
      gain_selector_type: '',
      select_gain: '',
      calib_scale: '',
      calib_shift: '',
      back_seekable: 'files are never read backwards here',
      skip_r1_calibration: 'simulated samples are always calibrated here',
      override_obs_id: 'the number of the observation is always that of the file here',
      obs_id_offset: 'the number of the observation is always that of the file here',
      atmosphere_profile_choice: 'the atmosphere is always that of the file here',
    },
  });
  for (const [name, setting] of effectiveSettings(context.settings, chains.hdf5Source)) {
    if (!isSetting(setting) || context.outcomes.isTold(setting)) continue;
    context.outcomes.left(
      setting,
      name === 'focal_length_choice'
        ? 'for files of ctapipe only; here source.focal_length_choice holds for all files'
        : 'for files of ctapipe only',
    );
  }
}

/** Takes a component over that is named by its type; telescopes may have different ones. */
function transferComponent(
  context: ImportContext,
  setting: ForeignSetting,
  path: DraftPath,
): boolean {
  const component = (value: JsonValue): JsonValue => (value === null ? null : { type: value });
  return transfer(context, setting, path, {
    convert: (value) => {
      const ours = telescopeValue(value);
      if (!Array.isArray(ours)) return component(ours);
      return ours.map((rule) =>
        typeof rule === 'object' && rule !== null && 'value' in rule
          ? { ...rule, value: component(rule['value']) }
          : rule,
      );
    },
  });
}

/** Paths and types of a component, of each of its rules where telescopes have different ones. */
function componentsAt(context: ImportContext, path: DraftPath): (readonly [DraftPath, string])[] {
  const value = context.draft.get(path);
  const parts: readonly (readonly [DraftPath, JsonValue | undefined])[] = Array.isArray(value)
    ? value.map((_, i) => [
        [...path, i, 'value'] as const,
        context.draft.get([...path, i, 'value', 'type']),
      ])
    : [[path, context.draft.get([...path, 'type'])]];
  return parts.flatMap(([place, type]) =>
    typeof type === 'string' ? [[place, type] as const] : [],
  );
}

/** Takes over the charge extractor of a component with its parameters. */
export function importExtractor(
  context: ImportContext,
  chain: ComponentChain,
  path: DraftPath,
): void {
  const setting = settingOf(context, chain, 'image_extractor_type');
  if (setting !== undefined) transferComponent(context, setting, path);
  if (context.draft.get(path) === undefined) {
    context.draft.set(path, { type: 'NeighborPeakWindowSum' }, 'default of ctapipe');
  }
  for (const [place, type] of componentsAt(context, path)) {
    transferParameters(context, extractorChain(chain, type), place, {
      renamed: { invalid_pixel_handler_type: 'invalid_pixel_handler' },
      convert: { invalid_pixel_handler_type: (value) => value ?? 'none' },
    });
  }
}

/** Takes over calibration, charge extraction and data volume reduction. */
export function importCalibration(context: ImportContext): void {
  const chain = chains.calibrator;
  importExtractor(context, chain, ['calibration', 'image_extractor']);
  const reducer = settingOf(context, chain, 'data_volume_reducer_type');
  if (reducer !== undefined) transferComponent(context, reducer, ['data_volume_reduction']);
  const type = context.draft.get(['data_volume_reduction', 'type']);
  if (type === 'TailCutsDataVolumeReducer') {
    const around = reducerChain(type);
    importExtractor(context, around, ['data_volume_reduction', 'image_extractor']);
    transferParameters(context, cleanerChain(around, 'TailcutsImageCleaner'), [
      'data_volume_reduction',
      'cleaner',
    ]);
    transferParameters(context, around, ['data_volume_reduction'], {
      without: { image_extractor_type: '' },
    });
  }
  const handler = settingOf(context, chain, 'invalid_pixel_handler_type');
  if (handler !== undefined) {
    transferComponent(context, handler, ['calibration', 'invalid_pixel_handler']);
  }
  transferParameters(context, chain, ['calibration'], {
    without: {
      image_extractor_type: '',
      data_volume_reducer_type: '',
      invalid_pixel_handler_type: '',
    },
  });
}

function importImages(context: ImportContext): void {
  const chain = chains.imageProcessor;
  const path = ['cleaning', 'image_cleaner'];
  const cleaner = settingOf(context, chain, 'image_cleaner_type');
  if (cleaner !== undefined) transferComponent(context, cleaner, path);
  if (context.draft.get(path) === undefined) {
    context.draft.set(path, { type: 'TailcutsImageCleaner' }, 'default of ctapipe');
  }
  for (const [place, type] of componentsAt(context, path)) {
    const isPlain = type === 'TailcutsImageCleaner' || type === 'NSBImageCleaner';
    transferParameters(context, cleanerChain(chain, type), place, {
      without: isPlain ? {} : { keep_isolated_pixels: `ctapipe's ${type} never looks at it` },
    });
  }
  importImageQuery(context);
  transferParameters(context, chain, ['image_parameters'], {
    without: {
      image_cleaner_type: '',
      apply_image_modifier: reasons.noise,
    },
  });
}

/** Takes over the query that chooses the images to be parametrised. */
export function importImageQuery(context: ImportContext): void {
  transferParameters(
    context,
    queryChain(chains.imageProcessor, 'ImageQualityQuery'),
    ['image_parameters', 'image_quality_query'],
    { convert: { quality_criteria: asIs } },
  );
}

function importMuons(context: ImportContext): void {
  const chain = chains.muonProcessor;
  const queries = {
    ImageParameterQuery: 'image_parameter_query',
    RingQuery: 'ring_query',
  } as const;
  for (const [type, ours] of Object.entries(queries)) {
    transferParameters(context, queryChain(chain, type), ['muons', ours], {
      convert: { quality_criteria: asIs },
    });
  }
  transferParameters(context, partChain(chain, 'MuonRingFitter'), ['muons']);
  transferParameters(context, chain, ['muons']);
}

/** Takes over the geometrical reconstructions. */
export function importShowers(context: ImportContext): void {
  const available = ['HillasReconstructor', 'HillasIntersection'];
  const setting = settingOf(context, chains.showerProcessor, 'reconstructor_types');
  const path = ['stereo', 'reconstructors'];
  if (setting !== undefined) {
    const names = Array.isArray(setting.value) ? setting.value : [setting.value];
    const known = names.filter((name) => typeof name === 'string' && available.includes(name));
    const others = names.filter((name) => !known.includes(name));
    const without =
      others.length === 0
        ? {}
        : {
            remark: `without ${others.map((name) => JSON.stringify(name)).join(', ')}, not available here`,
          };
    transfer(context, setting, path, {
      convert: () => known.map((name) => ({ type: name })),
      ...without,
    });
  }
  if (context.draft.get(path) === undefined) {
    context.draft.set(path, [{ type: 'HillasReconstructor' }], 'default of ctapipe');
  }
  const list = context.draft.get(path);
  (Array.isArray(list) ? list : []).forEach((_, i) => {
    const type = context.draft.get([...path, i, 'type']);
    if (typeof type !== 'string') return;
    const chain = reconstructorChain(type);
    transferParameters(
      context,
      queryChain(chain, 'StereoQualityQuery'),
      [...path, i, 'stereo_quality_query'],
      { convert: { quality_criteria: asIs } },
    );
    transferParameters(context, chain, [...path, i], {
      without: { n_jobs: 'work is spread over the cores of the job here' },
    });
  });
}

function importWriter(context: ImportContext): void {
  const chain = chains.writer;
  transferParameters(context, partChain(chain, 'Contact'), ['contact'], {
    convert: { name: asIs, email: asIs, organization: asIs },
  });
  transferParameters(context, partChain(chain, 'Instrument'), ['instrument'], {
    renamed: { class_: 'class', type_: 'type', id_: 'id' },
  });
  transferParameters(context, chain, ['output'], {
    renamed: {
      write_dl1_images: 'write_images',
      write_dl1_parameters: 'write_parameters',
      write_dl2: 'write_showers',
    },
    without: {
      overwrite: perRun('--overwrite'),
      output_path: perRun('-o'),
      context_metadata: 'products hold no free metadata here',
      ...Object.fromEntries(
        ['transform_image', 'transform_peak_time', 'transform_waveform'].map((name) => [
          name,
          packing,
        ]),
      ),
      ...Object.fromEntries(
        ['image', 'peak_time', 'waveform'].flatMap((name) =>
          ['dtype', 'offset', 'scale'].map((part) => [`${name}_${part}`, packing]),
        ),
      ),
    },
  });
}
