import { PhotoelectronError } from '../../../foundation/errors.ts';
import type { Table } from '../../../foundation/table.ts';
import type { Hdf5File } from '../../../formats/hdf5/open-hdf5.ts';
import { openRows, type StoredRows } from '../../../formats/hdf5/open-rows.ts';
import type { AttributeRead, ItemKind } from '../../../formats/hdf5/reader-protocol.ts';

/** Bytes of rows that are read at once. */
const pieceBytes = 4 << 20;
/** Longest table whose rows are all read; of longer ones only the first and the last rows are. */
const maxCountedBytes = 64 << 20;

/** An HDF5 file with everything in it by name, before anything else is read. */
export interface Hdf5Survey {
  readonly file: Hdf5File;
  /** Attributes of the file. */
  readonly attributes: Readonly<Record<string, AttributeRead>>;
  readonly kinds: ReadonlyMap<string, ItemKind>;
  readonly signal: AbortSignal | undefined;
  /** Rows that have been opened, by path: several kinds of files may look at the same. */
  readonly opened: Map<string, Promise<StoredRows | undefined>>;
}

/** Looks at a file as a whole. @throws PhotoelectronError `format-damaged` */
export async function surveyHdf5(
  file: Hdf5File,
  signal: AbortSignal | undefined,
): Promise<Hdf5Survey> {
  const [tree, attributes] = await Promise.all([file.tree(), file.attributes('/')]);
  return {
    file,
    attributes,
    kinds: new Map(tree.map(({ path, kind }) => [path, kind])),
    signal,
    opened: new Map(),
  };
}

/** Whether a dataset has this path. */
export function hasDataset({ kinds }: Hdf5Survey, path: string): boolean {
  return kinds.get(path) === 'dataset';
}

/** Names of the links of a group. */
export function childrenOf({ kinds }: Hdf5Survey, group: string): string[] {
  const prefix = group === '/' ? '/' : `${group}/`;
  return [...kinds.keys()].flatMap((path) => {
    if (!path.startsWith(prefix)) return [];
    const name = path.slice(prefix.length);
    return name.includes('/') ? [] : [name];
  });
}

/** Text of an attribute; empty when there is none. */
export function textAttribute(
  attributes: Readonly<Record<string, AttributeRead>>,
  name: string,
): string {
  const value = attributes[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** Number of an attribute; NaN when there is none. */
export function numberAttribute(
  attributes: Readonly<Record<string, AttributeRead>>,
  name: string,
): number {
  const value = attributes[name];
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : NaN;
}

/** Rows of an item; undefined when the file has none there. @throws PhotoelectronError `format-damaged` */
export function rowsAt(survey: Hdf5Survey, item: string): Promise<StoredRows | undefined> {
  const { file, kinds, opened } = survey;
  let rows = opened.get(item);
  if (rows === undefined) {
    const kind = kinds.get(item);
    rows = kind === undefined ? Promise.resolve(undefined) : openRows(file, item, kind);
    opened.set(item, rows);
  }
  return rows;
}

/**
 * A small table that describes something, whole; undefined when there is none.
 *
 * @param columns only these, as far as there are any
 * @throws PhotoelectronError `format-damaged`
 */
export async function smallTable(
  survey: Hdf5Survey,
  path: string,
  columns?: readonly string[],
): Promise<Table | undefined> {
  if (!hasDataset(survey, path)) return undefined;
  const rows = await rowsAt(survey, path);
  if (rows === undefined) return undefined;
  const wanted = columns?.filter((name) => rows.columns.includes(name));
  return rows.read({
    count: Math.min(rows.nRows, 10_000),
    ...(wanted !== undefined && { columns: wanted }),
  });
}

/**
 * Reads rows piece by piece, as far as they have the columns.
 *
 * @returns false when there are so many rows that only the first and the last were read
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function eachPiece(
  survey: Hdf5Survey,
  rows: StoredRows,
  wanted: readonly string[],
  visit: (table: Table) => void,
): Promise<boolean> {
  const columns = wanted.filter((name) => rows.columns.includes(name));
  if (columns.length === 0 || rows.nRows === 0) return true;
  const step = Math.max(1, Math.floor(pieceBytes / Math.max(1, rows.rowBytes)));
  const whole = rows.nRows * rows.rowBytes <= maxCountedBytes;
  const starts = whole
    ? Array.from({ length: Math.ceil(rows.nRows / step) }, (_, i) => i * step)
    : [0, rows.nRows - step];
  for (const start of starts) {
    if (survey.signal?.aborted === true) {
      throw new PhotoelectronError('cancelled', `Reading ${survey.file.path} was cancelled.`, {
        path: survey.file.path,
      });
    }
    visit(await rows.read({ start, count: Math.min(step, rows.nRows - start), columns }));
  }
  return whole;
}
