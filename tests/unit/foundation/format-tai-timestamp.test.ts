import { expect, it } from 'vitest';
import { formatTaiTimestamp } from '../../../core/foundation/format-tai-timestamp.ts';

it('writes a time stamp in TAI with nanoseconds', () => {
  expect(formatTaiTimestamp(0, 0)).toBe('1970-01-01T00:00:00.000000000');
  // 2000-01-01 is 10957 days after 1970-01-01; 0.5 s are 2 × 10⁹ quarter nanoseconds.
  expect(formatTaiTimestamp(10957 * 86400 + 59, 2_000_000_005)).toBe(
    '2000-01-01T00:00:59.500000001',
  );
});
