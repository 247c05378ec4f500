import { expect } from 'vitest';
import { Expression } from '../../core/foundation/expression/expression.ts';
import type { ExpressionColumn } from '../../core/foundation/expression/expression-columns.ts';
import { imageQueryColumns } from '../../core/processing/image-query-columns.ts';
import {
  defaultImageQuality,
  defaultStereoQuality,
  type QualityCriterion,
  QualityQuery,
} from '../../core/processing/quality-query.ts';
import { peerArray, type PeerResult } from './exchange.ts';

/** All counts of a query, as the reference's table has them. */
function counts(query: QualityQuery): number[] {
  const [, single, cumulative] = query.table().columns;
  if (!('data' in single) || !('data' in cumulative)) throw new Error('counts are numbers');
  return [...single.data, ...cumulative.data].map(Number);
}

/** Compares every expression, mask and count with what `quality-query.py` got from ctapipe. */
export async function checkQualityQuery(peer: PeerResult): Promise<void> {
  const columns = new Map<string, ExpressionColumn>();
  for (const [name, array] of peer.arrays) {
    if (!name.startsWith('column/')) continue;
    columns.set(name.slice(7), { data: array.data, isTruth: array.dtype === 'uint8' });
  }
  const nRows = peerArray(peer, 'query/mask', 'uint8').length;
  const table = { nRows, columns };

  for (const [i, source] of (peer.notes.expressions as string[]).entries()) {
    const expected = peerArray(peer, `expression/${String(i)}`, 'float64');
    const found = new Expression(source).numbers(table);
    for (const [row, value] of expected.entries()) {
      // The last bits of sin, exp and their like differ; differences of such terms can be near 0.
      const bound = 1e-13 * Math.abs(value) + 1e-15;
      if (!Object.is(found[row], value) && !(Math.abs(found[row] - value) <= bound)) {
        expect.fail(`${source}, row ${String(row)}: ${String(found[row])}, not ${String(value)}`);
      }
    }
  }

  const query = new QualityQuery(peer.notes.query as QualityCriterion[]);
  expect([...query.select(table)]).toEqual([...peerArray(peer, 'query/mask', 'uint8')]);
  expect(counts(query)).toEqual([...peerArray(peer, 'query/counts', 'int64')].map(Number));

  expect(defaultStereoQuality).toEqual(peer.notes.stereo_default);
  const stereo = new QualityQuery(defaultStereoQuality);
  expect([...stereo.select(table)]).toEqual([...peerArray(peer, 'stereo/mask', 'uint8')]);
  expect(counts(stereo)).toEqual([...peerArray(peer, 'stereo/counts', 'int64')].map(Number));

  const images = peerArray(peer, 'images', 'float32');
  const masks = peerArray(peer, 'masks', 'uint8');
  const nPixels = images.length / nRows;
  const rows = Array.from({ length: nRows }, (_, row) => row).filter((row) =>
    masks.subarray(row * nPixels, (row + 1) * nPixels).includes(1),
  );
  const pick = (data: Float32Array | Uint8Array) =>
    rows.flatMap((row) => [...data.subarray(row * nPixels, (row + 1) * nPixels)]);
  const imageTable = await imageQueryColumns(
    nPixels,
    Float32Array.from(pick(images)),
    Uint8Array.from(pick(masks)),
  );
  expect(defaultImageQuality).toEqual(peer.notes.image_default);
  for (const [name, criteria] of [
    ['default', defaultImageQuality],
    ['own', peer.notes.image_query as QualityCriterion[]],
  ] as const) {
    const imageQuery = new QualityQuery(criteria);
    const expected = peerArray(peer, `image-${name}/mask`, 'uint8');
    expect([...imageQuery.select(imageTable)]).toEqual([...expected]);
    const expectedCounts = [...peerArray(peer, `image-${name}/counts`, 'int64')].map(Number);
    expect(counts(imageQuery)).toEqual(expectedCounts);
  }
}
