import { expect, it } from 'vitest';
import { voUnit } from '../../../../core/processing/writer/vo-unit.ts';

// What ctapipe 0.32 writes for these units: astropy's Unit.to_string('vounit').
it.each([
  ['deg', 'deg'],
  ['1 / deg', 'deg**-1'],
  ['1 / m', 'm**-1'],
  ['g / cm2', 'g.cm**-2'],
  ['g / cm3', 'g.cm**-3'],
  ['m2', 'm**2'],
  ['1 / (TeV s m2)', 'TeV**-1.s**-1.m**-2'],
  ['uT', 'uT'],
  ['', ''],
])('spells %s as %s', (unit, expected) => {
  expect(voUnit(unit)).toBe(expected);
});
