import { describe, expect, it } from 'vitest';
import { colorMapNames, MAP_COLORS, mapColor } from '../../../core/colors/color-map.ts';

describe('mapColor', () => {
  it.each([
    // First, middle and last colour of matplotlib 3.11's maps.
    ['inferno', ['#000004', '#bc3754', '#fcffa4']],
    ['viridis', ['#440154', '#21918c', '#fde725']],
    ['cividis', ['#00224e', '#7d7c78', '#fee838']],
    ['greys', ['#000000', '#808080', '#ffffff']],
    ['blue-red', ['#053061', '#f7f6f6', '#67001f']],
  ] as const)('gives the colours of %s', (name, colors) => {
    expect([0, 128, 255].map((index) => mapColor(name, index))).toEqual(colors);
  });

  it('has 256 colours in every map', () => {
    for (const name of colorMapNames) {
      const colors = Array.from({ length: MAP_COLORS }, (_, index) => mapColor(name, index));
      expect(colors.filter((color) => /^#[0-9a-f]{6}$/.test(color))).toHaveLength(256);
    }
  });
});
