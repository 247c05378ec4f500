import { describe, expect, it } from 'vitest';
import {
  defaultText,
  fieldMatches,
  keyTitle,
  numberStep,
  valueText,
} from '../../../../renderer/forms/field-text.ts';
import { formFromSchema } from '../../../../renderer/forms/form-from-schema.ts';

const field = {
  key: 'picture_threshold_pe',
  node: formFromSchema({
    type: 'number',
    unit: 'p.e.',
    default: 10,
    description: 'A pixel with at least this charge is a picture pixel.',
  }),
};

describe('words of a form', () => {
  it('turn keys into titles without what the unit says', () => {
    expect(keyTitle('picture_threshold_pe', 'p.e.')).toBe('Picture threshold');
    expect(keyTitle('time_limit_ns', 'ns')).toBe('Time limit');
    expect(keyTitle('write_r1_waveforms')).toBe('Write R1 waveforms');
  });

  it.each([
    [8.5, 'p.e.', '8.5 p.e.'],
    [null, undefined, 'none'],
    [true, undefined, 'on'],
    ['', undefined, 'empty'],
    [[], undefined, 'none'],
    [
      [
        { type: '*', value: 10 },
        { id: 3, value: 9 },
      ],
      'p.e.',
      'all telescopes 10 p.e. · telescope 3 9 p.e.',
    ],
    [[['a', 'x > 1']], undefined, 'a x > 1'],
    [{ type: 'MARSImageCleaner', time: 3 }, undefined, 'MARSImageCleaner (time 3)'],
    [{ type: 'NeighborAverage' }, undefined, 'NeighborAverage'],
    [undefined, undefined, '–'],
  ])('show %j in a line', (value, unit, expected) => {
    expect(valueText(value, unit)).toBe(expected);
  });

  it('find a field by key, title and description', () => {
    expect(fieldMatches(field, 10, ['picture', 'charge'])).toBe(true);
    expect(fieldMatches(field, 10, ['threshold_pe'])).toBe(true);
    expect(fieldMatches(field, 10, ['picture', 'boundary'])).toBe(false);
  });

  it('know the default and a step that suits it', () => {
    expect(defaultText(field)).toBe('10 p.e.');
    const step = (usual: number, type = 'number') => {
      const node = formFromSchema({ type, default: usual });
      return node.kind === 'number' ? numberStep(node) : Number.NaN;
    };
    expect([step(10), step(8.5), step(4000), step(0), step(7, 'integer')]).toEqual([
      1, 0.1, 100, 0.1, 1,
    ]);
  });
});
