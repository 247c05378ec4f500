import type { JsonValue } from '../diff-configurations.ts';
import { type ForeignGroup, isSetting } from './foreign-settings.ts';
import { draftKey, type ImportContext, state, transfer } from './import-context.ts';
import { groupAt, settingAt } from './setting-at.ts';
import type { ImportedSetting } from './setting-outcomes.ts';
import { reasonFrom, reasons, type ReasonTable } from './without-counterpart.ts';

/** The two kinds of telescopes by their section and their type here. */
const kinds = [
  { section: 'LST', type: '*LSTCam' },
  { section: 'MAGIC', type: '*MAGICCam' },
] as const;

const table: ReasonTable = [
  [/^mc_tel_ids\b/, 'telescopes are known by their type here'],
  [/\.increase_(nsb|psf)\w*\b/, reasons.noise],
  [/^MAGIC\.charge_correction\b/, 'no factor for the charges of one kind of telescope here'],
  [
    /^MAGIC\.magic_clean\.use_sum$/,
    'the cleaning by summed charges of pixel groups is not available here',
  ],
  [
    /^MAGIC\.magic_clean\.(find_hotpixels|pedestal_type)$/,
    'unusable pixels are those of the file here',
  ],
  [/\.muon_ring\b/, reasons.muonImages],
  [/^event_coincidence\b/, reasons.coincidence],
  [/^(energy_regressor|disp_regressor|event_classifier)\b/, reasons.models],
  [/^create_irf\b/, reasons.irf],
  [/^dl2_to_dl3\b/, reasons.dl3],
  [/^cloud_(correction|estimator)\b/, 'the correction for clouds is not built yet'],
  [/^stereo_reco\.theta_uplim$/, 'pointings are not compared here'],
];

/**
 * Takes over a configuration of magic-cta-pipe: what is the same for LST-1 and MAGIC becomes rules by
 * the type of the telescope.
 *
 * @returns what became of every setting
 */
export function importMagicCtaPipe(context: ImportContext): ImportedSetting[] {
  const { settings } = context;
  const present = kinds.filter(({ section }) => groupAt(settings, section).size > 0);
  importExtractors(context, present);
  importCleaners(context, present);
  importStereo(context);
  importMuons(context, present);
  const images = settingAt(settings, 'save_images');
  if (images !== undefined) transfer(context, images, ['output', 'write_images']);
  state(
    context,
    ['image_parameters', 'use_telescope_frame'],
    false,
    'magic-cta-pipe: metres in the camera',
  );
  return context.outcomes.list(reasonFrom(table, 'magic-cta-pipe'));
}

type Kinds = readonly (typeof kinds)[number][];

function importExtractors(context: ImportContext, present: Kinds): void {
  const path = ['calibration', 'image_extractor'];
  const defaults = { LST: 'LocalPeakWindowSum', MAGIC: 'SlidingWindowMaxSum' } as const;
  if (present.length === 0) return;
  state(
    context,
    path,
    present.map(({ section, type }) => ({ type, value: { type: defaults[section] } })),
    'a rule for each kind of telescope',
  );
  present.forEach(({ section }, i) => {
    const group = groupAt(context.settings, section, 'image_extractor');
    const place = [...path, i, 'value'];
    const type = group.get('type');
    if (isSetting(type)) transfer(context, type, place, { convert: (value) => ({ type: value }) });
    for (const [name, setting] of group) {
      if (isSetting(setting) && name !== 'type') transfer(context, setting, [...place, name]);
    }
  });
}

function importCleaners(context: ImportContext, present: Kinds): void {
  const path = ['cleaning', 'image_cleaner'];
  const types = { LST: 'NSBImageCleaner', MAGIC: 'TimeConstrainedImageCleaner' } as const;
  if (present.length === 0) return;
  state(
    context,
    path,
    present.map(({ section, type }) => ({ type, value: { type: types[section] } })),
    'those that come closest to the cleaning of magic-cta-pipe',
  );
  present.forEach(({ section }, i) => {
    const place = [...path, i, 'value'];
    const group = groupAt(context.settings, section);
    if (section === 'LST') importLstCleaner(context, group, place);
    else importMagicCleaner(context, groupAt(group, 'magic_clean'), place);
  });
}

function importLstCleaner(
  context: ImportContext,
  group: ForeignGroup,
  place: readonly (string | number)[],
): void {
  state(context, [...place, 'pedestal_factor'], 0, 'magic-cta-pipe: no thresholds above pedestals');
  const names = {
    picture_thresh: 'picture_threshold_pe',
    boundary_thresh: 'boundary_threshold_pe',
    keep_isolated_pixels: 'keep_isolated_pixels',
    min_number_picture_neighbors: 'min_picture_neighbors',
  } as const;
  for (const [name, ours] of Object.entries(names)) {
    const setting = settingAt(group, 'tailcuts_clean', name);
    if (setting !== undefined) transfer(context, setting, [...place, ours]);
  }
  const island = settingAt(group, 'use_only_main_island');
  if (island !== undefined) transfer(context, island, [...place, 'largest_island_only']);
  importSwitched(context, groupAt(group, 'time_delta_cleaning'), [...place, 'time_limit'], {
    value: 'time_limit',
    others: { min_number_neighbors: [...place, 'time_num_neighbors'] },
  });
  importSwitched(
    context,
    groupAt(group, 'dynamic_cleaning'),
    [...place, 'bright_cleaning_threshold'],
    {
      value: 'threshold',
      others: { fraction: [...place, 'bright_cleaning_fraction'] },
    },
  );
}

/** A step with a switch there is a limit here, null where the step is off. */
function importSwitched(
  context: ImportContext,
  group: ForeignGroup,
  limitPath: readonly (string | number)[],
  names: {
    readonly value: string;
    readonly others: Readonly<Record<string, readonly (string | number)[]>>;
  },
): void {
  const use = settingAt(group, 'use');
  const limit = settingAt(group, names.value);
  const isOff = use?.value === false;
  if (limit === undefined || isOff) {
    state(context, limitPath, null, 'magic-cta-pipe: this step is off');
  }
  if (limit !== undefined && !isOff) transfer(context, limit, limitPath);
  if (limit !== undefined && isOff) {
    context.outcomes.left(limit, `without effect: ${use.key} is false`);
  }
  if (use !== undefined) {
    const remark = isOff ? 'no limit: the step is off' : 'acts because there is a limit';
    context.outcomes.taken(use, draftKey(context.draft, limitPath), remark);
  }
  for (const [name, path] of Object.entries(names.others)) {
    const setting = settingAt(group, name);
    if (setting !== undefined) transfer(context, setting, path);
  }
}

function importMagicCleaner(
  context: ImportContext,
  group: ForeignGroup,
  place: readonly (string | number)[],
): void {
  const why = 'magic-cta-pipe: of MARS';
  state(context, [...place, 'picture_threshold_pe'], 6, why);
  state(context, [...place, 'boundary_threshold_pe'], 3.5, why);
  state(context, [...place, 'min_picture_neighbors'], 1, why);
  const names = {
    picture_thresh: 'picture_threshold_pe',
    boundary_thresh: 'boundary_threshold_pe',
    max_time_off: 'time_limit_core_ns',
    max_time_diff: 'time_limit_boundary_ns',
  } as const;
  for (const [name, ours] of Object.entries(names)) {
    const setting = settingAt(group, name);
    if (setting === undefined) continue;
    const remark = name.startsWith('max_time') ? { remark: 'taken as nanoseconds' } : {};
    transfer(context, setting, [...place, ours], remark);
  }
  const useTime = settingAt(group, 'use_time');
  if (useTime?.value === true) {
    context.outcomes.taken(
      useTime,
      draftKey(context.draft, [...place, 'type']),
      'times are always used',
    );
  } else if (useTime !== undefined) {
    for (const name of ['time_limit_core_ns', 'time_limit_boundary_ns']) {
      state(context, [...place, name], 1e6, 'magic-cta-pipe: times are not used');
    }
    context.outcomes.taken(
      useTime,
      draftKey(context.draft, [...place, 'time_limit_core_ns']),
      'limits that no pixel exceeds',
    );
  }
}

/** Columns of magic-cta-pipe that a stereo query may name here. */
const columns: Readonly<Record<string, string>> = {
  intensity: 'parameters.hillas.intensity',
  width: 'parameters.hillas.width.value',
  length: 'parameters.hillas.length.value',
  n_pixels: 'parameters.morphology.n_pixels',
  n_islands: 'parameters.morphology.n_islands',
  intensity_width_1: 'parameters.leakage.intensity_width_1',
  intensity_width_2: 'parameters.leakage.intensity_width_2',
};

function importStereo(context: ImportContext): void {
  const cuts = settingAt(context.settings, 'stereo_reco', 'quality_cuts');
  if (cuts === undefined) return;
  state(context, ['output', 'write_showers'], true, 'the file has a section stereo_reco');
  const criteria = typeof cuts.value === 'string' ? criteriaOf(cuts.value) : undefined;
  if (criteria === undefined) {
    context.outcomes.left(cuts, 'not understood: only comparisons of image parameters joined by &');
    return;
  }
  const path = ['stereo', 'reconstructors'];
  state(context, path, [{ type: 'HillasReconstructor' }], 'that of magic-cta-pipe');
  transfer(context, cuts, [...path, 0, 'stereo_quality_query', 'quality_criteria'], {
    convert: () => criteria,
    remark: 'in the names of ctapipe',
  });
}

/** `(intensity > 50) & (width > 0)` as criteria; undefined for anything else. */
function criteriaOf(cuts: string): JsonValue[] | undefined {
  const criteria: JsonValue[] = [];
  for (const part of cuts.split('&')) {
    const match = /^\s*\(?\s*(\w+)\s*(>=|<=|>|<)\s*(-?[\d.]+(?:e[-+]?\d+)?)\s*\)?\s*$/i.exec(part);
    if (match === null || !Object.hasOwn(columns, match[1])) return undefined;
    const [, name, relation, limit] = match;
    criteria.push([`${name} ${relation} ${limit}`, `${columns[name]} ${relation} ${limit}`]);
  }
  return criteria;
}

function importMuons(context: ImportContext, present: Kinds): void {
  const rules = present.flatMap(({ section, type }) => {
    const setting = settingAt(
      context.settings,
      section,
      'muon_ring',
      'ring_completeness_threshold',
    );
    return setting === undefined ? [] : [{ setting, rule: { type, value: setting.value } }];
  });
  if (rules.length === 0) return;
  const path = ['muons', 'completeness_threshold'];
  const all = [{ type: '*', value: 30 }, ...rules.map(({ rule }) => rule)];
  for (const { setting } of rules) transfer(context, setting, path, { convert: () => all });
}
