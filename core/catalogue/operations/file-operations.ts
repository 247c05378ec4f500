import type { Database } from 'better-sqlite3';
import type { FileRecord } from '../../contract/records/file.ts';

/** A page of files. */
export interface ListFilesAsk {
  readonly rootId?: number | undefined;
  readonly kind?: FileRecord['kind'] | undefined;
  readonly presence?: FileRecord['presence'] | undefined;
  readonly isComplete?: boolean | undefined;
  /** Part of the path, whatever its case. */
  readonly text?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

type FileRow = Omit<
  FileRecord,
  'modified' | 'dataLevels' | 'isSimulation' | 'isComplete' | 'runIds'
> & {
  readonly modifiedMs: number;
  readonly dataLevels: string;
  readonly isSimulation: number | null;
  readonly isComplete: number | null;
  readonly runIds: string;
};

/** Last moment that a date of four digits can name [ms since 1970]; strange file times end there. */
const LAST_MS = Date.UTC(9999, 11, 31);

/** Operations on files. */
export const fileOperations = {
  /** Files by path, with the number of all that match. */
  listFiles: (database: Database, ask: ListFilesAsk): { total: number; rows: FileRecord[] } => {
    const parts: [sql: string, value: string | number][] = [];
    if (ask.rootId !== undefined) parts.push(['f.root_id = ?', ask.rootId]);
    if (ask.kind !== undefined) parts.push(['f.kind = ?', ask.kind]);
    if (ask.presence !== undefined) parts.push(['f.presence = ?', ask.presence]);
    if (ask.isComplete !== undefined) parts.push(['f.is_complete = ?', ask.isComplete ? 1 : 0]);
    if (ask.text !== undefined) parts.push(['instr(lower(f.path), lower(?)) > 0', ask.text]);
    const sql = parts.length === 0 ? '1' : parts.map(([part]) => part).join(' AND ');
    const values = parts.map(([, value]) => value);
    const total = database
      .prepare<(string | number)[], number>(`SELECT count(*) FROM files f WHERE ${sql}`)
      .pluck()
      .get(...values)!;
    const rows = database
      .prepare<(string | number)[], FileRow>(
        `SELECT f.id, f.root_id AS rootId, f.path, f.size_bytes AS sizeBytes,
          f.modified_ns / 1000000 AS modifiedMs, f.presence, f.kind, f.format,
          f.format_version AS formatVersion, f.description, f.data_levels AS dataLevels,
          f.is_simulation AS isSimulation, f.software, f.instrument, f.is_complete AS isComplete,
          f.reason,
          (SELECT json_group_array(run_id) FROM products WHERE file_id = f.id) AS runIds
        FROM files f WHERE ${sql} ORDER BY f.path LIMIT ? OFFSET ?`,
      )
      .all(...values, ask.limit, ask.offset);
    return { total, rows: rows.map(fileRecord) };
  },
};

function fileRecord({ modifiedMs, ...row }: FileRow): FileRecord {
  return {
    ...row,
    modified: new Date(Math.max(0, Math.min(modifiedMs, LAST_MS))).toISOString(),
    dataLevels: JSON.parse(row.dataLevels) as string[],
    isSimulation: truth(row.isSimulation),
    isComplete: truth(row.isComplete),
    runIds: JSON.parse(row.runIds) as number[],
  };
}

function truth(value: number | null): boolean | null {
  return value === null ? null : value === 1;
}
