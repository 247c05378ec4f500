import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importConfiguration } from '../../core/config/import/import-configuration.ts';
import { importedSystems } from '../../core/config/import/recognise-system.ts';
import { parseConfiguration } from '../../core/config/parse-configuration.ts';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { dataFile } from '../data-folder.ts';

/** Imports a text; whatever it is, the outcome is a valid configuration or one sentence. */
function importAnything(text: string, fileName: string, from?: (typeof importedSystems)[number]) {
  try {
    const imported = importConfiguration(text, {
      fileName,
      ...(from === undefined ? {} : { from }),
    });
    parseConfiguration(imported.text, 'imported');
    expect(imported.settings.length).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(PhotoelectronError);
    const { code, message } = error as PhotoelectronError;
    expect(code).toBe('config-invalid');
    expect(message).not.toContain('\n');
  }
}

const samples = [
  'ctapipe/configs/base_config.yaml',
  'ctapipe/configs/stage1_config.json',
  'ctapipe/configs/stage1_config.toml',
  'cta-lstchain/configs/lstchain_dl1ab_tune_MC_to_Crab_config.json',
  'magic-cta-pipe/configs/test_config_calib.yaml',
  'sst1mpipe/configs/sst1mpipe_mc_config.json',
] as const;

describe('import of broken configurations', () => {
  it.each(samples)('bytes of %s changed, removed, doubled', (file) => {
    const text = readFileSync(dataFile(file), 'utf8');
    const fileName = file.split('/').at(-1) ?? '';
    const change = fc.record({
      at: fc.integer({ min: 0, max: text.length - 1 }),
      length: fc.integer({ min: 0, max: 40 }),
      insert: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom(
          '[',
          '{',
          ']',
          '}',
          ':',
          '\n',
          ' ',
          '"',
          "'",
          '&a ',
          '*a',
          '!!',
          '- ',
          '0',
          '-1e999',
          'null',
        ),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let broken = text;
        for (const { at, length, insert } of changes) {
          broken = broken.slice(0, at) + insert + broken.slice(at + length);
        }
        importAnything(broken, fileName);
      }),
      { numRuns: 60 },
    );
  });

  it('values of any kind under the names that are looked for', () => {
    const names = [
      ...['DataWriter', 'CameraCalibrator', 'ImageProcessor', 'ShowerProcessor', 'EventSource'],
      ...['image_extractor_type', 'image_cleaner_type', 'TailcutsImageCleaner', 'Contact', 'type'],
      ...['picture_threshold_pe', 'quality_criteria', 'reconstructor_types', 'LocalPeakWindowSum'],
      ...['tailcut', 'picture_thresh', 'dynamic_cleaning', 'threshold', 'LST', 'MAGIC', 'use', '0'],
      ...['image_extractor', 'magic_clean', 'ImageCleanerSST', 'telescope_defaults', 'tel_021'],
      ...['stereo_reco', 'quality_cuts', '__proto__', 'constructor', 'toString', 'value', 'id'],
    ];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(
          fc.constantFrom('*', 'LST*', 'MARSImageCleaner', '[(1,', '((', 'x & y'),
          fc.double(),
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          fc.string({ maxLength: 10 }),
        ),
        fc.array(tie('value'), { maxLength: 4 }),
        tie('group'),
        fc.tuple(fc.constantFrom('type', 'id'), tie('value'), tie('value')),
      ),
      group: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 8 }),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(...importedSystems), (content, from) => {
        importAnything(JSON.stringify(content), 'a.json', from);
      }),
      { numRuns: 300 },
    );
  });

  it('texts of any kind', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: 'binary' }),
        fc.constantFrom('a.yaml', 'a.json', 'a.toml', 'a'),
        fc.constantFrom(...importedSystems),
        (text, fileName, from) => {
          importAnything(text, fileName, from);
        },
      ),
      { numRuns: 500 },
    );
  });
});
