import { describe, expect, it } from 'vitest';
import { parseFitsHeader } from '../../../../../core/formats/fits/fits-header.ts';
import { fitsClock } from '../../../../../core/sources/recognition/fits/fits-times.ts';
import { card } from '../../../../fits-bytes.ts';

function clock(reference: readonly [day: number, fraction: number], scale: string, unit = 's') {
  const cards = [
    card('MJDREFI', String(reference[0])),
    card('MJDREFF', String(reference[1])),
    card('TIMESYS', `'${scale}'`),
    card('TIMEUNIT', `'${unit}'`),
  ];
  return fitsClock(parseFitsHeader(Buffer.from(cards.join(''), 'latin1')));
}

const iso = (ms: number | undefined) => new Date(ms ?? NaN).toISOString();

describe('fitsClock', () => {
  it.each([
    // TSTART and DATE-OBS, TIME-OBS of real event lists; DATE-OBS is in the time scale of the file.
    [
      'VERITAS 57993 (2 leap seconds later)',
      [53402, 0],
      'utc',
      210944648,
      '2011-10-09T11:44:06.000Z',
    ],
    [
      'VERITAS 89395 (5 leap seconds later)',
      [53402, 0],
      'utc',
      413176375,
      '2018-03-07T03:12:50.000Z',
    ],
    ['FACT (1 leap second later)', [55835, 0], 'utc', 66104785, '2013-11-04T02:26:24.000Z'],
    ['CTA 1DC, 69.184 s ahead', [51544, 0.5], 'TT', 664502400, '2021-01-21T11:58:50.816Z'],
    ['HAWC, 35 s ahead', [44244, 0], 'TAI', 1118094970, '2015-06-11T21:55:35.000Z'],
    ['GPS, 18 s ahead of UTC', [44244, 0], 'GPS', 1200000000, '2018-01-14T21:19:42.000Z'],
  ] as const)('%s', (_, reference, scale, value, expected) => {
    expect(iso(clock(reference, scale).utc(value))).toBe(expected);
  });

  it('reads the times of H.E.S.S. (64.184 s of TT stand in MJDREFF)', () => {
    const hess = clock([51910, 0.000742870370370241], 'TT');
    // DATE-OBS and TIME-OBS of run 20136, in TT.
    const start = hess.utcOfDate('2004-03-26', '02:57:46.184');
    expect(iso(start)).toBe('2004-03-26T02:56:42.000Z');
    expect(hess.utc(101962602)).toBeCloseTo(start ?? NaN, 2);
  });

  it('takes days in UTC as days of the calendar', () => {
    // TSTARTI and TSTARTF of a raw file of FACT, with its DATE-OBS.
    const fact = clock([40587, 0], 'UTC', 'd');
    expect(fact.utc(17030 + 0.667595212580636)).toBeCloseTo(
      Date.UTC(2016, 7, 17, 16, 1, 20, 226),
      -1,
    );
  });

  it('has no times without a reference, or in units that are none', () => {
    const bare = fitsClock(parseFitsHeader(Buffer.alloc(0)));
    expect(bare.utc(1)).toBeUndefined();
    expect(clock([53402, 0], 'UTC', 'parsec').utc(1)).toBeUndefined();
    expect(clock([53402, 0], 'UTC').utc(1e300)).toBeUndefined();
    expect(clock([53402, 0], 'UTC').utc(NaN)).toBeUndefined();
    expect(clock([53402, 0], 'UTC').utc(undefined)).toBeUndefined();
  });

  it.each([
    ['2018-08-23T00:00:02', undefined, '2018-08-23T00:00:02.000Z'],
    ['2018-08-23 00:00:02.5', undefined, '2018-08-23T00:00:02.500Z'],
    ['2011-10-09', '11:44:06.000000000', '2011-10-09T11:44:06.000Z'],
    ['2011-10-09', undefined, '2011-10-09T00:00:00.000Z'],
  ])('reads the date %s %s', (date, time, expected) => {
    expect(iso(clock([0, 0], 'UTC').utcOfDate(date, time))).toBe(expected);
  });

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['yesterday', undefined],
    ['2011-10-09', 'noon'],
  ])('takes %s %s for no date', (date, time) => {
    expect(clock([0, 0], 'UTC').utcOfDate(date, time)).toBeUndefined();
  });
});
