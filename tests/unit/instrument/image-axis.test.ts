import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldOfView } from '../../../core/instrument/field-of-view.ts';
import { imageAxisAround, imageAxisOnGround } from '../../../core/instrument/image-axis.ts';

const RADIANS = Math.PI / 180;

/** The image that a telescope has of a straight shower: two points of the shower's axis fix the image's. */
function imageOf(shower: {
  alt: number;
  az: number;
  core: readonly [number, number];
  pointing: { alt: number; az: number };
  position: readonly [number, number, number];
}) {
  const { alt, az, core, pointing, position } = shower;
  const along = [
    Math.cos(alt * RADIANS) * Math.cos(az * RADIANS),
    -Math.cos(alt * RADIANS) * Math.sin(az * RADIANS),
    Math.sin(alt * RADIANS),
  ];
  const seen = (distance: number) => {
    const [x, y, z] = [0, 1, 2].map((i) => (core[i] ?? 0) + distance * along[i] - position[i]);
    const direction = {
      alt: Math.atan2(z, Math.hypot(x, y)) / RADIANS,
      az: Math.atan2(-y, x) / RADIANS,
    };
    return fieldOfView(direction, pointing);
  };
  // Near each other, so that the image's axis is straight in its frame.
  const [a, b] = [seen(10_000), seen(10_001)];
  return { ...a, psi: Math.atan2(b.lat - a.lat, b.lon - a.lon) / RADIANS };
}

describe('imageAxisOnGround', () => {
  it('is a line through the core and through the place of a telescope on the ground', () => {
    const position = [100, -50, 0] as const;
    const pointing = { alt: 70, az: 180 };
    const image = imageOf({ alt: 70.3, az: 181, core: [20, 80], pointing, position });
    const line = imageAxisOnGround(image, pointing, position);
    expect(line?.x).toBeCloseTo(100, 6);
    expect(line?.y).toBeCloseTo(-50, 6);
    // The core is 80 m to the south and 130 m to the west of the telescope.
    expect(line?.angle).toBeCloseTo(Math.atan2(130, -80) / RADIANS - 180, 1);
  });

  it('goes through the core of any shower, however high the telescope stands', () => {
    const metres = fc.double({ min: -300, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        metres,
        metres,
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 40, max: 85, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        (x, y, z, alt, az) => {
          fc.pre(Math.hypot(x, y) > 50);
          const pointing = { alt: alt - 0.4, az };
          const image = imageOf({ alt, az, core: [0, 0], pointing, position: [x, y, z] });
          const line = imageAxisOnGround(image, pointing, [x, y, z]);
          if (line === undefined) throw new Error('there is no line');
          const [cos, sin] = [Math.cos(line.angle * RADIANS), Math.sin(line.angle * RADIANS)];
          // The image's axis is a chord of a curve that is almost straight: metres over hundreds.
          expect(Math.abs(line.y * cos - line.x * sin)).toBeLessThan(2);
          expect(line.angle).toBeGreaterThan(-90.000001);
          expect(line.angle).toBeLessThan(90.000001);
        },
      ),
    );
  });

  it('is not there for an image without axis', () => {
    const pointing = { alt: 70, az: 0 };
    expect(imageAxisOnGround({ lon: 0, lat: 0, psi: NaN }, pointing, [0, 0, 0])).toBeUndefined();
  });
});

describe('imageAxisAround', () => {
  // `SkyCoord(…, frame=TelescopeFrame(pointing)).transform_to(NominalFrame(origin))` of ctapipe 0.32 at the centroid
  // and 0.1° further along psi.
  it.each([
    [
      [0.5, -0.8, 35],
      [70, 180],
      [70, 180],
      [0.5, -0.8, 35],
    ],
    [
      [0.5, -0.8, 35],
      [69.2, 181.5],
      [70, 180],
      [1.0523367558, -1.5808728232, 36.4098770757],
    ],
    [
      [-2, 1.5, -70],
      [45, 10],
      [46, 8],
      [-0.6221553718, 0.4676977927, -68.601676],
    ],
  ])('agrees with ctapipe for %j from %j around %j', (image, pointing, origin, expected) => {
    const [lon, lat, psi] = image;
    const around = imageAxisAround(
      { lon, lat, psi },
      { alt: pointing[0], az: pointing[1] },
      { alt: origin[0], az: origin[1] },
    );
    expect(around.lon).toBeCloseTo(expected[0], 8);
    expect(around.lat).toBeCloseTo(expected[1], 8);
    expect(around.psi).toBeCloseTo(expected[2], 5);
  });
});
