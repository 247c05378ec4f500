import { expect, it } from 'vitest';
import {
  corsikaPrimaryName,
  primaryName,
} from '../../../../core/sources/recognition/primary-name.ts';

it('names particles by the codes of sim_telarray', () => {
  const codes = [0, 1, -1, 2, -2, 101, -101, 100, 402, 1407, 5626, 1206, 4020];
  expect(codes.map(primaryName)).toEqual([
    'gamma',
    'electron',
    'positron',
    'muon',
    'antimuon',
    'proton',
    'antiproton',
    'neutron',
    'helium',
    'nitrogen',
    'iron',
    'carbon',
    'nucleus A=40 Z=20',
  ]);
  expect([3, -7, 99, 0.5, NaN].map(primaryName)).toEqual(Array(5).fill(undefined));
});

it('names particles by the codes of CORSIKA', () => {
  expect([1, 2, 3, 5, 6, 14, 402, 5626].map(corsikaPrimaryName)).toEqual([
    'gamma',
    'positron',
    'electron',
    'antimuon',
    'muon',
    'proton',
    'helium',
    'iron',
  ]);
  expect([0, -1, 199, 1.5, NaN].map(corsikaPrimaryName)).toEqual(Array(5).fill(undefined));
});
