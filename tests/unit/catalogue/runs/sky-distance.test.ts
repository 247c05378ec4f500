import { describe, expect, it } from 'vitest';
import { positionAngle, separation } from '../../../../core/catalogue/runs/sky-distance.ts';

const crab = { lonDeg: 83.63308, latDeg: 22.0145 };

describe('separation', () => {
  it('is that of the headers of a wobble pointing (MAGIC W0.40+035 of the data folder)', () => {
    // astropy: SkyCoord(83.63308, 22.0145).separation(SkyCoord(83.983333, 22.243889)) in degrees.
    const pointing = { lonDeg: 83.983333, latDeg: 22.243889 };
    // astropy's position angle of the same.
    expect(positionAngle(crab, pointing)).toBeCloseTo(54.67367303245433, 9);
    expect(separation(crab, { lonDeg: 83.983333, latDeg: 22.243889 })).toBeCloseTo(
      0.3973516284825149,
      9,
    );
  });

  it('is right at all distances', () => {
    expect(separation(crab, crab)).toBe(0);
    expect(separation({ lonDeg: 0, latDeg: 0 }, { lonDeg: 180, latDeg: 0 })).toBeCloseTo(180, 12);
    expect(separation({ lonDeg: 10, latDeg: 90 }, { lonDeg: 250, latDeg: -90 })).toBeCloseTo(
      180,
      12,
    );
    expect(separation({ lonDeg: 359.9, latDeg: 0 }, { lonDeg: 0.1, latDeg: 0 })).toBeCloseTo(
      0.2,
      12,
    );
    expect(separation({ lonDeg: 0, latDeg: 60 }, { lonDeg: 90, latDeg: 60 })).toBeCloseTo(
      (2 * Math.asin(Math.SQRT1_2 * 0.5) * 180) / Math.PI,
      12,
    );
  });
});

describe('positionAngle', () => {
  it.each([
    [0, 0.5, 0],
    [0.5, 0, 90],
    [0, -0.5, 180],
    [-0.5, 0, 270],
  ])('counts from north over east: %d° east, %d° north', (east, north, angle) => {
    expect(
      positionAngle({ lonDeg: 0, latDeg: 0 }, { lonDeg: (east + 360) % 360, latDeg: north }),
    ).toBeCloseTo(angle, 9);
  });
});
