import { describe, expect, it } from 'vitest';
import { observingNight } from '../../../../core/catalogue/runs/observing-night.ts';

const laPalma = -17.89;
const khomas = 16.5;
const mountHopkins = -110.96;

describe('observingNight', () => {
  // Local mean noon is 12 h UTC minus 4 minutes for each degree east.
  it.each<[string, string, number, string]>([
    ['after midnight', '2013-10-04T04:20:49Z', laPalma, '2013-10-03'],
    ['before midnight', '2013-10-03T22:00:00Z', laPalma, '2013-10-03'],
    ['just before noon at 17.89° W (13:11:34 UTC)', '2013-10-04T13:11:33Z', laPalma, '2013-10-03'],
    ['just after noon at 17.89° W', '2013-10-04T13:11:34Z', laPalma, '2013-10-04'],
    ['just before noon at 16.5° E (10:54 UTC)', '2004-12-05T10:53:59Z', khomas, '2004-12-04'],
    ['noon at 16.5° E', '2004-12-05T10:54:00Z', khomas, '2004-12-05'],
    ['the end of a night in Arizona', '2011-10-09T11:44:06Z', mountHopkins, '2011-10-08'],
    [
      'the evening in Arizona, which is the next day UTC',
      '2018-03-07T03:12:50Z',
      mountHopkins,
      '2018-03-06',
    ],
    ['noon at the date line from the east', '2020-06-01T00:00:00Z', 180, '2020-06-01'],
    ['before noon at the date line from the east', '2020-05-31T23:59:59Z', 180, '2020-05-31'],
    ['noon at the date line from the west', '2020-06-01T00:00:00Z', -180, '2020-05-31'],
    ['before noon at the date line from the west', '2020-05-31T23:59:59Z', -180, '2020-05-30'],
    ['the turn of a year', '2019-12-31T23:59:59Z', 0, '2019-12-31'],
    ['the first morning of a year', '2020-01-01T02:00:00Z', 0, '2019-12-31'],
    ['the morning of 1 March in a leap year', '2020-03-01T02:00:00Z', 0, '2020-02-29'],
  ])('gives the date of the evening: %s', (_, time, longitude, night) => {
    expect(observingNight(Date.parse(time), longitude)).toBe(night);
  });

  it('goes from noon to noon UTC where no site is known', () => {
    expect(observingNight(Date.parse('2020-06-02T11:59:59.999Z'))).toBe('2020-06-01');
    expect(observingNight(Date.parse('2020-06-02T12:00:00Z'))).toBe('2020-06-02');
  });

  it('knows no night of times that no calendar has', () => {
    for (const time of [NaN, Infinity, -1e15, 1e15, 8.7e15]) {
      expect(observingNight(time)).toBeUndefined();
    }
  });
});
