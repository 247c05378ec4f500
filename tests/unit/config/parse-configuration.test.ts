import { describe, expect, it } from 'vitest';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import { parseConfiguration } from '../../../core/config/parse-configuration.ts';

/** Message of the error that a document gives. */
function messageOf(text: string): string {
  try {
    parseConfiguration(text, 'my.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(PhotoelectronError);
    expect((error as PhotoelectronError).code).toBe('config-invalid');
    return (error as PhotoelectronError).message;
  }
  return 'no error';
}

describe('parseConfiguration', () => {
  it('fills in defaults and reads YAML and JSON alike', () => {
    const yaml = parseConfiguration('output:\n  write_images: true\n', 'a.yaml');
    expect(yaml).toEqual(parseConfiguration('{"output": {"write_images": true}}', 'a.json'));
    expect(yaml.output.write_images).toBe(true);
    expect(yaml.output.compression_level).toBe(5);
  });

  it('accepts rules per telescope for whole components and for their parameters', () => {
    const { cleaning } = parseConfiguration(
      `cleaning:
  image_cleaner:
    - {type: '*', value: {type: MARSImageCleaner}}
    - id: 3
      value:
        type: FACTImageCleaner
        time_limit_ns: [{type: 'LST_*', value: 4}]
`,
      'a.yaml',
    );
    expect(cleaning.image_cleaner).toMatchObject([
      { type: '*', value: { type: 'MARSImageCleaner', picture_threshold_pe: 10 } },
      { id: 3, value: { type: 'FACTImageCleaner', time_limit_ns: [{ type: 'LST_*', value: 4 }] } },
    ]);
  });

  it.each([
    [
      'an unknown section',
      'title: x\ncleanin:\n  a: 1\n',
      'my.yaml, line 2, column 1: cleanin is not a known key; did you mean "cleaning"?',
    ],
    [
      'an unknown key of a component',
      'cleaning:\n  image_cleaner:\n    type: TailcutsImageCleaner\n    picture_treshold: 8\n',
      'my.yaml, line 4, column 5: cleaning.image_cleaner.picture_treshold is not a known key; did you mean "picture_threshold_pe"?',
    ],
    [
      'a key of another component',
      'cleaning:\n  image_cleaner:\n    type: TailcutsImageCleaner\n    time_limit_ns: 8\n',
      'my.yaml, line 4, column 5: cleaning.image_cleaner.time_limit_ns is not a known key.',
    ],
    [
      'an unknown key in a rule',
      "cleaning:\n  image_cleaner:\n    - type: '*'\n      value: {type: MARSImageCleaner, picture_threshold: 3}\n",
      'my.yaml, line 4, column 39: cleaning.image_cleaner.0.value.picture_threshold is not a known key; did you mean "picture_threshold_pe"?',
    ],
    [
      'an unknown component',
      'cleaning:\n  image_cleaner: {type: TailCutsCleaner}\n',
      'my.yaml, line 2, column 25: cleaning.image_cleaner.type is "TailCutsCleaner", but must be one of TailcutsImageCleaner, MARSImageCleaner, FACTImageCleaner, TimeConstrainedImageCleaner, NSBImageCleaner, CustomImageCleaner; did you mean "TailcutsImageCleaner"?',
    ],
    [
      'a component without its type',
      'cleaning:\n  image_cleaner: {picture_threshold_pe: 3}\n',
      'my.yaml, line 2, column 3: cleaning.image_cleaner.type is missing: one of TailcutsImageCleaner, MARSImageCleaner, FACTImageCleaner, TimeConstrainedImageCleaner, NSBImageCleaner, CustomImageCleaner.',
    ],
    [
      'a value of a wrong type',
      'cleaning:\n  image_cleaner:\n    type: MARSImageCleaner\n    picture_threshold_pe: eight\n',
      'my.yaml, line 4, column 27: cleaning.image_cleaner.picture_threshold_pe must be a number, not "eight".',
    ],
    [
      'a wrong value in a rule',
      "software_trigger:\n  min_telescopes_of_type:\n    - {type: 'LST*', value: 1.5}\n",
      'my.yaml, line 3, column 29: software_trigger.min_telescopes_of_type.0.value must be a whole number, not 1.5.',
    ],
    [
      'a number out of range',
      'output: {compression_level: 12}',
      'my.yaml, line 1, column 29: output.compression_level must be at most 9, not 12.',
    ],
    [
      'a number with a unit out of range',
      'cleaning:\n  image_cleaner:\n    type: FACTImageCleaner\n    time_limit_ns: -1\n',
      'my.yaml, line 4, column 20: cleaning.image_cleaner.time_limit_ns must be at least 0 ns, not -1.',
    ],
    [
      'a number with a unit out of range in a rule',
      'cleaning:\n  image_cleaner:\n    type: FACTImageCleaner\n    time_limit_ns:\n      - { id: 1, value: -1 }\n',
      'my.yaml, line 5, column 25: cleaning.image_cleaner.time_limit_ns.0.value must be at least 0 ns, not -1.',
    ],
    [
      'JSON',
      '{\n  "output": {\n    "write_imges": true\n  }\n}\n',
      'my.yaml, line 3, column 5: output.write_imges is not a known key; did you mean "write_images"?',
    ],
    [
      'an unknown choice',
      'source: {focal_length_choice: EFECTIVE}',
      'my.yaml, line 1, column 31: source.focal_length_choice is "EFECTIVE", but must be one of EFFECTIVE, EQUIVALENT; did you mean "EFFECTIVE"?',
    ],
    ['a list as document', '- 1\n', 'my.yaml: the document must be a group of keys, not a list.'],
    [
      'broken YAML',
      'output: {a: [1\nb: 2\n',
      'my.yaml, line 2, column 1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
    [
      'a key given twice',
      'title: a\ntitle: b\n',
      'my.yaml, line 2, column 1: "title" is given twice, first in line 1.',
    ],
    [
      'several findings',
      'a: 1\nb: 2\noutput: {write_images: 3}\n',
      'my.yaml, line 1, column 1: a is not a known key. (2 more findings.)',
    ],
    [
      'an expression that cannot be read',
      'image_parameters:\n  image_quality_query:\n    quality_criteria:\n      - [a, "image.sum( > 5"]\n',
      'my.yaml, line 4, column 13: image_parameters.image_quality_query.quality_criteria.0.1 is not valid: Expression "image.sum( > 5", column 12: a number, a name or "(" is missing before ">".',
    ],
    [
      'a reconstructor named twice',
      'stereo: {reconstructors: [{type: HillasReconstructor}, {type: HillasReconstructor}]}',
      'my.yaml, line 1, column 26: stereo.reconstructors names the same reconstructor twice.',
    ],
    [
      'a key of several lines',
      '? |\n  first\n  second\n: 1\n',
      'my.yaml, line 1, column 3: first second is not a known key.',
    ],
    [
      'a value of several lines',
      'output: {write_images: "first\\nsecond"}',
      'my.yaml, line 1, column 24: output.write_images must be true or false, not "first second".',
    ],
  ])('tells the place of %s', (_, text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it('refuses documents that expand without end, and very long ones', () => {
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1,1]'];
    for (let i = 0; i < 8; i++) {
      const name = String.fromCharCode(98 + i);
      const last = String.fromCharCode(97 + i);
      bomb.push(`${name}: &${name} [${Array<string>(10).fill(`*${last}`).join(',')}]`);
    }
    expect(messageOf(bomb.join('\n'))).toMatch('too many YAML aliases');
    expect(messageOf(' '.repeat(2_000_000))).toMatch('longer than 256 KiB');
    const anchors = Array.from({ length: 2000 }, (_, i) => `- &a${i} 1\n- *a${i}`).join('\n');
    expect(messageOf(anchors)).toMatch('too many YAML aliases');
    for (const open of ['[', '{a: ', '{']) {
      expect(messageOf(open.repeat(50_000))).toMatch('brackets are nested deeper than 200');
    }
    for (const open of ['- ', '? ']) {
      expect(messageOf(open.repeat(50_000))).toMatch(
        /^my\.yaml, line 1, column \d+: not valid YAML/,
      );
    }
  });
});
