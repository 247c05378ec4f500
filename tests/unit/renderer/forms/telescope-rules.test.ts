import { describe, expect, it } from 'vitest';
import {
  coversAll,
  isRules,
  overriddenRules,
  rulesFrom,
  type TelescopeRule,
  withMovedRule,
  withoutRule,
  withRule,
  withTarget,
} from '../../../../renderer/forms/telescope-rules.ts';

const all = { type: '*', value: 10 };
const lst = { type: 'LST_*', value: 8 };
const third: TelescopeRule = { id: 3, value: 9 };

describe('rules per telescope', () => {
  it('are told from other lists', () => {
    expect(isRules([all, third])).toBe(true);
    expect(isRules([])).toBe(false);
    expect(isRules([['a', 'b']])).toBe(false);
    expect(isRules([{ type: 'HillasReconstructor' }])).toBe(false);
    expect(isRules(3)).toBe(false);
  });

  it('begin with one for all, and a new one repeats the last', () => {
    expect(rulesFrom(10)).toEqual([all]);
    expect(rulesFrom([lst])).toEqual([lst]);
    expect(withRule([all, lst], 'SST_*')).toEqual([all, lst, { type: 'SST_*', value: 8 }]);
  });

  it('become a plain value when only the one for all is left', () => {
    expect(withoutRule([all, lst], 1)).toBe(10);
    expect(withoutRule([all, lst], 0)).toEqual([lst]);
    expect(withoutRule([all, lst, third], 1)).toEqual([all, third]);
  });

  it('change places with their neighbours only', () => {
    expect(withMovedRule([all, lst, third], 2, -1)).toEqual([all, third, lst]);
    expect(withMovedRule([all, lst], 0, -1)).toEqual([all, lst]);
    expect(withMovedRule([all, lst], 1, 1)).toEqual([all, lst]);
  });

  it('take digits for the number of a telescope and anything else for a pattern', () => {
    expect(withTarget([all, lst], 1, ' 12 ')).toEqual([all, { id: 12, value: 8 }]);
    expect(withTarget([all, third], 1, 'MST_*')).toEqual([all, { type: 'MST_*', value: 9 }]);
    expect(withTarget([all], 0, '  ')).toEqual([all]);
  });

  it('tell which of them can never hold, and whether some telescope may have none', () => {
    expect(overriddenRules([lst, all, third, { ...third, value: 1 }])).toEqual([0, 2]);
    expect(overriddenRules([all, lst, third])).toEqual([]);
    expect(coversAll([all, lst])).toBe(true);
    expect(coversAll([lst, third])).toBe(false);
  });
});
