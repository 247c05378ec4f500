import { expect, it } from 'vitest';
import { geocentricPosition } from '../../../../core/processing/writer/geocentric-position.ts';

it('gives the axes of the WGS84 ellipsoid at the equator and at the pole', () => {
  expect(geocentricPosition(0, 0, 2158)).toEqual([6_378_137 + 2158, 0, 0]);
  const [x, , z] = geocentricPosition(30, 90, 0);
  expect(x).toBeCloseTo(0, 6);
  expect(z).toBeCloseTo(6_356_752.314245, 5);
});

// astropy 7: EarthLocation.from_geodetic(-17.89, 28.76, 2200).geocentric
it('agrees with astropy for La Palma', () => {
  const [x, y, z] = geocentricPosition(-17.89, 28.76, 2200);
  expect(x).toBeCloseTo(5326958.392694, 4);
  expect(y).toBeCloseTo(-1719534.015879, 4);
  expect(z).toBeCloseTo(3051667.791748, 4);
});
