import { expect } from 'vitest';
import {
  addNanoseconds,
  julianDateFromUnix,
  type TaiTimestamp,
  taiTimestamp,
} from '../core/foundation/tai-timestamp.ts';
import { type PeerResult, peerArray } from './peers/exchange.ts';

/** Compares the time stamps that `tests/peers/tai-timestamp.py` wrote with ours: identical. */
export function expectTaiTimestamps(result: PeerResult): void {
  const seconds = peerArray(result, 'seconds', 'int32');
  const nanoseconds = peerArray(result, 'nanoseconds', 'int32');
  const later = peerArray(result, 'later', 'float32');
  const central = peerArray(result, 'central', 'uint32');
  const telescope = peerArray(result, 'telescope', 'uint32');
  const pair = ({ seconds: s, quarterNanoseconds: q }: TaiTimestamp) => [s, q];
  for (const [i, second] of seconds.entries()) {
    const date = julianDateFromUnix(second, nanoseconds[i]);
    const where = `${String(second)} s ${String(nanoseconds[i])} ns, ${String(later[i])} ns later`;
    expect(pair(taiTimestamp(date)), where).toEqual([central[2 * i], central[2 * i + 1]]);
    expect(pair(taiTimestamp(addNanoseconds(date, later[i]))), where).toEqual([
      telescope[2 * i],
      telescope[2 * i + 1],
    ]);
  }
}
