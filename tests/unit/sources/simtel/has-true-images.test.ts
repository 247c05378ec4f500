import { describe, expect, it } from 'vitest';
import { hasTrueImages } from '../../../../core/sources/simtel/has-true-images.ts';

const telescope = '# Telescope-specific configuration follows';

describe('hasTrueImages', () => {
  it('expects images where the history says that they were stored', () => {
    expect(hasTrueImages(['sim_telarray', 'SAVE_PHOTONS 3'])).toBe(true);
    expect(hasTrueImages(['sim_telarray', 'store_photoelectrons 20'])).toBe(true);
    expect(hasTrueImages(['sim_telarray', telescope, 'store_photoelectrons 5'])).toBe(true);
  });

  it('expects none where they were not', () => {
    expect(hasTrueImages(['sim_telarray', 'save_photons 1', 'store_photoelectrons -1'])).toBe(
      false,
    );
    expect(hasTrueImages(['merge_simtel a b', 'store_photoelectrons 20'])).toBe(false);
    expect(hasTrueImages(['sim_telarray', telescope, 'store_photoelectrons 0', telescope])).toBe(
      false,
    );
    const set = ['sim_telarray', telescope, 'store_photoelectrons 5', 'store_photoelectrons 0'];
    expect(hasTrueImages(set)).toBe(false);
  });

  it('expects images where the history cannot be understood', () => {
    expect(hasTrueImages([])).toBe(true);
    expect(hasTrueImages(['sim_telarray', 'save_photons many'])).toBe(true);
    expect(hasTrueImages(['sim_telarray', telescope, 'store_photoelectrons'])).toBe(true);
  });
});
