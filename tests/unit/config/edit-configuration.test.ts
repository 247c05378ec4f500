import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { changeDocument, type DocumentPath } from '../../../core/config/change-document.ts';
import type { JsonValue } from '../../../core/config/diff-configurations.ts';
import { draftConfiguration } from '../../../core/config/draft-configuration.ts';
import { editConfiguration } from '../../../core/config/edit-configuration.ts';
import { shippedConfigurationFile } from '../../../core/config/shipped-configurations.ts';

const cleaner = ['cleaning', 'image_cleaner'] as const;
const thresholds = `cleaning:
  # Found by hand.
  image_cleaner:
    type: TailcutsImageCleaner
    picture_threshold_pe: # p.e.
      # for all
      - { type: '*', value: 10 } # one
      - { type: 'LST_*', value: 8.5 } # two

output:
  write_images: true # large
`;

function set(text: string, path: DocumentPath, value: JsonValue): string {
  return editConfiguration(text, [{ path, value }]);
}

function remove(text: string, path: DocumentPath): string {
  return editConfiguration(text, [{ path, remove: true }]);
}

/** Paths of all values of a document that hold no others. */
function leaves(value: unknown, path: DocumentPath = []): DocumentPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Comments of a text in their order. */
function comments(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []);
}

function shippedText(name: string): string {
  return readFileSync(shippedConfigurationFile(name) ?? '', 'utf8');
}

describe('editConfiguration', () => {
  it('writes a value over another and changes nothing else', () => {
    expect(set(thresholds, [...cleaner, 'picture_threshold_pe', 1, 'value'], 7)).toBe(
      thresholds.replace('8.5', '7'),
    );
    expect(set(thresholds, ['output', 'write_images'], false)).toBe(
      thresholds.replace('true # large', 'false # large'),
    );
  });

  it('keeps lines and comments of the entries of a list that stay', () => {
    const path = [...cleaner, 'picture_threshold_pe'];
    const all = { type: '*', value: 10 };
    const lst = { type: 'LST_*', value: 8.5 };
    const swapped = set(thresholds, path, [lst, all, { id: 3, value: 9 }]);
    expect(swapped).toContain(`    picture_threshold_pe: # p.e.
      - { type: 'LST_*', value: 8.5 } # two
      # for all
      - { type: '*', value: 10 } # one
      - { id: 3, value: 9 }

output:`);
    expect(set(thresholds, path, [all, { type: 'SST_*', value: 4 }])).toContain(
      "- { type: '*', value: 10 } # one\n      - { type: 'SST_*', value: 4 } # two\n",
    );
    expect(set(thresholds, path, 12)).toContain('    picture_threshold_pe: 12 # p.e.\n\noutput:');
  });

  it('turns a value into rules and takes the comment of its line along', () => {
    expect(set('output:\n  a: 3 # three\n', ['output', 'a'], [{ type: '*', value: 4 }])).toBe(
      "output:\n  a: # three\n    - { type: '*', value: 4 }\n",
    );
  });

  it('adds a key where it usually stands, and groups that are missing', () => {
    expect(set(thresholds, ['calibration', 'calib_scale'], 2)).toBe(
      `calibration:\n  calib_scale: 2\n${thresholds}`,
    );
    expect(set(thresholds, [...cleaner, 'boundary_threshold_pe'], 4)).toContain(
      'value: 8.5 } # two\n    boundary_threshold_pe: 4\n\noutput:',
    );
    expect(set('title: x\noutput: {}\n', ['stereo', 'reconstructors'], [])).toBe(
      'title: x\nstereo:\n  reconstructors: []\noutput: {}\n',
    );
  });

  it('takes a key away, with the groups that would be empty', () => {
    expect(remove(thresholds, ['output', 'write_images'])).toBe(
      thresholds.split('output:')[0] ?? '',
    );
    expect(remove(thresholds, [...cleaner, 'type'])).toBe(
      thresholds.replace('    type: TailcutsImageCleaner\n', ''),
    );
    expect(remove(thresholds, ['muons', 'pedestal'])).toBe(thresholds);
    expect(remove('a:\n  - b: 1\n    c: 2\n', ['a', 0, 'b'])).toBe('a:\n  - c: 2\n');
    expect(remove('a: [1, 2]\n', ['a', 0])).toBe('a: [2]\n');
  });

  it.each([
    ['', 'title: T\n'],
    ['# mine\n', '# mine\ntitle: T\n'],
    ['{}', 'title: T'],
    ['title:\n', 'title: T\n'],
    ['title: "a" # b', 'title: "T" # b'],
    ['title: |\n  a\n  b\noutput: {}\n', 'title: T\noutput: {}\n'],
    ['{"output": {}}', '{\n  "output": {},\n  "title": "T"\n}'],
    ['{output: {}}\n', '{ output: {}, title: T }\n'],
    ['title: a\r\noutput: {}\r\n', 'title: T\r\noutput: {}\r\n'],
    ['title: &x a\noutput: {write_images: *x}\n', 'title: T\noutput: { write_images: a }\n'],
    ['? title\n: a\n', '? title\n: T\n'],
  ])('gives %j a title', (text, expected) => {
    expect(set(text, ['title'], 'T')).toBe(expected);
  });

  it('replaces what stands in the way of a key', () => {
    expect(set('output: 3 # why\n', ['output', 'write_images'], true)).toBe(
      'output: # why\n  write_images: true\n',
    );
  });

  it.each(['yes', 'null', '1e3', ' a ', 'a: b', "it's", 'a\nb', '#', '- x', '*', '[x]', '{', 'é'])(
    'writes the text %j so that it is read as such',
    (value) => {
      for (const text of ['', 'title: a\n', 'title: "a"\n', "title: 'a'\n", '{"title": 3}']) {
        expect(parse(set(text, ['title'], value))).toEqual({ title: value });
      }
    },
  );

  it.each(['default', 'lst-1'])('changes every value of %s and keeps all comments', (name) => {
    const text = shippedText(name);
    const content = parse(text) as JsonValue;
    for (const path of leaves(content)) {
      const edited = set(text, path, 'something else');
      expect(parse(edited)).toEqual(changeDocument(content, { path, value: 'something else' }));
      expect(comments(edited)).toEqual(comments(text));
    }
  });

  it.each(['ctao', 'lst-1'])('takes every value of %s away', (name) => {
    const text = shippedText(name);
    const content = parse(text) as JsonValue;
    for (const path of leaves(content)) {
      const edited = remove(text, path);
      expect(parse(edited)).toEqual(changeDocument(content, { path, remove: true }));
      // Only the comments of the lines that went, those of the list where it was in one.
      expect(comments(text).length - comments(edited).length).toBeLessThanOrEqual(1);
    }
  });

  it('refuses to change what is no YAML, with the place', () => {
    expect(() => set('a: {\n', ['title'], 'x')).toThrow(/as long as its text is wrong: line 2/);
  });
});

describe('draftConfiguration', () => {
  it('tells content, document and which rules hold for a telescope', () => {
    const draft = draftConfiguration(thresholds, { type: 'LST_LST_LSTCam' });
    expect(draft.content).toEqual(parse(thresholds));
    expect(draft.document).toMatchObject({ output: { write_images: true, compression_level: 5 } });
    expect(draft.rules).toEqual([{ path: [...cleaner, 'picture_threshold_pe'], rule: 1 }]);
    const single = 'muons: { pedestal: [{ id: 3, value: 2 }] }';
    expect(draftConfiguration(single, { type: 'X' }).rules).toMatchObject([{ rule: null }]);
    expect(draftConfiguration(single, { type: 'X', telId: 3 }).rules).toMatchObject([{ rule: 0 }]);
  });

  it('tells what is wrong, with line, column and path', () => {
    const draft = draftConfiguration('output:\n  write_imags: true\n');
    expect(draft).toMatchObject({ document: null, hash: null });
    expect(draft.findings).toEqual([
      {
        key: 'output.write_imags',
        path: ['output', 'write_imags'],
        line: 2,
        column: 3,
        message: 'output.write_imags is not a known key; did you mean "write_images"?',
      },
    ]);
    expect(draftConfiguration('a: {').content).toBeNull();
    expect(draftConfiguration('- a').content).toBeNull();
  });
});
