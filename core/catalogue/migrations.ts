import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../resources/migrations',
);

/** One step from a version of the catalogue to the next. */
export interface Migration {
  /** Version that the catalogue has after it: 1, 2, …, without gaps. */
  readonly version: number;
  /** File name without ending. */
  readonly name: string;
  readonly sql: string;
}

/** The migrations in `resources/migrations`, in order. */
export function shippedMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: Number(file.slice(0, 4)),
      name: file.slice(0, -4),
      sql: readFileSync(path.join(folder, file), 'utf8'),
    }));
}
