import { readFileSync } from 'node:fs';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { describe, expect, it } from 'vitest';
import { importConfiguration } from '../../../../core/config/import/import-configuration.ts';
import { parseConfiguration } from '../../../../core/config/parse-configuration.ts';
import { dataFile } from '../../../data-folder.ts';

/** Samples of the data folder by the program that its README row names. */
const samples: readonly (readonly [file: string, from: string])[] = [
  ...[
    'base_config.yaml',
    'calculate_pixel_stats.yaml',
    'compute_irf.yaml',
    'image_modification_config.json',
    'ml_preprocessing_config.yaml',
    'optimize_cuts.yaml',
    'stage1_config.json',
    'stage1_config.toml',
    'stage1_config.yaml',
    'stage2_config.yaml',
    'train_disp_reconstructor.yaml',
    'train_energy_regressor.yaml',
    'train_particle_classifier.yaml',
  ].map((name) => [`ctapipe/configs/${name}`, 'ctapipe'] as const),
  ...[
    'lstchain_dl1ab_tune_MC_to_Crab_config.json',
    'lstchain_lhfit_config.json',
    'lstchain_mc_config.json',
    'lstchain_src_dep_config.json',
    'lstchain_standard_config.json',
    'onsite_camera_calibration_param.json',
  ].map((name) => [`cta-lstchain/configs/${name}`, 'lstchain'] as const),
  ...['config.yaml', 'test_config.yaml', 'test_config_calib.yaml', 'test_config_monly.yaml'].map(
    (name) => [`magic-cta-pipe/configs/${name}`, 'magic-cta-pipe'] as const,
  ),
  ...['sst1mpipe_data_config.json', 'sst1mpipe_mc_config.json'].map(
    (name) => [`sst1mpipe/configs/${name}`, 'sst1mpipe'] as const,
  ),
];

const importSample = (file: string) => {
  const fileName = file.split('/').at(-1) ?? '';
  return importConfiguration(readFileSync(dataFile(file), 'utf8'), { fileName });
};

/** Dotted paths of all settings of a file, read by another parser than the one of the import. */
function settingsOf(content: unknown, prefix = ''): string[] {
  const isGroup = (value: unknown): value is object =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    (!Array.isArray(value) ||
      value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)));
  if (!isGroup(content)) return [prefix];
  return Object.entries(content).flatMap(([key, value]) =>
    settingsOf(value, prefix === '' ? key : `${prefix}.${key}`),
  );
}

function parsed(file: string): unknown {
  const text = readFileSync(dataFile(file), 'utf8');
  if (file.endsWith('.toml')) return parseToml(text);
  // Python writes infinity in a way that JSON does not know.
  if (file.endsWith('.json')) return JSON.parse(text.replaceAll(/\bInfinity\b/g, '"Infinity"'));
  return parseYaml(text);
}

describe('the samples of the data folder', () => {
  it.each(samples)(
    '%s is recognised as one of %s and gives a valid configuration',
    (file, from) => {
      const imported = importSample(file);
      expect(imported.from).toBe(from);
      const document = parseConfiguration(imported.text, 'imported');
      expect(document.title).toBe(`${file.split('/').at(-1) ?? ''} of ${from}`);
      expect(imported.text).toContain(`# Imported from ${file.split('/').at(-1) ?? ''}`);
    },
  );

  it.each(samples)('every setting of %s is told exactly once', (file) => {
    const { settings } = importSample(file);
    expect(settings.map(({ key }) => key)).toEqual(settingsOf(parsed(file)));
    const silent = settings.filter(
      ({ ours, remark }) => ours === undefined && remark === undefined,
    );
    expect(silent).toEqual([]);
    const unexplained = settings.filter(
      ({ remark }) => remark?.includes('as far as known') === true,
    );
    expect(unexplained).toEqual([]);
  });

  it.each([
    ['inverted_module_list.json', 'a list of modules that were mounted the wrong way round'],
    ['mc_pde_correction_factors.json', 'a table of corrections of the photon detection efficiency'],
    ['exemple_daily_ana_config.json', 'a plan of the daily analysis'],
  ])('%s is no configuration of an analysis', (name, what) => {
    expect(() => importSample(`sst1mpipe/configs/${name}`)).toThrow(
      `${name} is no configuration of an analysis but ${what} of sst1mpipe; there is nothing to import from it.`,
    );
  });
});

/** The imported document and what became of the settings by their keys. */
function imported(file: string) {
  const { text, settings } = importSample(file);
  return {
    document: parseConfiguration(text, 'imported'),
    settings: new Map(settings.map((setting) => [setting.key, setting])),
  };
}

describe('values of the samples', () => {
  it('ctapipe: rules, components and queries of base_config.yaml', () => {
    const { document, settings } = imported('ctapipe/configs/base_config.yaml');
    expect(document.cleaning.image_cleaner).toEqual({
      type: 'TailcutsImageCleaner',
      picture_threshold_pe: [
        { type: 'LST*', value: 8.5 },
        { type: 'MST*NectarCam', value: 9 },
        { type: 'MST*FlashCam', value: 9 },
        { type: 'SST_ASTRI_CHEC', value: 4 },
      ],
      boundary_threshold_pe: [
        { type: 'LST*', value: 4.25 },
        { type: 'MST*NectarCam', value: 4.5 },
        { type: 'MST*FlashCam', value: 4.5 },
        { type: 'SST_ASTRI_CHEC', value: 2 },
      ],
      min_picture_neighbors: 2,
      keep_isolated_pixels: false,
    });
    expect(document.calibration.image_extractor).toMatchObject([
      { type: '*', value: { type: 'NeighborPeakWindowSum' } },
      { type: '*FlashCam', value: { type: 'FlashCamExtractor' } },
    ]);
    expect(document.output).toMatchObject({ write_parameters: false, write_showers: false });
    expect(settings.get('DataWriter.overwrite')?.remark).toBe('chosen for each run: --overwrite');
    expect(settings.get('ImageProcessor.image_cleaner_type')?.ours).toBe('cleaning.image_cleaner');
  });

  it('ctapipe: the same from YAML-like JSON and TOML', () => {
    const { document: json } = imported('ctapipe/configs/stage1_config.json');
    const { document: toml, settings } = imported('ctapipe/configs/stage1_config.toml');
    const [query] = json.stereo.reconstructors;
    expect({ ...toml, title: '', stereo: '' }).toEqual({ ...json, title: '', stereo: '' });
    // The TOML sample names its query as no version of ctapipe knows it any more.
    expect(query.stereo_quality_query.quality_criteria[0][0]).toBe('enough intensity');
    expect(toml.stereo.reconstructors[0].stereo_quality_query.quality_criteria[0][0]).toBe(
      '> 50 phe',
    );
    expect(settings.get('ShowerProcessor.ShowerQualityQuery.quality_criteria')?.ours).toBe(
      undefined,
    );
  });

  it('lstchain: extractor and cleaning of the standard configuration', () => {
    const { document, settings } = imported('cta-lstchain/configs/lstchain_standard_config.json');
    expect(document.calibration.image_extractor).toEqual({
      type: 'LocalPeakWindowSum',
      window_width: 8,
      window_shift: 4,
      apply_integration_correction: false,
    });
    expect(document.cleaning.image_cleaner).toEqual({
      type: 'NSBImageCleaner',
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
    });
    expect(settings.get('tailcuts_clean_with_pedestal_threshold.sigma')?.ours).toBe(
      'cleaning.image_cleaner.pedestal_factor',
    );
    expect(settings.get('events_filters.intensity')?.value).toEqual([0, 'Infinity']);
  });

  it('lstchain: windows of the configuration for simulations, the rest from the standard one', () => {
    const { document } = imported('cta-lstchain/configs/lstchain_mc_config.json');
    expect(document.calibration.image_extractor).toMatchObject({
      window_width: 8,
      apply_integration_correction: true,
    });
    expect(document.cleaning.image_cleaner).toMatchObject({
      picture_threshold_pe: 8,
      time_limit: 2,
    });
  });

  it('lstchain: extractors of the camera calibration are not those of showers', () => {
    const { document } = imported('cta-lstchain/configs/onsite_camera_calibration_param.json');
    expect(document.calibration.image_extractor).toMatchObject({
      window_width: 8,
      window_shift: 4,
    });
  });

  it('magic-cta-pipe: a rule for each kind of telescope', () => {
    const { document, settings } = imported('magic-cta-pipe/configs/config.yaml');
    expect(document.calibration.image_extractor).toEqual([
      {
        type: '*LSTCam',
        value: {
          type: 'LocalPeakWindowSum',
          window_width: 8,
          window_shift: 4,
          apply_integration_correction: true,
        },
      },
      {
        type: '*MAGICCam',
        value: {
          type: 'SlidingWindowMaxSum',
          window_width: 5,
          apply_integration_correction: false,
        },
      },
    ]);
    expect(document.cleaning.image_cleaner).toMatchObject([
      { type: '*LSTCam', value: { type: 'NSBImageCleaner', time_limit: 2, pedestal_factor: 0 } },
      {
        type: '*MAGICCam',
        value: {
          type: 'TimeConstrainedImageCleaner',
          picture_threshold_pe: 6,
          time_limit_core_ns: 4.5,
        },
      },
    ]);
    expect(document.stereo.reconstructors[0].stereo_quality_query.quality_criteria).toEqual([
      ['intensity > 50', 'parameters.hillas.intensity > 50'],
      ['width > 0', 'parameters.hillas.width.value > 0'],
    ]);
    expect(settings.get('LST.dynamic_cleaning.use')?.ours).toBe(
      'cleaning.image_cleaner[*LSTCam].bright_cleaning_threshold',
    );
    expect(settings.get('MAGIC.charge_correction.factor')?.ours).toBe(undefined);
  });

  it('sst1mpipe: the cleaner of all telescopes and levels of the night sky', () => {
    const { document, settings } = imported('sst1mpipe/configs/sst1mpipe_mc_config.json');
    expect(document.cleaning.image_cleaner).toMatchObject({
      type: 'NSBImageCleaner',
      picture_threshold_pe: 8,
      boundary_threshold_pe: 4,
      pedestal_factor: 2.5,
      time_limit: 8,
      time_num_neighbors: 1,
      bright_cleaning_threshold: null,
    });
    expect(document.image_parameters.use_telescope_frame).toBe(false);
    expect(document.stereo.reconstructors[0].stereo_quality_query.quality_criteria).toHaveLength(4);
    const level = 'ImageProcessor.ImageCleanerSST.telescope_defaults.tel_002.1';
    expect(settings.get(`${level}.picture_threshold_pe`)).toMatchObject({
      ours: 'cleaning.image_cleaner.picture_threshold_pe',
      remark: 'the same at every level of the night sky',
    });
    expect(settings.get('ImageProcessor.TailcutsImageCleaner.picture_threshold_pe')?.remark).toBe(
      'without effect: the file does not choose TailcutsImageCleaner there',
    );
  });
});
