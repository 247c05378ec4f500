import { describe, expect, it } from 'vitest';
import { importConfiguration } from '../../../../core/config/import/import-configuration.ts';
import type { ImportedSystem } from '../../../../core/config/import/recognise-system.ts';
import { parseConfiguration } from '../../../../core/config/parse-configuration.ts';

/** Imports a text; gives the document and the settings by key. */
function imported(text: string, fileName = 'sample.yaml', from?: ImportedSystem) {
  const result = importConfiguration(text, {
    fileName,
    ...(from === undefined ? {} : { from }),
  });
  return {
    from: result.from,
    text: result.text,
    document: parseConfiguration(result.text, 'imported'),
    settings: new Map(result.settings.map((setting) => [setting.key, setting])),
  };
}

describe('sections of ctapipe', () => {
  it('hold wherever traitlets looks for them, the inner and the derived one first', () => {
    const { document, settings } = imported(`
ProcessorTool:
  ImageProcessor:
    TailcutsImageCleaner: { picture_threshold_pe: 7 }
ImageProcessor:
  image_cleaner_type: MARSImageCleaner
  TailcutsImageCleaner: { boundary_threshold_pe: 4 }
  MARSImageCleaner: { min_picture_neighbors: 3 }
TailcutsImageCleaner: { picture_threshold_pe: 20, min_picture_neighbors: 1 }
`);
    expect(document.cleaning.image_cleaner).toEqual({
      type: 'MARSImageCleaner',
      picture_threshold_pe: 7,
      boundary_threshold_pe: 4,
      min_picture_neighbors: 3,
    });
    expect(settings.get('TailcutsImageCleaner.picture_threshold_pe')).toEqual({
      key: 'TailcutsImageCleaner.picture_threshold_pe',
      value: 20,
      remark:
        'without effect: overridden by ProcessorTool.ImageProcessor.TailcutsImageCleaner.picture_threshold_pe',
    });
  });

  it('may be those of base classes, which hold for every component made of them', () => {
    const { document } = imported(`
QualityQuery: { quality_criteria: [[a, image.size > 7]] }
ImageQualityQuery: { quality_criteria: [[b, image.size > 8]] }
ImageExtractor: { window_width: 5 }
DataWriter: { write_dl2: true }
`);
    expect(document.image_parameters.image_quality_query.quality_criteria).toEqual([
      ['b', 'image.size > 8'],
    ]);
    expect(document.stereo.reconstructors[0].stereo_quality_query.quality_criteria).toEqual([
      ['a', 'image.size > 7'],
    ]);
    expect(document.calibration.image_extractor).toMatchObject({ window_width: 5 });
    expect(document.output.write_showers).toBe(true);
  });

  it('give every telescope its extractor with its own parameters', () => {
    const { document, settings } = imported(`
CameraCalibrator:
  image_extractor_type:
    - [type, '*', LocalPeakWindowSum]
    - [id, 5, TwoPassWindowSum]
  LocalPeakWindowSum: { window_width: "[('type', '*', 7), ('type', 'LST*', 8,)]" }
  TwoPassWindowSum: { invalid_pixel_handler_type: null, disable_second_pass: yes }
  invalid_pixel_handler_type: null
`);
    expect(document.calibration.image_extractor).toMatchObject([
      {
        type: '*',
        value: {
          type: 'LocalPeakWindowSum',
          window_width: [
            { type: '*', value: 7 },
            { type: 'LST*', value: 8 },
          ],
        },
      },
      {
        id: 5,
        value: {
          type: 'TwoPassWindowSum',
          invalid_pixel_handler: 'none',
          disable_second_pass: true,
        },
      },
    ]);
    expect(document.calibration.invalid_pixel_handler).toBe(null);
    expect(settings.get('CameraCalibrator.LocalPeakWindowSum.window_width')?.ours).toBe(
      'calibration.image_extractor[*].window_width',
    );
    expect(settings.get('CameraCalibrator.TwoPassWindowSum.disable_second_pass')?.ours).toBe(
      'calibration.image_extractor[id 5].disable_second_pass',
    );
  });

  it('are taken over for source, trigger, gain, reduction, muons and output', () => {
    const { document, settings } = imported(`
SimTelEventSource:
  gain_selector_type: ManualGainSelector
  ManualGainSelector: { channel: low }
  focal_length_choice: FocalLengthKind.EQUIVALENT
  calib_scale: 1.1
  allowed_tels: [1, 2]
  back_seekable: true
EventTypeFilter: { allowed_types: [EventType.SUBARRAY, MUON] }
SoftwareTrigger: { min_telescopes: 2, min_telescopes_of_type: [[type, 'LST*', 2]] }
CameraCalibrator:
  data_volume_reducer_type: TailCutsDataVolumeReducer
  TailCutsDataVolumeReducer:
    n_end_dilates: 2
    image_extractor_type: FullWaveformSum
    TailcutsImageCleaner: { picture_threshold_pe: 6 }
MuonProcessor: { pedestal: 1.3, MuonRingFitter: { fit_method: taubin } }
DataWriter: { compression_type: zlib, compression_level: 3, Instrument: { site: CTAO-North, id_: '1' } }
`);
    expect(document.source.focal_length_choice).toBe('EQUIVALENT');
    expect(document.calibration).toMatchObject({
      gain_selector: { type: 'ManualGainSelector', channel: 'LOW' },
      calib_scale: 1.1,
    });
    expect(document.event_type_filter.allowed_types).toEqual(['SUBARRAY', 'MUON']);
    expect(document.software_trigger).toMatchObject({
      min_telescopes: 2,
      min_telescopes_of_type: [{ type: 'LST*', value: 2 }],
    });
    expect(document.data_volume_reduction).toMatchObject({
      type: 'TailCutsDataVolumeReducer',
      n_end_dilates: 2,
      image_extractor: { type: 'FullWaveformSum' },
      cleaner: { picture_threshold_pe: 6 },
    });
    expect(document.muons).toMatchObject({ pedestal: 1.3, fit_method: 'taubin' });
    expect(document.output).toMatchObject({ compression_type: 'zlib', compression_level: 3 });
    expect(document.instrument).toMatchObject({ site: 'CTAO-North', id: '1' });
    expect(settings.get('SimTelEventSource.allowed_tels')?.remark).toBe(
      'chosen for each run: --telescopes',
    );
    expect(settings.get('SimTelEventSource.back_seekable')?.ours).toBe(undefined);
  });

  it('say why a value does not fit, and leave ctapipe’s default', () => {
    const { document, settings } = imported(`
ImageProcessor: { image_cleaner_type: TailcutsCleaner }
CameraCalibrator: { image_extractor_type: NeighborPeakWindowSum, NeighborPeakWindowSum: { window_width: 0 } }
ImageQualityQuery: { quality_criteria: [[a, 'lambda image: 3']] }
ShowerProcessor: { reconstructor_types: [HillasIntersection, ImPACTReconstructor] }
ImageProcesor: { use_telescope_frame: false }
TailcutsImageCleaner: { picture_treshold_pe: 9 }
`);
    expect(document.cleaning.image_cleaner).toMatchObject({ type: 'TailcutsImageCleaner' });
    expect(document.calibration.image_extractor).toMatchObject({ window_width: 7 });
    expect(document.stereo.reconstructors.map(({ type }) => type)).toEqual(['HillasIntersection']);
    const remark = (key: string) => settings.get(key)?.remark;
    expect(remark('ImageProcessor.image_cleaner_type')).toMatch(
      /^not taken over: the value of type is "TailcutsCleaner", .*did you mean "TailcutsImageCleaner"\?$/,
    );
    expect(remark('TailcutsImageCleaner.picture_treshold_pe')).toBe(
      'not taken over: it is not a known key; did you mean "picture_threshold_pe"?',
    );
    expect(remark('CameraCalibrator.NeighborPeakWindowSum.window_width')).toBe(
      'not taken over: the value must be at least 1 samples, not 0',
    );
    expect(remark('ImageQualityQuery.quality_criteria')).toMatch(
      /^not taken over: .* is not valid/,
    );
    expect(remark('ShowerProcessor.reconstructor_types')).toBe(
      'without "ImPACTReconstructor", not available here',
    );
    expect(remark('ImageProcesor.use_telescope_frame')).toBe(
      'ctapipe-process 0.32 has no component ImageProcesor (ImageProcessor was meant?)',
    );
  });
});

describe('lstchain, magic-cta-pipe and sst1mpipe', () => {
  it('take the cleaning of simulations where that of observed data differs', () => {
    const { document, settings } = imported(
      '{"tailcut": {"picture_thresh": 6, "delta_time": null}, "tailcuts_clean_with_pedestal_threshold": {"picture_thresh": 8}, "dynamic_cleaning": {"apply": false, "threshold": 267}}',
      'a.json',
    );
    expect(document.cleaning.image_cleaner).toMatchObject({
      picture_threshold_pe: 6,
      time_limit: null,
      bright_cleaning_threshold: null,
    });
    expect(settings.get('tailcuts_clean_with_pedestal_threshold.picture_thresh')?.remark).toContain(
      'differs from tailcut.picture_thresh',
    );
    expect(settings.get('dynamic_cleaning.threshold')?.remark).toBe(
      'without effect: dynamic_cleaning.apply is false',
    );
  });

  it('switch steps of the LST cleaning off', () => {
    const { document } = imported(
      'LST: { time_delta_cleaning: { use: false, time_limit: 2 }, dynamic_cleaning: { use: false, threshold: 267 } }',
    );
    expect(document.cleaning.image_cleaner).toMatchObject([
      { type: '*LSTCam', value: { time_limit: null, bright_cleaning_threshold: null } },
    ]);
  });

  it('leave cuts that are no comparisons', () => {
    const { settings } = imported('stereo_reco: { quality_cuts: "intensity > 50 | width > 0" }');
    expect(settings.get('stereo_reco.quality_cuts')?.remark).toContain('not understood');
  });

  it('give telescopes of sst1mpipe rules where they differ', () => {
    const level = (picture: number) => `[{ min_nsb_level: 0, picture_threshold_pe: ${picture} }]`;
    const { document } = imported(`
telescope_coords: { tel_021: { height_m: 510 } }
ImageProcessor:
  image_cleaner_type: ImageCleanerSST
  ImageCleanerSST: { telescope_defaults: { tel_021: ${level(8)}, tel_022: ${level(9)} } }
`);
    expect(document.cleaning.image_cleaner).toMatchObject({
      picture_threshold_pe: [
        { id: 21, value: 8 },
        { id: 22, value: 9 },
      ],
    });
  });
});

describe('what cannot be imported', () => {
  const bomb = Array.from({ length: 9 }, (_, i) => {
    const name = String.fromCharCode(97 + i);
    const inside = i === 0 ? '1' : `*${String.fromCharCode(96 + i)}`;
    return `${name}: &${name} [${Array<string>(10).fill(inside).join(',')}]`;
  }).join('\n');
  it.each([
    [
      '',
      'sample.yaml',
      'sample.yaml holds no named settings; a configuration is a group of keys with values.',
    ],
    ['{}', 'a.json', 'a.json holds no settings.'],
    [
      '- 1',
      'a.yaml',
      'a.yaml holds no named settings; a configuration is a group of keys with values.',
    ],
    ['DataWriter: {a: 1', 'a.yaml', 'a.yaml, line 1, column 18: not valid YAML:'],
    [
      'DataWriter: 1\nDataWriter: 2',
      'a.yaml',
      'a.yaml, line 2, column 1: "DataWriter" is given twice, first in line 1.',
    ],
    ['[DataWriter]\na = \n', 'a.toml', 'a.toml, line 2, column 5: not valid TOML:'],
    ['[DataWriter]\na = 1\na = 2\n', 'a.toml', 'a.toml, line 3, column 1: not valid TOML:'],
    [bomb, 'a.yaml', 'a.yaml: it uses too many YAML aliases.'],
    [`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, 'a.json', 'a.json is nested too deeply.'],
    [
      'tailcut: {picture_thresh: 8}\nMAGIC: {a: 1}\n',
      'a.yaml',
      'a.yaml holds settings of several programs: tailcut of lstchain, MAGIC of magic-cta-pipe; say which one it is for (--system).',
    ],
    [
      'colour: red\n',
      'a.yaml',
      'a.yaml is no configuration of ctapipe, lstchain, magic-cta-pipe or sst1mpipe that is known here (it has colour); say which one it is for (--system).',
    ],
    [
      'cleaning: {image_cleaner: {type: MARSImageCleaner}}\n',
      'a.yaml',
      'a.yaml is a configuration of this program already; use it as it is.',
    ],
  ])('%j', (text, fileName, message) => {
    expect(() => imported(text, fileName)).toThrow(message);
  });

  it('is a file with more settings than a configuration can have', () => {
    const many = Array.from({ length: 1001 }, (_, i) => `k${i}: 1`).join('\n');
    expect(() => imported(many, 'a.yaml', 'ctapipe')).toThrow('a.yaml holds too many settings.');
    const rules = Array.from({ length: 150 }, (_, i) => `[id, ${i}, LocalPeakWindowSum]`);
    const parts = Array.from({ length: 100 }, (_, i) => `k${i}: 1`);
    const text = `CameraCalibrator: { image_extractor_type: [${rules.join(', ')}], LocalPeakWindowSum: { ${parts.join(', ')} } }`;
    expect(() => imported(text, 'a.yaml')).toThrow(
      'a.yaml: The file holds more settings than a configuration can have.',
    );
  });

  it('is imported as that of the program that is named', () => {
    expect(imported('colour: red', 'a.yaml', 'lstchain').settings.get('colour')?.ours).toBe(
      undefined,
    );
  });

  it('finds out by itself that a text is TOML', () => {
    expect(
      imported('# mine\n[DataWriter]\nwrite_dl2 = true\n', 'noname').document.output.write_showers,
    ).toBe(true);
  });

  it('does not let texts of the file out of their comments', () => {
    const { text } = imported('DataWriter: { "a\\nb: 1 # \\u2028c": 3 }');
    expect(text.split('\n').filter((line) => /^b: 1/.test(line))).toEqual([]);
  });
});
