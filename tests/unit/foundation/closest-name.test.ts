import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestName } from '../../../core/foundation/closest-name.ts';

const known = ['picture_threshold_pe', 'boundary_threshold_pe', 'min_picture_neighbors', 'id'];

describe('closestName', () => {
  it('finds the name that was meant', () => {
    expect(closestName('picture_treshold_pe', known)).toBe('picture_threshold_pe');
    expect(closestName('Picture_Threshold_PE', known)).toBe('picture_threshold_pe');
    expect(closestName('min_neighbors', known)).toBeUndefined();
    expect(closestName('boundary_threshold', known)).toBe('boundary_threshold_pe');
  });

  it('guesses nothing for words that have little in common or are too short to tell', () => {
    expect(closestName('gain', known)).toBeUndefined();
    expect(closestName('xy', known)).toBeUndefined();
    expect(closestName('anything', [])).toBeUndefined();
  });

  it('counts a swap of neighbouring letters once', () => {
    expect(closestName('hillas_widht', ['hillas_with_x', 'hillas_width'])).toBe('hillas_width');
  });

  it('always finds a name that is there', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{4,20}$/), (name) => {
        expect(closestName(name, ['picture', name, 'other'])).toBe(name);
      }),
    );
  });
});
