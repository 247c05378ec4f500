import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { refreshRun } from './store-run.ts';

/** A root as the catalogue knows it; whether the folder is there only the file system can tell. */
export interface RootRow {
  readonly id: number;
  readonly path: string;
  readonly added: string;
  readonly lastScan: string | null;
  /** Files that were there when it was last scanned. */
  readonly nFiles: number;
  readonly nUnrecognised: number;
}

const select = `SELECT r.id, r.path, r.added, r.last_scan AS lastScan,
  (SELECT count(*) FROM files WHERE root_id = r.id AND presence = 'present') AS nFiles,
  (SELECT count(*) FROM files WHERE root_id = r.id AND presence = 'present'
    AND kind = 'unrecognised') AS nUnrecognised
  FROM roots r`;

/** Operations on the folders that the user added. A file belongs to the innermost root around it. */
export const rootOperations = {
  /** All roots, in the order in which they were added. */
  listRoots: (database: Database): RootRow[] =>
    database.prepare<[], RootRow>(`${select} ORDER BY r.id`).all(),

  /**
   * One root.
   *
   * @throws PhotoelectronError `record-not-found`
   */
  getRoot: (database: Database, { id }: { readonly id: number }): RootRow => findRoot(database, id),

  /** Adds a root, or gives the one that has this path. Takes over what an outer root knows of it. */
  addRoot: (database: Database, ask: { readonly path: string; readonly added: string }): RootRow =>
    database
      .transaction(() => {
        const add = database.prepare(
          'INSERT INTO roots (path, added) VALUES (?, ?) ON CONFLICT (path) DO NOTHING',
        );
        const isNew = add.run(ask.path, ask.added).changes > 0;
        const id = database
          .prepare<[string], number>('SELECT id FROM roots WHERE path = ?')
          .pluck()
          .get(ask.path)!;
        const outer = outerRoot(database, ask.path);
        if (isNew && outer !== undefined) moveFiles(database, outer, id, ask.path);
        return findRoot(database, id);
      })
      .immediate(),

  /**
   * Forgets a root with its files and the runs of which nothing is left; what lies in another root too
   * stays with that. Tells whether there was such a root.
   */
  removeRoot: (database: Database, { id }: { readonly id: number }): boolean =>
    database
      .transaction(() => {
        const root = database
          .prepare<[number], string>('SELECT path FROM roots WHERE id = ?')
          .pluck()
          .get(id);
        if (root === undefined) return false;
        const outer = outerRoot(database, root);
        if (outer !== undefined) moveFiles(database, id, outer, root);
        const runs = database
          .prepare<[number], number>(
            `SELECT DISTINCT p.run_id FROM products p JOIN files f ON f.id = p.file_id
            WHERE f.root_id = ?`,
          )
          .pluck()
          .all(id);
        database.prepare('DELETE FROM roots WHERE id = ?').run(id);
        for (const run of runs) refreshRun(database, run);
        return true;
      })
      .immediate(),
};

function findRoot(database: Database, id: number): RootRow {
  const row = database.prepare<[number], RootRow>(`${select} WHERE r.id = ?`).get(id);
  if (row === undefined) {
    throw new PhotoelectronError(
      'record-not-found',
      `The catalogue has no folder with the id ${String(id)}.`,
    );
  }
  return row;
}

/** Id of the innermost root around a folder. */
function outerRoot(database: Database, folder: string): number | undefined {
  return database
    .prepare<[], { id: number; path: string }>('SELECT id, path FROM roots')
    .all()
    .filter((root) => folder.startsWith(inside(root.path)))
    .sort((a, b) => b.path.length - a.path.length)
    .at(0)?.id;
}

/** Gives the files below a folder to another root. */
function moveFiles(database: Database, from: number, to: number, folder: string): void {
  const prefix = inside(folder);
  database
    .prepare('UPDATE files SET root_id = ? WHERE root_id = ? AND substr(path, 1, ?) = ?')
    .run(to, from, prefix.length, prefix);
}

/** What the paths of everything in a folder begin with. */
function inside(folder: string): string {
  return folder.endsWith(path.sep) ? folder : folder + path.sep;
}
