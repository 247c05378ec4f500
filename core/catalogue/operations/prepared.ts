import type { Database, Statement } from 'better-sqlite3';

const statements = new WeakMap<Database, Map<string, Statement>>();

/**
 * A statement that is compiled once for each connection: for what is done for every file of a scan.
 *
 * @param sql of a fixed number of forms, because none is ever forgotten
 */
export function prepared<B extends unknown[], R = unknown>(
  database: Database,
  sql: string,
): Statement<B, R> {
  let known = statements.get(database);
  if (known === undefined) {
    known = new Map();
    statements.set(database, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = database.prepare(sql);
    known.set(sql, statement);
  }
  return statement as unknown as Statement<B, R>;
}
