import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../core/catalogue/open-database.ts';
import { operations } from '../../../../core/catalogue/operations.ts';
import { storing } from '../../../scanned-files.ts';

const N_FILES = 100_000;
const N_RUNS = 10_000;

/** A catalogue with a run for every ten files, all in one root. */
function largeCatalogue() {
  const database = openDatabase(':memory:');
  operations.addRoot(database, { path: '/data', added: storing.now });
  database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(N_FILES)})
    INSERT INTO files (id, root_id, path, size_bytes, modified_ns, is_settled, hash, hash_of, presence,
      first_seen, recognition_version, kind, format, description, data_levels)
    SELECT i, 1, printf('/data/file%06d', i), i, 1700000000000000000 + i, 1, printf('%064d', i), 'whole',
      'present', '', 1, 'events', 'test', '', '["DL1_IMAGES"]' FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(N_RUNS)})
    INSERT INTO runs (id, key, obs_id, instrument, is_simulation, target_text, search_text)
    SELECT i, 'LST:' || i, i, 'LST', 0, '', 'lst' FROM n;
    INSERT INTO products (file_id, run_id, facts)
    SELECT id, (id - 1) / 10 + 1, json_object('obsId', (id - 1) / 10 + 1) FROM files;`);
  return database;
}

describe('a catalogue of 100 000 files', () => {
  const database = largeCatalogue();

  it('is read in parts, each file once', () => {
    const sizes: number[] = [];
    for (let after = 0; ;) {
      const part = operations.knownFiles(database, { rootId: 1, after, limit: 20_000 });
      if (part.length === 0) break;
      sizes.push(part.length);
      after = part[part.length - 1].id;
    }
    expect(sizes).toEqual([20_000, 20_000, 20_000, 20_000, 20_000]);
  });

  it('gives the last page of its lists', () => {
    const page = operations.listFiles(database, { offset: N_FILES - 1, limit: 1000 });
    expect(page).toMatchObject({
      total: N_FILES,
      rows: [{ path: '/data/file100000', runIds: [10_000] }],
    });
    const runs = operations.listRuns(database, {
      filter: {},
      sort: 'obsId',
      descending: false,
      offset: N_RUNS - 1,
      limit: 1000,
    });
    expect(runs).toMatchObject({ total: N_RUNS, rows: [{ obsId: N_RUNS }] });
    expect(operations.listRoots(database)).toMatchObject([{ nFiles: N_FILES }]);
  });

  it('forgets a root with all that hangs from it', () => {
    operations.markMissing(database, { ids: [1, 2, 3], now: storing.now });
    expect(operations.listRoots(database)).toMatchObject([{ nFiles: N_FILES - 3 }]);
    expect(operations.removeRoot(database, { id: 1 })).toBe(true);
    for (const table of ['files', 'products', 'runs']) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    }
    database.close();
  });
});
