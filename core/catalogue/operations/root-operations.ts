import type { Database } from 'better-sqlite3';

/** A row of the table `roots`. */
export interface RootRow {
  readonly id: number;
  readonly path: string;
  readonly added: string;
  readonly lastScan: string | null;
}

const select = 'SELECT id, path, added, last_scan AS lastScan FROM roots';

/** Operations on the folders that the user added. */
export const rootOperations = {
  /** All roots, in the order in which they were added. */
  listRoots: (database: Database): RootRow[] =>
    database.prepare<[], RootRow>(`${select} ORDER BY id`).all(),

  /** Adds a root, or gives the one that has this path. */
  addRoot: (database: Database, ask: { path: string; added: string }): RootRow => {
    database
      .prepare('INSERT INTO roots (path, added) VALUES (?, ?) ON CONFLICT (path) DO NOTHING')
      .run(ask.path, ask.added);
    const row = database.prepare<[string], RootRow>(`${select} WHERE path = ?`).get(ask.path);
    if (row === undefined) throw new Error(`root ${ask.path} is not there after it was added`);
    return row;
  },

  /** Forgets a root with everything that hangs from it; tells whether there was one. */
  removeRoot: (database: Database, ask: { id: number }): boolean =>
    database.prepare('DELETE FROM roots WHERE id = ?').run(ask.id).changes > 0,
};
