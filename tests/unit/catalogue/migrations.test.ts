import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { shippedMigrations } from '../../../core/catalogue/migrations.ts';
import { openDatabase } from '../../../core/catalogue/open-database.ts';
import { fixtureFolder } from '../../data-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();
const migrations = shippedMigrations();
const latest = migrations.length;
let nFiles = 0;

/** Rows that a version brought, as its owner wrote them down. */
function rowsOf(version: number): string {
  const file = path.join(fixtureFolder('catalogue'), `v${String(version)}.sql`);
  if (!existsSync(file)) {
    throw new Error(`Migration ${String(version)} needs rows for its tables in ${file}.`);
  }
  return readFileSync(file, 'utf8');
}

/** A catalogue of an earlier version, with the rows of all versions up to it. */
function earlierCatalogue(version: number): string {
  const file = path.join(folder, `${String(nFiles++)}.sqlite`);
  const earlier = migrations.slice(0, version);
  for (let i = 1; i <= version; i++) {
    const database = openDatabase(file, { migrations: earlier.slice(0, i) });
    database.exec(rowsOf(i));
    database.close();
  }
  return file;
}

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Every row of every table. */
function contentOf(file: string): Rows {
  const database = new Database(file, { readonly: true });
  database.defaultSafeIntegers();
  try {
    const tables = database
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .pluck()
      .all();
    return Object.fromEntries(
      tables.map((table) => [
        table,
        database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all(),
      ]),
    );
  } finally {
    database.close();
  }
}

describe('shippedMigrations', () => {
  it('counts from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
  });

  it.each(migrations.map(({ version }) => version))(
    'brings a catalogue of version %i up to date and loses nothing',
    (version) => {
      const file = earlierCatalogue(version);
      const before = contentOf(file);
      const database = openDatabase(file);
      expect(database.pragma('user_version', { simple: true })).toBe(latest);
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(database.pragma('foreign_key_check')).toEqual([]);
      database.close();
      const after = contentOf(file);
      for (const [table, rows] of Object.entries(before)) {
        expect(rows.length, `${table} has no row in the fixtures`).toBeGreaterThan(0);
        expect(after[table]).toHaveLength(rows.length);
        for (const [i, row] of rows.entries()) expect(after[table][i]).toMatchObject(row);
      }
    },
  );

  it('makes strict tables only', () => {
    const database = openDatabase(':memory:');
    const loose = database
      .prepare<[], { name: string }>(
        `SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0
          AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
    database.close();
  });

  it('keeps an index at hand for every foreign key, so that deletions stay quick', () => {
    const database = openDatabase(':memory:');
    const bare = database
      .prepare<[], { tbl: string; col: string }>(
        `SELECT t.name AS tbl, f."from" AS col FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
        WHERE t.schema = 'main' AND NOT EXISTS (
          SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c
          WHERE c.seqno = 0 AND c.name = f."from")`,
      )
      .all();
    expect(bare).toEqual([]);
    database.close();
  });
});

describe('openDatabase', () => {
  const broken = {
    version: latest + 1,
    name: 'broken',
    sql: `CREATE TABLE half (x INTEGER) STRICT; INSERT INTO half VALUES (1);
      DELETE FROM files; INSERT INTO no_such_table VALUES (1);`,
  };

  it('leaves the former version when a migration is interrupted', () => {
    const file = earlierCatalogue(latest);
    const before = contentOf(file);
    expect(() => openDatabase(file, { migrations: [...migrations, broken] })).toThrow(
      /no such table/,
    );
    expect(contentOf(file)).toEqual(before);
    const database = openDatabase(file);
    expect(database.pragma('user_version', { simple: true })).toBe(latest);
    database.close();
  });

  it('keeps the migrations before the one that was interrupted', () => {
    const file = path.join(folder, 'interrupted.sqlite');
    openDatabase(file, { migrations: migrations.slice(0, 1) }).close();
    expect(() => openDatabase(file, { migrations: [...migrations, broken] })).toThrow();
    const database = openDatabase(file);
    expect(database.pragma('user_version', { simple: true })).toBe(latest);
    database.close();
  });

  it('refuses a catalogue of a newer program', () => {
    const file = earlierCatalogue(latest);
    const before = contentOf(file);
    const older = migrations.slice(0, -1);
    expect(() => openDatabase(file, { migrations: older })).toThrow(
      expect.objectContaining({ code: 'catalogue-too-new' }),
    );
    expect(contentOf(file)).toEqual(before);
  });
});
