import { describe, expect, it } from 'vitest';
import type { NightSummary } from '../../../../../core/contract/records/run.ts';
import {
  calendarYears,
  nextNight,
  nightMark,
} from '../../../../../renderer/panels/nights/night-calendar.ts';

function summary(night: string | null, more: Partial<NightSummary> = {}): NightSummary {
  return {
    night,
    site: 'Roque de los Muchachos',
    nRuns: 1,
    nSimulatedRuns: 0,
    hours: 0.5,
    nEvents: 100,
    instruments: ['FACT'],
    targets: ['Crab'],
    dataLevels: ['DL3'],
    nFlagged: 0,
    ...more,
  };
}

const years = calendarYears([
  summary('2013-11-05'),
  summary('2013-11-04', { nRuns: 44, hours: 3.67 }),
  summary('2013-10-31'),
  summary('2012-02-29'),
  summary('2012-02-29', { site: 'Khomas', instruments: ['H.E.S.S.'], nFlagged: 2 }),
  summary(null, { nRuns: 7 }),
]);

describe('calendarYears', () => {
  it('has the latest year first, months and days in order, and only those with nights', () => {
    expect(years.map(({ year, nRuns }) => [year, nRuns])).toEqual([
      [2013, 46],
      [2012, 2],
    ]);
    expect(
      years[0].months.map(({ month, nights }) => [month, nights.map(({ day }) => day)]),
    ).toEqual([
      [10, [31]],
      [11, [4, 5]],
    ]);
  });

  it('joins what two sites had of a night', () => {
    expect(years[1].months[0].nights).toMatchObject([
      {
        night: '2012-02-29',
        nRuns: 2,
        hours: 1,
        nFlagged: 2,
        sites: ['Khomas', 'Roque de los Muchachos'],
        instruments: ['FACT', 'H.E.S.S.'],
      },
    ]);
  });
});

describe('nightMark', () => {
  const [, november] = years[0].months;
  const [big, small] = november.nights;

  it('scales numbers to the largest and says them in one character', () => {
    expect(nightMark(big, 'runs', 44)).toEqual({ step: 4, text: '+' });
    expect(nightMark(small, 'runs', 44)).toEqual({ step: 1, text: '1' });
    expect(nightMark(big, 'hours', 3.67)).toEqual({ step: 4, text: '4' });
    expect(nightMark({ ...small, hours: 0.2 }, 'hours', 3.67)).toEqual({ step: 1, text: '·' });
    expect(nightMark(small, 'flags', 0)).toEqual({ step: 0, text: '' });
  });

  it('shows the highest level', () => {
    const levels = (...dataLevels: string[]) => nightMark({ ...small, dataLevels }, 'level', 0);
    expect(levels('R0', 'DL1_IMAGES', 'SIMULATION')).toEqual({ step: 2, text: '1' });
    expect(levels('R1')).toEqual({ step: 1, text: 'R' });
    expect(levels('DL2', 'DL3')).toEqual({ step: 4, text: '3' });
    expect(levels()).toEqual({ step: 0, text: '' });
  });
});

describe('nextNight', () => {
  it.each([
    ['2013-11-04', 'ArrowRight', '2013-11-05'],
    ['2013-11-04', 'ArrowLeft', '2013-10-31'],
    ['2013-10-31', 'ArrowLeft', '2012-02-29'],
    ['2012-02-29', 'ArrowLeft', undefined],
    ['2013-11-05', 'ArrowRight', undefined],
    ['2013-11-05', 'ArrowUp', '2013-10-31'],
    ['2013-10-31', 'ArrowDown', '2013-11-05'],
    ['2013-10-31', 'ArrowUp', '2012-02-29'],
    ['2013-11-05', 'Home', '2013-10-31'],
    ['2013-10-31', 'End', '2013-11-05'],
    // The latest year stands first.
    ['2012-02-29', 'PageUp', '2013-10-31'],
    ['2013-11-04', 'PageDown', '2012-02-29'],
    ['2013-11-04', 'x', undefined],
    ['2001-01-01', 'ArrowRight', undefined],
  ])('goes from %s with %s to %s', (from, key, to) => {
    expect(nextNight(years, from, key)).toBe(to);
  });
});
