import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { PhotoelectronError } from '../foundation/errors.ts';
import { databaseError } from './database-error.ts';
import { type Migration, shippedMigrations } from './migrations.ts';

/** How long a statement waits for another program that writes [ms]. */
const BUSY_TIMEOUT_MS = 5000;

/** Options of opening a catalogue. */
export interface OpenDatabaseOptions {
  /** Default: those in `resources/migrations`. */
  readonly migrations?: readonly Migration[];
  /** How long to wait for another program that writes [ms]. Default 5000. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a catalogue, makes it where there is none, and brings an older one up to date: each migration
 * in a transaction of its own, so that an interruption leaves the version before it.
 *
 * @param file path of the catalogue, or `:memory:`
 * @throws PhotoelectronError `catalogue-locked`, `catalogue-damaged`, `catalogue-too-new`,
 *   `file-unwritable`, `disk-full`
 */
export function openDatabase(file: string, options: OpenDatabaseOptions = {}): Database.Database {
  const migrations = options.migrations ?? shippedMigrations();
  let database: Database.Database | undefined;
  try {
    if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true });
    database = new Database(file, { timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    database?.close();
    throw databaseError(error, file);
  }
}

function migrate(
  database: Database.Database,
  file: string,
  migrations: readonly Migration[],
): void {
  const latest = migrations.at(-1)?.version ?? 0;
  const isUpToDate = () => versionOf(database) === latest;
  if (isUpToDate()) return;
  if (versionOf(database) > latest) {
    throw new PhotoelectronError(
      'catalogue-too-new',
      `The catalogue ${file} was made by a newer version of this program (its version is ${String(versionOf(database))}, this program knows ${String(latest)}); use that version.`,
      { path: file },
    );
  }
  for (const migration of migrations) {
    // Another program may be at the same: the version counts that is there once the lock is ours.
    database
      .transaction(() => {
        if (versionOf(database) >= migration.version) return;
        database.exec(migration.sql);
        database.pragma(`user_version = ${String(migration.version)}`);
      })
      .immediate();
  }
}

/** Version of the tables of a catalogue; 0 for one without. */
function versionOf(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}
