import { describe, expect, it } from 'vitest';
import { taiFromUtc, utcFromTai } from '../../../core/foundation/utc-from-tai.ts';
import { fixtureFolder } from '../../data-folder.ts';
import { peerArray, readPeerResult } from '../../peers/exchange.ts';

describe('utcFromTai', () => {
  it('gives back the UNIX times of which astropy made TAI', () => {
    const result = readPeerResult(fixtureFolder('tai-timestamp'));
    const unix = peerArray(result, 'seconds', 'int32');
    const nanoseconds = peerArray(result, 'nanoseconds', 'int32');
    const tai = peerArray(result, 'central', 'uint32');
    for (const [i, second] of unix.entries()) {
      const offset = (day: number) => taiFromUtc(day) - day;
      const isLeapDay = offset(second * 1000) !== offset(second * 1000 + 86_400_000);
      // UNIX times are stretched over days with a leap second; before 1972 UTC ran at another rate.
      if (isLeapDay || second < Date.UTC(1972, 0) / 1000) continue;
      const taiMs = tai[2 * i] * 1000 + tai[2 * i + 1] / 4e6;
      const utcMs = second * 1000 + nanoseconds[i] / 1e6;
      expect(utcFromTai(taiMs)).toBeCloseTo(utcMs, 2);
      expect(taiFromUtc(utcMs)).toBeCloseTo(taiMs, 2);
    }
  });

  it('goes over a leap second', () => {
    // 2016-12-31T23:59:60 was one; TAI − UTC went from 36 s to 37 s.
    const midnight = Date.UTC(2017, 0);
    expect(utcFromTai(midnight + 35_000)).toBe(midnight - 1000);
    expect(utcFromTai(midnight + 37_000)).toBe(midnight);
    expect(taiFromUtc(midnight - 1)).toBe(midnight - 1 + 36_000);
    expect(taiFromUtc(midnight)).toBe(midnight + 37_000);
  });
});
