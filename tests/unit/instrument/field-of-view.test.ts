import { expect, test } from 'vitest';
import { fieldOfView } from '../../../core/instrument/field-of-view.ts';

test('the pointing is in the middle, azimuth goes to positive longitudes, altitude up', () => {
  const pointing = { alt: 70, az: 180 };
  const middle = fieldOfView(pointing, pointing);
  expect(middle.lon).toBeCloseTo(0, 12);
  expect(middle.lat).toBeCloseTo(0, 12);
  const above = fieldOfView({ alt: 71.5, az: 180 }, pointing);
  expect(above.lon).toBeCloseTo(0, 12);
  expect(above.lat).toBeCloseTo(1.5, 12);
  // Small angles shrink with the cosine of the altitude.
  const beside = fieldOfView({ alt: 70, az: 180.001 }, pointing);
  expect(beside.lon).toBeCloseTo(0.001 * Math.cos((70 * Math.PI) / 180), 9);
});

test('distances are those on the sphere, also across north and near the zenith', () => {
  const pointing = { alt: 89, az: 359 };
  const direction = { alt: 88.5, az: 40 };
  const { lon, lat } = fieldOfView(direction, pointing);
  const radians = Math.PI / 180;
  const [a, b] = [direction.alt * radians, pointing.alt * radians];
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(41 * radians);
  expect(Math.acos(Math.cos(lon * radians) * Math.cos(lat * radians))).toBeCloseTo(
    Math.acos(cosine),
    9,
  );
});
