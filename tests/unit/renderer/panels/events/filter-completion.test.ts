import { describe, expect, it } from 'vitest';
import { completeFilter } from '../../../../../renderer/panels/events/filter-completion.ts';

const columns = [
  { name: 'hillas_intensity', unit: '', description: 'Total charge', of: 'image' as const },
  { name: 'hillas_length', unit: 'deg', description: 'RMS along the axis', of: 'image' as const },
  { name: 'intensity_max', unit: 'p.e.', description: 'Largest charge', of: 'image' as const },
  { name: 'true_energy', unit: 'TeV', description: 'Energy', of: 'event' as const },
];
const inserts = (text: string, caret = text.length) =>
  completeFilter(text, caret, columns)?.options.map(({ insert }) => insert);

describe('completeFilter', () => {
  it('offers the columns that begin as the word does', () => {
    expect(inserts('hil')).toEqual(['hillas_intensity', 'hillas_length']);
  });

  it('offers those first that begin so, then those of which a part does', () => {
    expect(inserts('inten')).toEqual(['intensity_max', 'hillas_intensity']);
  });

  it('offers functions with their bracket', () => {
    expect(inserts('log1')).toEqual(['log10(', 'log1p(']);
  });

  it('tells unit and description', () => {
    expect(completeFilter('hillas_l', 8, columns)?.options[0]).toEqual({
      insert: 'hillas_length',
      label: 'hillas_length',
      hint: '[deg] RMS along the axis',
    });
  });

  it('replaces the whole word that the caret stands in', () => {
    const text = '10 < hillas_len + 1';
    expect(completeFilter(text, 8, columns)).toMatchObject({ from: 5, to: 15 });
  });

  it.each([
    ['behind a number', 'hillas_length > 10'],
    ['behind an operator', 'hillas_length > '],
    ['where nothing fits', 'zzz'],
    ['where the only name is complete', 'true_energy'],
  ])('offers nothing %s', (_, text) => {
    expect(inserts(text)).toBeUndefined();
  });
});
