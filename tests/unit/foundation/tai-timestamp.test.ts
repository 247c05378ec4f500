import { describe, expect, it } from 'vitest';
import {
  addNanoseconds,
  julianDateFromUnix,
  taiTimestamp,
  utcMillisecondsFromTai,
} from '../../../core/foundation/tai-timestamp.ts';
import { fixtureFolder } from '../../data-folder.ts';
import { expectTaiTimestamps } from '../../expect-tai-timestamps.ts';
import { readPeerResult } from '../../peers/exchange.ts';

describe('taiTimestamp', () => {
  it('gives what ctapipe gives, to the quarter nanosecond', () => {
    expectTaiTimestamps(readPeerResult(fixtureFolder('tai-timestamp')));
  });

  it('counts leap seconds', () => {
    expect(taiTimestamp(julianDateFromUnix(1588782842, 623769000))).toEqual({
      seconds: 1588782879,
      quarterNanoseconds: 2495076000,
    });
  });

  it('knows that TAI was 8.000082 s ahead in 1970', () => {
    expect(taiTimestamp(julianDateFromUnix(0, 0))).toEqual({
      seconds: 8,
      quarterNanoseconds: 328000,
    });
  });

  it('clips times before 1970 and carries what rounds up to a whole second', () => {
    expect(taiTimestamp(julianDateFromUnix(-1000, 5)).seconds).toBe(0);
    const almost = julianDateFromUnix(1588782842, 999999999);
    expect(taiTimestamp(addNanoseconds(almost, 0.95))).toEqual({
      seconds: 1588782880,
      quarterNanoseconds: 0,
    });
  });
});

it('turns TAI back into UTC, over leap seconds', () => {
  const midnight = Date.UTC(2017, 0) / 1000;
  // TAI was 36 s ahead before 2017 and is 37 s ahead since.
  expect(utcMillisecondsFromTai(midnight + 37)).toBe(Date.UTC(2017, 0));
  expect(utcMillisecondsFromTai(midnight + 35)).toBe(Date.UTC(2016, 11, 31, 23, 59, 59));
  expect(utcMillisecondsFromTai(10.5)).toBe(500);
});
