import { describe, expect, it } from 'vitest';
import { runSanitized } from './run-sanitized.ts';

/** Rooms whose unit tests call the native core; among them those with adversarial inputs. */
const rooms = ['formats', 'native', 'processing', 'simulation', 'sources'];

/** A call that core/native would never let through: a column that is shorter than the rows. */
const beyondTheEnd = `
  const addon = require('./build/native-sanitize/photoelectron.node');
  addon.packRows({
    columns: [new Uint8Array(256)],
    widths: Int32Array.of(1),
    offsets: Int32Array.of(0),
    first: 0,
    rows: new Uint8Array(4096),
    rowSize: 1,
  });
`;

describe('the native core under address and undefined-behaviour sanitizers', () => {
  it('is watched: an access beyond an array is reported and ends the process', async () => {
    const { code, reports } = await runSanitized(['-e', beyondTheEnd]);
    expect(code).not.toBe(0);
    expect(reports.join('\n')).toContain('AddressSanitizer: heap-buffer-overflow');
  });

  it('does nothing wrong in the unit tests', async () => {
    const { code, output, reports } = await runSanitized([
      ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter', 'dot'],
      ...rooms.map((room) => `tests/unit/${room}/`),
    ]);
    expect(reports, output).toEqual([]);
    expect(code, output).toBe(0);
  });
});
