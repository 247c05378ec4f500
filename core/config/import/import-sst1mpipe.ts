import type { JsonValue } from '../diff-configurations.ts';
import { chains, cleanerChain, transferParameters } from './ctapipe-components.ts';
import { ctapipeReason } from './ctapipe-reasons.ts';
import { type ForeignGroup, type ForeignSetting, isSetting } from './foreign-settings.ts';
import { importCalibration, importImageQuery, importShowers } from './import-ctapipe.ts';
import { type ImportContext, state, transfer } from './import-context.ts';
import { groupAt, settingAt } from './setting-at.ts';
import type { ImportedSetting } from './setting-outcomes.ts';
import { reasons, type ReasonTable } from './without-counterpart.ts';

const cleanerSection = ['ImageProcessor', 'ImageCleanerSST', 'telescope_defaults'];
const cleanerPath = ['cleaning', 'image_cleaner'];

const table: ReasonTable = [
  [/^allowed_tels$/, reasons.perRun],
  [/^(telescope_coords|array_center_coords|telescope_equivalent_focal_length)\b/, reasons.fromFile],
  [/^(telescope_calibration|window_transmittance|NsbCalibrator)\b/, reasons.rawData],
  [/^stereo\b/, reasons.coincidence],
  [/^(analysis)\b/, 'models, instrument response functions and cuts are not built yet'],
  [/^event_selection\b/, reasons.selection],
  [/^(random_forest_|\w+_features\b|disp_method|misdirection_)/, reasons.models],
  [/^mean_charge_to_nsb_rate\b/, 'the level of the night sky is not measured here'],
];

/** Parameters of `ImageCleanerSST` by our names. */
const cleanerNames: Readonly<Record<string, string>> = {
  stdev_scaling: 'pedestal_factor',
  picture_threshold_pe: 'picture_threshold_pe',
  boundary_threshold_pe: 'boundary_threshold_pe',
  min_picture_neighbors: 'min_picture_neighbors',
  keep_isolated: 'keep_isolated_pixels',
  min_time_neighbors: 'time_num_neighbors',
  time_limit_ns: 'time_limit',
  only_main_island: 'largest_island_only',
};

/**
 * Takes over a configuration of sst1mpipe, which uses ctapipe's components and a cleaner of its own.
 *
 * @returns what became of every setting
 */
export function importSst1mpipe(context: ImportContext): ImportedSetting[] {
  importCalibration(context);
  importCleaner(context);
  importImageQuery(context);
  transferParameters(context, chains.imageProcessor, ['image_parameters'], {
    without: { image_cleaner_type: '' },
  });
  importShowers(context);
  return context.outcomes.list((setting) => {
    const known = table.find(([pattern]) => pattern.test(setting.key));
    return known?.[1] ?? ctapipeReason(setting);
  });
}

function importCleaner(context: ImportContext): void {
  const type = settingAt(context.settings, 'ImageProcessor', 'image_cleaner_type');
  if (type !== undefined && type.value !== 'ImageCleanerSST') {
    transfer(context, type, cleanerPath, { convert: (value) => ({ type: value }) });
    const chosen = context.draft.get([...cleanerPath, 'type']);
    if (typeof chosen === 'string') {
      transferParameters(context, cleanerChain(chains.imageProcessor, chosen), cleanerPath);
    }
    return;
  }
  state(
    context,
    cleanerPath,
    { type: 'NSBImageCleaner' },
    'the cleaner of sst1mpipe, ImageCleanerSST',
  );
  state(context, [...cleanerPath, 'bright_cleaning_threshold'], null, 'not in sst1mpipe');
  if (type !== undefined) {
    transfer(context, type, cleanerPath, {
      convert: () => ({ type: 'NSBImageCleaner', bright_cleaning_threshold: null }),
      remark: 'the same steps under another name',
    });
  }
  const telescopes = groupAt(context.settings, ...cleanerSection);
  for (const [name, ours] of Object.entries(cleanerNames))
    importParameter(context, telescopes, name, ours);
  for (const levels of telescopes.values()) tellLevels(context, levels);
}

/**
 * One parameter of the cleaner of all telescopes: a plain value where they agree, else a rule for
 * each. Thresholds of higher levels of the night sky are taken where they are those of the lowest.
 */
function importParameter(
  context: ImportContext,
  telescopes: ForeignGroup,
  name: string,
  ours: string,
): void {
  const found = [...telescopes].flatMap(([telescope, levels]) => {
    const id = /^tel_0*(\d+)$/.exec(telescope)?.[1];
    const settings = isSetting(levels)
      ? []
      : [...levels.values()].flatMap((level) =>
          isSetting(level) ? [] : [level.get(name)].filter(isSetting),
        );
    return id === undefined || settings.length === 0 ? [] : [{ id: Number(id), settings }];
  });
  if (found.length === 0) return;
  const values = found.map(({ settings: [lowest] }) => lowest.value);
  const isSame = values.every((value) => value === values[0]);
  const value: JsonValue = isSame
    ? values[0]
    : found.map(({ id }, i) => ({ id, value: values[i] }));
  for (const { settings } of found) {
    const [lowest, ...higher] = settings;
    const isTaken = transfer(context, lowest, [...cleanerPath, ours], {
      convert: () => value,
      origin: `${cleanerSection.join('.')}.*.${name}`,
    });
    for (const setting of higher) {
      if (isTaken) tellHigherLevel(context, setting, lowest, ours);
      else context.outcomes.left(setting, `not taken over, as ${lowest.key}`);
    }
  }
}

function tellHigherLevel(
  { outcomes }: ImportContext,
  setting: ForeignSetting,
  lowest: ForeignSetting,
  ours: string,
): void {
  if (setting.value === lowest.value) {
    outcomes.taken(
      setting,
      [...cleanerPath, ours].join('.'),
      'the same at every level of the night sky',
    );
  } else {
    outcomes.left(
      setting,
      `differs from ${lowest.key}, which was taken over: thresholds do not follow the level of the night sky here`,
    );
  }
}

function tellLevels({ outcomes }: ImportContext, levels: ForeignSetting | ForeignGroup): void {
  if (isSetting(levels)) return;
  for (const level of levels.values()) {
    const bound = isSetting(level) ? undefined : level.get('min_nsb_level');
    if (isSetting(bound)) {
      outcomes.left(bound, 'thresholds do not follow the level of the night sky here');
    }
  }
}
