import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalRules } from '../../../core/config/canonical-rules.ts';
import { resolveTelescopeValue, type TelescopeRule } from '../../../core/config/telescope-value.ts';

const same = (a: number, b: number) => a === b;

const rule: fc.Arbitrary<TelescopeRule<number>> = fc.oneof(
  fc.record({
    type: fc.constantFrom('*', 'LST*', 'LST_LST_LSTCam', 'MST*', '*Cam', 'SST_ASTRI_CHEC'),
    value: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ id: fc.integer({ min: 1, max: 3 }), value: fc.integer({ min: 1, max: 3 }) }),
);

const telescopes = ['LST_LST_LSTCam', 'MST_MST_FlashCam', 'SST_ASTRI_CHEC'].flatMap((type) =>
  [1, 2, 3, 4].map((telId) => ({ type, telId })),
);

describe('canonicalRules', () => {
  it('gives every telescope the value that the rules give, and is canonical itself', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), (rules) => {
        const all = [{ type: '*', value: 0 }, ...rules];
        const short = canonicalRules(all, same);
        for (const telescope of telescopes) {
          expect(resolveTelescopeValue(short, telescope)).toBe(
            resolveTelescopeValue(all, telescope),
          );
        }
        expect(canonicalRules(short, same)).toEqual(short);
      }),
    );
  });

  it('leaves out what is overridden or repeats what holds, and sorts what may be sorted', () => {
    expect(
      canonicalRules(
        [
          { type: 'MST*', value: 1 },
          { type: '*', value: 10 },
          { type: 'SST*', value: 10 },
          { id: 3, value: 4 },
          { id: 2, value: 5 },
        ],
        same,
      ),
    ).toEqual([
      { type: '*', value: 10 },
      { id: 2, value: 5 },
      { id: 3, value: 4 },
    ]);
  });
});
