import { describe, expect, it } from 'vitest';
import type { Table } from '../../../../core/foundation/table.ts';
import { atmosphereProfileTable } from '../../../../core/sources/simtel/atmosphere-profile.ts';
import { clipAltitude } from '../../../../core/sources/simtel/clip-altitude.ts';
import {
  eventTypeOfCalibration,
  eventTypeOfTrigger,
} from '../../../../core/sources/simtel/event-type.ts';
import { showerDistributionTable } from '../../../../core/sources/simtel/shower-distribution.ts';

function numbers(table: Table | undefined, name: string): number[] {
  const column = table?.columns.find(({ meta }) => meta.name === name);
  if (column === undefined || !('data' in column)) throw new Error(`no column ${name}`);
  return Array.from(column.data, Number);
}

const profile = {
  id: 36,
  name: 'atmprof36.dat',
  obslevel: 215800,
  altitudeKm: Float64Array.of(-1, 0, 1, 2),
  rho: Float64Array.of(2, 1, 0.5, 0),
  thickness: Float64Array.of(2000, 1000, 500, 0),
  refractiveIndexMinus1: new Float64Array(4),
};

describe('atmosphereProfileTable', () => {
  it('prefers the table, without levels below the sea or without air', () => {
    const table = atmosphereProfileTable({
      ...profile,
      htoa: 12e6,
      fiveLayerAtmosphere: new Float64Array(25),
    });
    expect(numbers(table, 'height')).toEqual([0, 1]);
    expect(numbers(table, 'density')).toEqual([1, 0.5]);
    expect(numbers(table, 'column_density')).toEqual([1000, 500]);
    expect(table?.attributes).toEqual({
      observation_level: 215800,
      atmosphere_id: 36,
      atmosphere_name: 'atmprof36.dat',
      atmosphere_height: 12e6,
      TAB_VER: 1,
      TAB_TYPE: 'ctapipe.atmosphere.TableAtmosphereDensityProfile',
    });
  });

  it('falls back to the five layers, and to nothing', () => {
    const none = new Float64Array(0);
    const empty = { ...profile, altitudeKm: none, rho: none, thickness: none };
    const layers = Float64Array.from({ length: 25 }, (_, i) => i);
    const table = atmosphereProfileTable({ ...empty, fiveLayerAtmosphere: layers });
    expect(numbers(table, 'height')).toEqual([0, 5, 10, 15, 20]);
    expect(numbers(table, '1/c')).toEqual([4, 9, 14, 19, 24]);
    expect(atmosphereProfileTable(empty)).toBeUndefined();
  });
});

describe('showerDistributionTable', () => {
  const axis = { underflow: 0, overflow: 0, sum: 0, tsum: 0 };
  const histogram = {
    type: 'F',
    title: 'showers',
    id: 6,
    nBinsX: 3,
    nBinsY: 2,
    entries: 12,
    tentries: 12,
    x: { ...axis, lower: 0, upper: 300 },
    y: { ...axis, lower: -1, upper: 1 },
    data: Float32Array.of(1, 2, 3, 4, 5, 6),
  };

  it('gives a row for each run with the same bins and tells of others', () => {
    const warnings: string[] = [];
    const table = showerDistributionTable(
      [
        { obsId: 1, histograms: [{ ...histogram, id: 5 }, histogram] },
        { obsId: 2, histograms: [] },
        { obsId: 3, histograms: [histogram] },
        { obsId: 4, histograms: [{ ...histogram, nBinsX: 2, nBinsY: 3 }] },
      ],
      (message) => warnings.push(message),
    );
    expect(numbers(table, 'obs_id')).toEqual([1, 3]);
    expect(numbers(table, 'n_entries')).toEqual([12, 12]);
    expect(numbers(table, 'bins_core_dist').slice(0, 4)).toEqual([0, 100, 200, 300]);
    expect(numbers(table, 'bins_energy').slice(0, 3)).toEqual([0.1, 1, 10]);
    expect(numbers(table, 'histogram').slice(6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(warnings).toEqual([
      'The histogram of simulated showers of run 4 has other bins than that of run 1 and was left out.',
    ]);
  });

  it('gives nothing without histograms', () => {
    expect(
      showerDistributionTable([{ obsId: 1, histograms: [] }], () => undefined),
    ).toBeUndefined();
  });
});

describe('small decisions', () => {
  it('types telescope events by the most special trigger bit', () => {
    expect(eventTypeOfTrigger(1)).toBe(32);
    expect(eventTypeOfTrigger(0x100 | 2)).toBe(33);
    expect(eventTypeOfTrigger(0x200 | 0x100)).toBe(16);
    expect(eventTypeOfTrigger(0x400 | 1)).toBe(18);
  });

  it('types calibration events', () => {
    expect([0, 1, 2, 3, 4, -1, undefined].map(eventTypeOfCalibration)).toEqual([
      3, 5, 1, 0, 15, 15, 15,
    ]);
  });

  it('moves altitudes just beyond the zenith to it', () => {
    expect(clipAltitude(Math.fround(Math.PI / 2))).toBe(Math.PI / 2);
    expect(clipAltitude(-Math.fround(Math.PI / 2))).toBe(-Math.PI / 2);
    expect(clipAltitude(1.6)).toBe(1.6);
    expect(clipAltitude(1.2)).toBe(1.2);
  });
});
