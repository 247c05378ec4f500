import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { z } from 'zod';
import { DocumentParts } from '../../../../renderer/session/document-parts.ts';
import { tolerantParse } from '../../../../renderer/session/tolerant-parse.ts';

const schema = z.object({
  path: z.string().nullable().default(null),
  limits: z.object({ low: z.number(), high: z.number() }).default({ low: 0, high: 100 }),
  columns: z.array(z.string()).default(['event_id']),
});
const defaults = schema.parse({});

function parts(document: string | null): DocumentParts {
  const made = new DocumentParts(() => undefined);
  made.fill(document);
  return made;
}

describe('tolerantParse', () => {
  it('keeps what fits, key by key, and takes the defaults for the rest', () => {
    const saved = { path: '/data/run.h5', limits: { low: 'none' }, columns: ['a'], former: 1 };
    expect(tolerantParse(schema, saved)).toEqual({
      path: '/data/run.h5',
      limits: { low: 0, high: 100 },
      columns: ['a'],
    });
  });

  it('makes something usable of anything', () => {
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        expect(schema.safeParse(tolerantParse(schema, saved)).success).toBe(true);
      }),
    );
  });
});

describe('DocumentParts', () => {
  it('keeps only what differs from the defaults and brings it back', async () => {
    const first = parts(null);
    const state = first.part('events', schema);
    expect(state).toEqual(defaults);
    expect(JSON.parse(first.toText())).toEqual({ version: 1, parts: {} });
    state.limits.high = 50;
    await nextTick();
    expect(JSON.parse(first.toText())).toEqual({
      version: 1,
      parts: { events: { limits: { low: 0, high: 50 } } },
    });
    const second = parts(first.toText());
    expect(second.part('events', schema).limits).toEqual({ low: 0, high: 50 });
  });

  it('tells of changes, also of those inside', async () => {
    let changes = 0;
    const made = new DocumentParts(() => changes++);
    const state = made.part('events', schema);
    await nextTick();
    expect(changes).toBe(0);
    state.columns.push('tel_id');
    await nextTick();
    expect(changes).toBe(1);
  });

  it('gives everybody the same state of a part', () => {
    const made = parts(null);
    expect(made.part('events', schema)).toBe(made.part('events', schema));
  });

  it('leaves parts alone that nobody asked for, such as those of a newer version', () => {
    const document = JSON.stringify({ version: 1, parts: { irfs: { grid: [1, 2] } } });
    const made = parts(document);
    made.part('events', schema).path = '/x';
    expect(JSON.parse(made.toText())).toEqual({
      version: 1,
      parts: { irfs: { grid: [1, 2] }, events: { path: '/x' } },
    });
  });

  it.each(['', 'null', '[]', '{"parts":3}', '{"parts":null}', '{', '{"parts":{"events":7}}'])(
    'begins anew with %j',
    (document) => {
      expect(parts(document).part('events', schema)).toEqual(defaults);
    },
  );
});
