import { describe, expect, it } from 'vitest';
import { quantityValues } from '../../../../renderer/event-images/shown-quantity.ts';
import { toyTelescopeEvent } from './toy-event.ts';

describe('quantityValues', () => {
  const event = toyTelescopeEvent();

  it('gives peak times after that of the brightest pixel', () => {
    expect(Array.from(quantityValues('peak_time', event) ?? [])).toEqual([2, 0, -1]);
  });

  it('leaves out the times of pixels that did not survive, where that is wanted', () => {
    expect(Array.from(quantityValues('peak_time', event, true) ?? [])).toEqual([NaN, 0, -1]);
  });

  it('gives what the extractor found beyond the truth', () => {
    expect(Array.from(quantityValues('residual', event) ?? [])).toEqual([1, 2, -1]);
  });

  it.each(['true_charge', 'residual', 'unusable', 'gain'] as const)(
    'has no %s where the file has none',
    (name) => {
      const bare = toyTelescopeEvent({ trueImage: null });
      expect(quantityValues(name, bare)).toBeUndefined();
    },
  );
});
