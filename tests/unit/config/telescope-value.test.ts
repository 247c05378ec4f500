import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../core/config/glob.ts';
import {
  resolveForTelescope,
  resolveTelescopeValue,
} from '../../../core/config/telescope-value.ts';

const lst = { telId: 1, type: 'LST_LST_LSTCam' };
const mst = { telId: 7, type: 'MST_MST_NectarCam' };

describe('resolveTelescopeValue', () => {
  it('takes the last rule that matches', () => {
    const rules = [
      { type: '*', value: 1 },
      { type: 'LST*', value: 2 },
      { id: 1, value: 3 },
      { type: 'MST*', value: 4 },
    ];
    expect(resolveTelescopeValue(rules, lst)).toBe(3);
    expect(resolveTelescopeValue(rules, mst)).toBe(4);
    expect(resolveTelescopeValue(rules.toReversed(), lst)).toBe(1);
    expect(resolveTelescopeValue(5, lst)).toBe(5);
  });

  it('says which telescope has no value', () => {
    expect(() => resolveTelescopeValue([{ type: 'LST_*', value: 1 }], mst, 'cleaning.x')).toThrow(
      'cleaning.x has no value for telescope 7 (MST_MST_NectarCam)',
    );
  });
});

describe('resolveForTelescope', () => {
  it('resolves at any depth and leaves other lists alone', () => {
    const section = {
      cleaner: [
        { type: '*', value: { type: 'A', threshold: [{ type: 'LST*', value: 8 }] } },
        { type: 'MST*', value: { type: 'B', threshold: 9 } },
      ],
      query: { quality_criteria: [['a', 'b']] },
    };
    expect(resolveForTelescope(section, lst, 'x')).toEqual({
      cleaner: { type: 'A', threshold: 8 },
      query: section.query,
    });
    expect(resolveForTelescope(section, mst, 'x').cleaner).toEqual({ type: 'B', threshold: 9 });
  });
});

describe('matchesGlob', () => {
  // Verdicts of Python's fnmatch.fnmatchcase.
  it.each([
    ['LST_*', 'LST_LST_LSTCam', true],
    ['LST', 'LST_LST_LSTCam', false],
    ['*FlashCam', 'MST_MST_FlashCam', true],
    ['?ST_*', 'SST_1M_DigiCam', true],
    ['[LM]ST*', 'MST_MST_FlashCam', true],
    ['[!LM]ST*', 'MST_MST_FlashCam', false],
    ['[A-M]ST*', 'LST_LST_LSTCam', true],
    ['a.c', 'abc', false],
    ['a[c', 'a[c', true],
    ['[]]', ']', true],
    ['[!]]', 'x', true],
    ['(a|b)+', '(a|b)+', true],
    ['', '', true],
    ['lst*', 'LST_LST_LSTCam', false],
  ])('%s on %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });
});
