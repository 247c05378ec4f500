import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { QualityQuery } from '../../../core/processing/quality-query.ts';
import { readPeerResult } from '../../peers/exchange.ts';
import { checkQualityQuery } from '../../peers/quality-query-agreement.ts';

const fixture = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../fixtures/quality-query',
);

const table = {
  nRows: 4,
  columns: new Map([
    ['a', { data: Float64Array.from([1, 2, 3, NaN]) }],
    ['b', { data: Int32Array.from([9, 1, 9, 9]) }],
  ]),
};

describe('QualityQuery', () => {
  it('agrees with the stored results of ctapipe', async () => {
    await checkQualityQuery(readPeerResult(fixture));
  });

  it('counts each criterion alone and after all before it, over several calls', () => {
    const query = new QualityQuery([
      ['second', 'a >= 2'],
      ['large', 'b > 5'],
    ]);
    expect([...query.select(table)]).toEqual([0, 0, 1, 0]);
    query.select(table);
    expect(query.table().columns).toEqual([
      { meta: { name: 'criteria' }, text: ['TOTAL', 'second', 'large'] },
      { meta: { name: 'counts', dtype: 'int64' }, data: BigInt64Array.of(8n, 4n, 6n) },
      { meta: { name: 'cumulative_counts', dtype: 'int64' }, data: BigInt64Array.of(8n, 4n, 2n) },
      { meta: { name: 'func' }, text: ['True', 'a >= 2', 'b > 5'] },
    ]);
  });

  it('lets everything pass when there are no criteria', () => {
    const query = new QualityQuery([]);
    expect([...query.select(table)]).toEqual([1, 1, 1, 1]);
  });

  it('names the criterion that cannot be read or evaluated, and counts nothing then', () => {
    expect(() => new QualityQuery([['mine', 'a >']])).toThrow(
      'Criterion "mine": Expression "a >", column 4: a number, a name or "(" is missing before the end.',
    );
    const query = new QualityQuery([
      ['fine', 'a > 0'],
      ['wrong', 'c > 0'],
    ]);
    expect(() => query.select(table)).toThrow('Criterion "wrong": Expression "c > 0", column 1');
    expect(query.table().columns[1]).toMatchObject({ data: BigInt64Array.of(0n, 0n, 0n) });
  });
});
