import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readActivityRecord,
  RECORD_LENGTH_LIMIT,
} from '../../../core/provenance/read-activity-record.ts';

const read = (value: unknown) => readActivityRecord(JSON.stringify(value), 'product.h5');

describe('readActivityRecord', () => {
  it('takes a record of ctapipe as far as it goes, with times in UTC', () => {
    const { record, remarks } = read({
      activity_uuid: 'u',
      activity_name: 'ctapipe-process',
      status: 'completed',
      start: { time_utc: '2026-11-20T05:36:47.288' },
      stop: { time_utc: '2026-11-20 06:36:47' },
      duration_min: 60,
    });
    expect(record).toEqual({
      activity_uuid: 'u',
      activity_name: 'ctapipe-process',
      status: 'completed',
      start: { time_utc: '2026-11-20T05:36:47.288Z' },
      stop: { time_utc: '2026-11-20T06:36:47.000Z' },
      options: {},
      input: [],
      output: [],
    });
    expect(remarks).toEqual([]);
  });

  it('leaves out what has the wrong type, and says so', () => {
    const { record, remarks } = read({
      activity_uuid: 'u',
      activity_name: 7,
      status: 'sleeping',
      start: { time_utc: 'yesterday' },
      system: 'Linux',
      resources: { threads: -1 },
      options: [1],
      input: [{ path: '/a', role: 'events' }, { path: 3 }, null],
      output: 'x.h5',
      is_complete: 'yes',
    });
    expect(record).toEqual({
      activity_uuid: 'u',
      activity_name: 'unknown',
      status: 'unknown',
      options: {},
      input: [{ path: '/a', role: 'events' }],
      output: [],
    });
    expect(remarks).toHaveLength(9);
    expect(remarks).toContain(
      '2 of the 3 files under "input" of the record in product.h5 are not as they should be and are left out.',
    );
  });

  it('cuts names that are too long', () => {
    const { record } = read({ activity_uuid: 'u', activity_name: 'n'.repeat(5000) });
    expect(record.activity_name).toHaveLength(1000);
  });

  it.each([
    ['no JSON', '{"activity_uuid": "u"'],
    ['no JSON object', '[]'],
    ['no JSON object', 'null'],
    ['has no activity_uuid', '{}'],
    ['has no activity_uuid', '{"activity_uuid": 5}'],
    ['nested deeper', `{"activity_uuid": "u", "options": ${'['.repeat(70)}${']'.repeat(70)}}`],
    ['nested deeper', '['.repeat(1_000_000)],
    ['more than any record needs', ' '.repeat(RECORD_LENGTH_LIMIT + 1)],
  ])('refuses a record that is %s', (reason, text) => {
    expect(() => readActivityRecord(text, 'product.h5')).toThrow(
      expect.objectContaining({
        code: 'format-damaged',
        message: expect.stringContaining(reason) as string,
      }),
    );
  });

  it('reads whatever JSON there is, and its own reading once more without a remark', () => {
    const keys = ['activity_uuid', 'start', 'agent', 'system', 'config', 'input', 'output', 'url'];
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a', '2026-11-20T05:36:47', '\0', 0, -1, null, true, []),
        fc.jsonValue(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('value')),
      ),
    })).value;
    const foreign = { ctapipe_version: '0.30', platform: {}, python: { packages: [3, {}] } };
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys), value),
        fc.boolean(),
        (parts, isForeign) => {
          const system = isForeign
            ? { system: { ...foreign, ...(parts['system'] as object) } }
            : {};
          const { record } = read({ ...parts, ...system, activity_uuid: 'u' });
          expect(read(record)).toEqual({ record, remarks: [] });
        },
      ),
    );
  });

  it('does not take brackets within texts for nesting', () => {
    const activity_name = `"\\${'['.repeat(100)}`;
    expect(read({ activity_uuid: 'u', activity_name }).record.activity_name).toBe(activity_name);
  });
});
