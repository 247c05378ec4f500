import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleanerForType } from '../../../core/config/cleaner-for-type.ts';
import { deriveConfiguration } from '../../../core/config/derive-configuration.ts';
import { diffConfigurations } from '../../../core/config/diff-configurations.ts';
import { parseConfiguration } from '../../../core/config/parse-configuration.ts';
import {
  shippedConfigurationFile,
  shippedConfigurations,
} from '../../../core/config/shipped-configurations.ts';

const lst = 'LST_LST_LSTCam';
const magic = 'LST_MAGIC_MAGICCam';
const path = ['cleaning', 'image_cleaner'];

/** The cleaner that a text gives to telescopes. */
function cleanerOf(text: string, type: string, telId = 1) {
  const { image_cleaner } = parseConfiguration(text, 'text').cleaning;
  const { cleaner, differing } = cleanerForType(image_cleaner, type, [telId]);
  return { cleaner, differing };
}

function withCleaner(text: string, type: string, change: Record<string, unknown>, telId = 1) {
  const value = { ...cleanerOf(text, type, telId).cleaner, ...change };
  return deriveConfiguration(
    text,
    [{ path, value, telescopeType: type, telIds: [telId] }],
    'the text',
  );
}

describe('a derived configuration', () => {
  it('has a rule for exactly the telescope type behind the others, and its comments', () => {
    const text = [
      'cleaning:',
      '  image_cleaner:',
      '    type: TailcutsImageCleaner # [CP]',
      '    picture_threshold_pe: # p.e.',
      "      - { type: '*', value: 10 } # [CP class]",
      "      - { type: 'LST_*', value: 8.5 } # [CP]",
      '    boundary_threshold_pe: 4 # p.e. everywhere',
      '',
      '# The end.',
      '',
    ].join('\n');
    expect(withCleaner(text, lst, { picture_threshold_pe: 7.25, boundary_threshold_pe: 3.5 })).toBe(
      [
        'cleaning:',
        '  image_cleaner:',
        '    type: TailcutsImageCleaner # [CP]',
        '    picture_threshold_pe: # p.e.',
        "      - { type: '*', value: 10 } # [CP class]",
        "      - { type: 'LST_*', value: 8.5 } # [CP]",
        '      - { type: LST_LST_LSTCam, value: 7.25 }',
        '    boundary_threshold_pe: # p.e. everywhere',
        "      - { type: '*', value: 4 }",
        '      - { type: LST_LST_LSTCam, value: 3.5 }',
        '',
        '# The end.',
        '',
      ].join('\n'),
    );
  });

  it('has the former rule for exactly this type changed in its place', () => {
    const text = [
      'cleaning:',
      '  image_cleaner:',
      '    type: TailcutsImageCleaner',
      '    picture_threshold_pe:',
      `      - { type: ${lst}, value: 8.50 } # seen to be good`,
      "      - { type: 'SST_*', value: 4 }",
      '',
    ].join('\n');
    expect(withCleaner(text, lst, { picture_threshold_pe: 9 })).toBe(text.replace('8.50', '9'));
  });

  it.each(shippedConfigurations)('of %s differs in nothing but what was changed', (name) => {
    const text = readFileSync(shippedConfigurationFile(name)!, 'utf8');
    const derived = withCleaner(text, lst, { picture_threshold_pe: 6.75 });
    expect(cleanerOf(derived, lst).cleaner).toEqual({
      ...cleanerOf(text, lst).cleaner,
      picture_threshold_pe: 6.75,
    });
    for (const other of [magic, 'SST_ASTRI_ASTRICam', 'MST_MST_FlashCam']) {
      expect(cleanerOf(derived, other)).toEqual(cleanerOf(text, other));
    }
    const [before, after] = [text, derived].map((each) => parseConfiguration(each, name));
    expect(diffConfigurations(before as never, after as never)).toMatchObject([
      { right: 6.75, key: expect.stringContaining('picture_threshold_pe') as unknown },
    ]);
    const comments = (each: string) => each.match(/#.*/g)?.sort();
    expect(comments(derived)).toEqual(comments(text));
  });

  it('is the same text when nothing is changed', () => {
    const text = readFileSync(shippedConfigurationFile('default')!, 'utf8');
    expect(withCleaner(text, lst, {})).toBe(text);
  });

  it('writes out what was left to the defaults', () => {
    const derived = withCleaner('{}\n', lst, { picture_threshold_pe: 6 });
    expect(cleanerOf(derived, lst).cleaner).toMatchObject({ picture_threshold_pe: 6 });
    expect(cleanerOf(derived, magic)).toEqual(cleanerOf('{}', magic));
  });

  it('may have another cleaner for one type', () => {
    const mars = {
      type: 'MARSImageCleaner',
      picture_threshold_pe: 6,
      boundary_threshold_pe: 3.5,
      min_picture_neighbors: 1,
    };
    const text = readFileSync(shippedConfigurationFile('ctao')!, 'utf8');
    const change = { path, value: mars, telescopeType: magic, telIds: [1] };
    const derived = deriveConfiguration(text, [change], 'ctao');
    expect(cleanerOf(derived, magic).cleaner).toEqual(mars);
    expect(cleanerOf(derived, lst)).toEqual(cleanerOf(text, lst));
    // And a parameter of it changed afterwards.
    const again = withCleaner(derived, magic, { picture_threshold_pe: 5.5 });
    expect(cleanerOf(again, magic).cleaner).toEqual({ ...mars, picture_threshold_pe: 5.5 });
    expect(cleanerOf(again, lst)).toEqual(cleanerOf(text, lst));
    expect(again.match(/MARSImageCleaner/g)).toHaveLength(1);
  });

  it('overrides rules for single telescopes of the type, and those only', () => {
    const text = [
      'cleaning:',
      '  image_cleaner:',
      '    type: TailcutsImageCleaner',
      '    picture_threshold_pe:',
      "      - { type: '*', value: 8 }",
      '      - { id: 2, value: 9 }',
      '',
    ].join('\n');
    expect(cleanerOf(text, lst, 2)).toMatchObject({
      cleaner: { picture_threshold_pe: 8 },
      differing: [2],
    });
    const unchanged = cleanerOf(text, lst, 1).cleaner;
    const change = { path, value: unchanged, telescopeType: lst };
    expect(deriveConfiguration(text, [{ ...change, telIds: [1, 3] }], 'text')).toBe(text);
    for (const telIds of [[1, 2], undefined]) {
      const known = telIds === undefined ? {} : { telIds };
      const derived = deriveConfiguration(text, [{ ...change, ...known }], 'text');
      expect(cleanerOf(derived, lst, 2)).toEqual({ cleaner: unchanged, differing: [] });
      expect(cleanerOf(derived, magic, 2).differing).toEqual([2]);
    }
  });

  it.each([
    [
      'a key that there is not',
      { path: ['cleaning', 'image_cleaners'], value: 1 },
      /image_cleaners/,
    ],
    ['a wrong value', { path: ['title'], value: 3 }, /title/],
    [
      'a cleaner that there is not',
      { path, value: { type: 'Broom' }, telescopeType: lst },
      /image_cleaner/,
    ],
  ] as const)('is refused for %s', (_, change, message) => {
    expect(() => deriveConfiguration('{}', [change], 'the text')).toThrow(message);
  });

  it('is written out where an alias stands in the way', () => {
    const text = [
      'contact: &x { name: a }',
      'instrument: { site: b }',
      'cleaning: { image_cleaner: &c { type: MARSImageCleaner } }',
      '',
    ].join('\n');
    // An anchor alone is no hindrance.
    expect(
      cleanerOf(withCleaner(text, lst, { picture_threshold_pe: 3 }), lst).cleaner,
    ).toMatchObject({ picture_threshold_pe: 3 });
    const aliased = 'title: &x a\ncontact: { name: *x }\n';
    const derived = deriveConfiguration(
      aliased,
      [{ path: ['contact', 'name'], value: 'c' }],
      'the text',
    );
    expect(parseConfiguration(derived, 'derived')).toMatchObject({
      title: 'a',
      contact: { name: 'c' },
    });
  });
});
