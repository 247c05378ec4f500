import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skyOffset } from '../../../../../core/sources/recognition/fits/sky-offset.ts';

const crab = { raDeg: 83.63333, decDeg: 22.01444 };

describe('skyOffset', () => {
  it('gives the wobble position of MAGIC, which counts its angle from the right ascension', () => {
    // The file is named W0.40+035: 0.40 deg, 35 deg from increasing right ascension to north.
    const { separationDeg, positionAngleDeg } = skyOffset(crab, {
      raDeg: 83.98333,
      decDeg: 22.24389,
    });
    expect(separationDeg).toBeCloseTo(0.4, 2);
    expect(90 - positionAngleDeg).toBeCloseTo(35, 0);
  });

  it.each([
    ['north', { raDeg: 83.63333, decDeg: 22.51444 }, 0],
    ['east', { raDeg: 84.17264, decDeg: 22.01444 }, 90],
    ['south', { raDeg: 83.63333, decDeg: 21.51444 }, 180],
    ['west', { raDeg: 83.09402, decDeg: 22.01444 }, 270],
  ])('knows half a degree to the %s', (_, to, angle) => {
    const { separationDeg, positionAngleDeg } = skyOffset(crab, to);
    expect(separationDeg).toBeCloseTo(0.5, 4);
    expect(positionAngleDeg).toBeCloseTo(angle, 0);
  });

  it('goes over 0 h of right ascension', () => {
    const { separationDeg } = skyOffset({ raDeg: 359.9, decDeg: 0 }, { raDeg: 0.1, decDeg: 0 });
    expect(separationDeg).toBeCloseTo(0.2, 12);
  });

  it('is the same distance both ways, and that of the angle between the directions', () => {
    const point = fc.record({
      raDeg: fc.double({ min: 0, max: 360, noNaN: true }),
      decDeg: fc.double({ min: -90, max: 90, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        const there = skyOffset(a, b);
        expect(skyOffset(b, a).separationDeg).toBeCloseTo(there.separationDeg, 10);
        const rad = Math.PI / 180;
        const cosine =
          Math.sin(a.decDeg * rad) * Math.sin(b.decDeg * rad) +
          Math.cos(a.decDeg * rad) * Math.cos(b.decDeg * rad) * Math.cos((a.raDeg - b.raDeg) * rad);
        expect(Math.cos(there.separationDeg * rad)).toBeCloseTo(cosine, 12);
        expect(there.positionAngleDeg).toBeGreaterThanOrEqual(0);
        expect(there.positionAngleDeg).toBeLessThanOrEqual(360);
      }),
    );
  });
});
