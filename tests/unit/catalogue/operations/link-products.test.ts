import type { Database } from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../core/catalogue/open-database.ts';
import { operations } from '../../../../core/catalogue/operations.ts';
import type { ScannedFile } from '../../../../core/catalogue/scan/scanned-file.ts';
import { scannedFile, storing } from '../../../scanned-files.ts';

/** Raw data of run 7; its hash is that of its path, as for all files here. */
const raw = scannedFile('/data/raw', {
  dataLevels: ['R0'],
  instrument: 'LST-1',
  runs: [{ obsId: 7, nEvents: 100 }],
});

/** A product that names its input, and its instrument in its own way. */
function product(path: string, input: ScannedFile, obsId = 7): ScannedFile {
  const uuid = `a0000000-0000-4000-8000-${Buffer.from(path).toString('hex').padStart(12, '0').slice(-12)}`;
  const file = scannedFile(path, {
    dataLevels: ['DL1_IMAGES'],
    instrument: 'LaPalma prod5',
    activityId: uuid,
    runs: [{ obsId, nEvents: 90 }],
  });
  return {
    ...file,
    activity: {
      activity_uuid: uuid,
      activity_name: 'pe process',
      status: 'completed',
      options: {},
      input: [
        {
          path: input.path,
          role: 'events',
          size_bytes: input.sizeBytes,
          sha256: input.content?.hash ?? '',
        },
      ],
      output: [{ path, role: 'events', product_id: uuid }],
    },
  };
}

/** Products by the key of their run, after a scan that finds files in some order. */
function linked(files: readonly ScannedFile[]): Record<string, string[]> {
  const database: Database = openDatabase(':memory:');
  operations.addRoot(database, { path: '/data', added: storing.now });
  for (const file of files) operations.storeFiles(database, { ...storing, files: [file] });
  operations.finishScan(database, { rootId: 1, now: storing.now });
  const { rows } = operations.listRuns(database, {
    filter: {},
    sort: 'obsId',
    descending: false,
    offset: 0,
    limit: 100,
  });
  const found = rows.map(({ id, key }) => [
    key,
    operations.getRun(database, { id }).products.map(({ path }) => path),
  ]);
  database.close();
  return Object.fromEntries(found) as Record<string, string[]>;
}

describe('linkProductsWithInputs', () => {
  const one = product('/data/dl1', raw);
  const two = product('/data/dl2', one);

  it.each([
    ['in the order of their making', [raw, one, two]],
    ['the last first', [two, one, raw]],
  ])('hangs products of products from the run of the raw data: %s', (_, files) => {
    expect(linked(files)).toEqual({ 'LST1:7': ['/data/dl1', '/data/dl2', '/data/raw'] });
  });

  it('leaves products alone whose input is not there, or holds another run', () => {
    expect(linked([two])).toEqual({ 'LAPALMAPROD5:7': ['/data/dl2'] });
    expect(linked([raw, product('/data/dl1', raw, 8)])).toEqual({
      'LST1:7': ['/data/raw'],
      'LAPALMAPROD5:8': ['/data/dl1'],
    });
  });

  it('comes to an end with products that name each other', () => {
    const a = product('/data/a', scannedFile('/data/b'));
    const b = product('/data/b', scannedFile('/data/a'));
    expect(
      Object.values(linked([a, b]))
        .flat()
        .sort(),
    ).toEqual(['/data/a', '/data/b']);
  });
});
