import { describe, expect, it } from 'vitest';
import { cameraCsv } from '../../../../renderer/camera/camera-csv.ts';
import { cameraSvg, type SvgPicture } from '../../../../renderer/camera/camera-svg.ts';
import { screenTransform } from '../../../../renderer/camera/camera-view.ts';
import { colorScale, valueRange } from '../../../../renderer/camera/color-scale.ts';
import { brightestPixel, describeCamera } from '../../../../renderer/camera/describe-camera.ts';
import { markStyles } from '../../../../renderer/camera/mark.ts';
import { overlayMarks } from '../../../../renderer/camera/overlay-marks.ts';
import { pixelColors } from '../../../../renderer/camera/pixel-colors.ts';
import { pythonSnippet } from '../../../../renderer/camera/python-snippet.ts';
import { tickText, valueText } from '../../../../renderer/camera/value-text.ts';
import { pixelsAt } from './plain-cameras.ts';

const pixels = pixelsAt('square', [
  [0, 0],
  [1, 0],
  [0, 1],
  [9, 9],
]);
const ink = '#abcdef';
const styles = markStyles({
  border: ink,
  onlyA: '#56b4e9',
  onlyB: '#f5b335',
  mask: '#00ff00',
  leakage: ink,
  hillas: ink,
  source: ink,
  reconstructed: ink,
  muon: ink,
  text: ink,
  halo: ink,
  accent: ink,
});

function picture(change: Partial<SvgPicture> = {}): SvgPicture {
  const size = { width: 100, height: 100 };
  const view = { centerX: 0.5, centerY: 0.5, scale: 20, rotationDeg: 0, frame: 'sky' } as const;
  const scale = colorScale('linear', { low: 0, high: 10 });
  return {
    title: 'A & <b>',
    quantity: 'Charge [p.e.]',
    frame: 'Sky frame',
    pixels,
    colors: pixelColors([0, 10, NaN, 5], scale),
    colorMap: 'greys',
    scale,
    marks: overlayMarks(pixels, {
      mask: Uint8Array.of(1, 0, 0, 0),
      source: { x: 0.5, y: 0.5, label: 'a < b' },
    }),
    styles,
    transform: screenTransform(pixels, view, size),
    size,
    theme: {
      background: '#ffffff',
      text: '#000000',
      muted: '#777777',
      halo: '#333333',
      invalid: '#111111',
      hatch: '#222222',
    },
    ...change,
  };
}

describe('cameraSvg', () => {
  const svg = cameraSvg(picture());
  const start = svg.indexOf('<g id="pixels">');
  const pixelPart = svg.slice(start, svg.indexOf('</g>', start));

  it('draws the pixels that are seen in their shape and colour', () => {
    // Pixel 0 is centred at (40, 60) of the camera's part and 20 wide; pixel 3 is outside.
    expect(pixelPart.match(/<path d/g)).toHaveLength(3);
    expect(pixelPart).toContain('<path d="M50 50L30 50L30 70L50 70Z" fill="#000000"/>');
    expect(pixelPart).toContain('<path d="M70 50L50 50L50 70L70 70Z" fill="#ffffff"/>');
    expect(pixelPart).toContain('<path d="M50 30L30 30L30 50L50 50Z" fill="url(#invalid)"/>');
  });

  it('draws overlays in their style', () => {
    expect(svg).toContain(
      '<path class="mask" d="M50 50L30 50M30 50L30 70M30 70L50 70M50 70L50 50" fill="none" stroke="#00ff00" stroke-width="2"',
    );
    expect(svg).toContain('>a &lt; b</text>');
  });

  it('names what is shown, with unit and round values', () => {
    expect(svg).toContain('<title>A &amp; &lt;b&gt;</title>');
    expect(svg).toContain('>Charge [p.e.]</text>');
    expect(svg).toContain('>Sky frame</text>');
    // 2° are 40 pixels, 5° would be 100.
    expect(svg).toContain('d="M12 120v4h40v-4"');
    expect(svg).toContain('>2°</text>');
    const bar = svg.slice(svg.indexOf('id="color-bar"'));
    expect(bar.match(/<rect/g)).toHaveLength(256);
    expect(Array.from(bar.matchAll(/<text x[^>]*>([^<]*)</g), ([, text]) => text)).toEqual([
      '0',
      '5',
      '10',
    ]);
  });

  it('draws circles as circles', () => {
    const round = cameraSvg(picture({ pixels: pixelsAt('circle', [[0, 0]]) }));
    expect(round).toContain('<circle cx="40" cy="60" r="10" fill="#000000"/>');
  });

  it('has only presentation attributes, which a content policy lets in', () => {
    expect(svg).not.toMatch(/style=|<style|<script/);
  });
});

describe('cameraCsv', () => {
  it('has a line per pixel and units in the header', () => {
    const columns = [
      { name: 'Charge', unit: 'p.e.', values: Float32Array.of(0.1, NaN, 3, 1e-7) },
      { name: 'Kept, "sure"', unit: '', values: Uint8Array.of(1, 0, 0, 1) },
    ];
    expect(cameraCsv(pixels, columns, [7, 8, 9, 10])).toBe(
      [
        'pixel_id,x [deg],y [deg],Charge [p.e.],"Kept, ""sure"""',
        '7,0,0,0.1,1',
        '8,1,0,,0',
        '9,0,1,3,0',
        '10,9,9,1e-7,1',
        '',
      ].join('\r\n'),
    );
  });

  it('writes single-precision numbers so that they are read back exactly', () => {
    const values = Float32Array.from({ length: 4 }, (_, i) => Math.PI * 10 ** (3 * i - 5));
    const lines = cameraCsv(pixels, [{ name: 'v', unit: '', values }]).split('\r\n');
    values.forEach((value, i) => {
      expect(Math.fround(Number(lines[i + 1].split(',')[3]))).toBe(value);
    });
  });
});

describe('pythonSnippet', () => {
  const origin = {
    path: 'C:\\data\\run "1".h5',
    obsId: 4,
    eventId: 100,
    telId: 3,
    quantity: 'image',
  } as const;
  const look = {
    low: -1,
    high: 50,
    scale: 'symlog',
    colorMap: 'blue-red',
    frame: 'sky',
    label: 'Charge [p.e.]',
    title: 'Event 100',
  } as const;

  it('finds the image again and draws it with the same look', () => {
    const text = pythonSnippet(origin, look);
    expect(text).toContain('EventSource("C:\\\\data\\\\run \\"1\\".h5")');
    expect(text).toContain('wanted = (4, 100)');
    expect(text).toContain('event.dl1.tel[3].image\n');
    expect(text).toContain('norm="symlog", cmap="RdBu_r", title="Event 100"');
    expect(text).toContain('geometry.transform_to(TelescopeFrame())');
    expect(text).toContain('display.set_limits_minmax(-1, 50)');
    expect(text).toContain('add_colorbar(label="Charge [p.e.]")');
  });

  it('draws peak times as they are shown: after that of the brightest pixel', () => {
    const text = pythonSnippet({ ...origin, quantity: 'peak_time' }, look);
    expect(text).toContain(
      [
        '    image = event.dl1.tel[3].peak_time',
        '    image = image - image[event.dl1.tel[3].image.argmax()]',
      ].join('\n'),
    );
  });

  it('cleans the image where the mask is shown, and names the focal length', () => {
    const choice = { quantity: 'image_mask', focalLengthChoice: 'EQUIVALENT' } as const;
    const text = pythonSnippet({ ...origin, ...choice }, { ...look, frame: 'camera' });
    expect(text).toContain('ImageProcessor(subarray=source.subarray)(event)');
    expect(text).toContain('focal_length_choice="EQUIVALENT"');
    expect(text).not.toContain('transform_to');
  });
});

describe('texts', () => {
  it.each([
    [0, '0.000'],
    [-0, '0.000'],
    [161.43, '161.4'],
    [-3.14159, '−3.142'],
    [123456.7, '123457'],
    [2.5e9, '2.50e9'],
    [NaN, 'n/a'],
    [-Infinity, '−∞'],
  ])('value %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });

  it.each([
    [0.25, '0.25'],
    [-20, '−20'],
    [100_000, '1e5'],
    [2e-5, '2e−5'],
  ])('tick %s', (value, text) => {
    expect(tickText(value)).toBe(text);
  });

  it('describes a picture in words', () => {
    const values = [1, 7, NaN, 2];
    expect(brightestPixel(values)).toBe(1);
    expect(brightestPixel([NaN])).toBe(-1);
    const facts = { quantity: 'Charge', unit: 'p.e.', brightest: 1 };
    expect(describeCamera(pixels, { ...facts, range: valueRange(values), survivors: 3 })).toBe(
      '4 square pixels. Charge from 1.000 p.e. to 7.000 p.e., highest in pixel 1. 1 pixel without a value. 3 pixels survived cleaning.',
    );
    expect(describeCamera(pixels, { ...facts, range: valueRange([]) })).toBe(
      '4 square pixels. Charge: no values.',
    );
  });
});
