import { describe, expect, it } from 'vitest';
import {
  type CameraPicture,
  cameraPictureSvg,
  PICTURE_HEIGHT,
  PICTURE_WIDTH,
} from '../../../core/pictures/camera-picture.ts';
import { picturePng } from '../../../core/pictures/picture-png.ts';
import { flower, toyCamera } from './toy-camera.ts';

const picture: CameraPicture = {
  geometry: toyCamera('hexagon', flower),
  image: Float32Array.of(10, 5, 0, -1, 2, 3, 4),
  quantity: 'Charge',
  unit: 'p.e.',
  title: 'Event 1 · Telescope 2',
  subtitle: 'LST_LST_LSTCam · <run> & "more"',
  label: 'Simulation',
  mask: Uint8Array.of(1, 1, 0, 0, 0, 0, 0),
  ellipse: { x: 0.2, y: 0.1, length: 0.5, width: 0.2, psi: 30 },
  parameters: [['Length [deg]', '0.5000']],
};

describe('cameraPictureSvg', () => {
  const svg = cameraPictureSvg(picture);

  it('draws every pixel, in the colour of its charge', () => {
    const pixels = svg.slice(svg.indexOf('<g id="pixels">'), svg.indexOf('</g>'));
    const colored = pixels.split('\n').slice(2).join('\n');
    expect(colored.match(/M/g)).toHaveLength(7);
    // Brightest pixel; the pixels at and below the low end share the darkest colour.
    expect(colored).toContain('<path fill="#fcffa4"');
    expect(/<path fill="#000004" d="([^"]*)"/.exec(colored)?.[1].match(/M/g)).toHaveLength(2);
  });

  it('puts up upwards and right to the right', () => {
    const one = (x: number, y: number) => {
      const image = Float32Array.from(flower, ([px, py]) =>
        Math.hypot(px - x, py - y) < 0.1 ? 1 : 0,
      );
      const drawn = cameraPictureSvg({ ...picture, image });
      const match = /<path fill="#fcffa4" d="M(\S+) ([^lZ]+)l/.exec(drawn)!;
      return [Number(match[1]), Number(match[2])];
    };
    expect(one(1, 0)[0]).toBeGreaterThan(one(-1, 0)[0]);
    expect(one(0.5, Math.sqrt(0.75))[1]).toBeLessThan(one(0.5, -Math.sqrt(0.75))[1]);
  });

  it('states quantity with unit, title, label, parameters and the number of cleaned pixels', () => {
    for (const part of [
      'Charge [p.e.]',
      picture.title,
      'Simulation',
      'Length [deg]',
      'cleaned, 2 pixels',
    ]) {
      expect(svg).toContain(`>${part}<`);
    }
    expect(svg).toContain('&lt;run&gt; &amp; &quot;more&quot;');
    expect(svg).toContain('rotate(-30 ');
    expect(svg.match(/<g[ >]/g)?.length).toBe(svg.match(/<\/g>/g)?.length);
  });

  it('says which pixels have no value, and leaves out what there is not', () => {
    const image = picture.image.slice();
    image[3] = NaN;
    const { geometry, quantity, unit, title, subtitle } = picture;
    const plain = cameraPictureSvg({ geometry, quantity, unit, title, subtitle, image });
    expect(plain).toContain('no value, 1 pixel<');
    expect(plain).not.toContain('id="hillas"');
    expect(plain).not.toContain('id="cleaning"');
    expect(plain).not.toContain('NaN');
  });

  it('draws no ellipse where the parameters are not defined', () => {
    const nan = { x: NaN, y: NaN, length: NaN, width: NaN, psi: NaN };
    expect(cameraPictureSvg({ ...picture, ellipse: nan })).not.toContain('id="hillas"');
    const point = { x: 0, y: 0, length: 0, width: 0, psi: NaN };
    expect(cameraPictureSvg({ ...picture, ellipse: point })).not.toContain('NaN');
  });

  it('refuses arrays of another camera', () => {
    expect(() => cameraPictureSvg({ ...picture, image: new Float32Array(6) })).toThrow(
      'The image has 6 values, but camera Toy has 7 pixels.',
    );
    expect(() => cameraPictureSvg({ ...picture, mask: new Uint8Array(8) })).toThrow(
      'The mask has 8',
    );
  });
});

describe('picturePng', () => {
  /** Width and height in the header of a PNG file. */
  const size = (png: Uint8Array) => {
    const view = new DataView(png.buffer, png.byteOffset);
    return [view.getUint32(16), view.getUint32(20)];
  };

  it('makes a PNG of the asked width', () => {
    const png = picturePng(cameraPictureSvg(picture), 2 * PICTURE_WIDTH);
    expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
    expect(size(png)).toEqual([2 * PICTURE_WIDTH, 2 * PICTURE_HEIGHT]);
  });

  it('draws text and symbols without any font of the system', () => {
    const sheet = (content: string) =>
      picturePng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" font-size="20" font-family="Inter, Arial">${content}</text></svg>`,
        40,
      );
    const empty = Buffer.from(sheet(''));
    for (const symbol of ['A', 'ψ', 'σ', '−', '°', '·', '…']) {
      expect(Buffer.from(sheet(symbol)).equals(empty), symbol).toBe(false);
    }
  });
});
