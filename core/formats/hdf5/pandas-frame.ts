import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Column, DType, Table, TextColumn } from '../../foundation/table.ts';
import { columnArrays } from '../../foundation/column-arrays.ts';
import type { Hdf5File } from './open-hdf5.ts';
import { pickledNames } from './pickled-names.ts';

/** Most columns of one frame: what a damaged file can make us look for. */
const maxColumns = 10_000;

/** A column of a frame and where it is stored. */
interface FrameColumn {
  readonly name: string;
  readonly dtype: DType | 'text';
  /** Dataset or member of the table that holds it. */
  readonly block: string;
  /** Its place among the columns of the block; undefined where it is a member of its own. */
  readonly place?: number;
}

/** A pandas DataFrame in a file, before its rows are read. */
export interface FrameDescription {
  /** `fixed`: a matrix per type; `table`: a PyTables table that rows can be appended to. */
  readonly layout: 'fixed' | 'table';
  readonly nRows: number;
  readonly columns: readonly FrameColumn[];
  /** Columns that cannot be read: Python objects. */
  readonly unreadable: readonly string[];
}

function damaged(file: Hdf5File, group: string, problem: string): PhotoelectronError {
  return new PhotoelectronError(
    'format-damaged',
    `The pandas table ${group} of ${file.path} is damaged: ${problem}.`,
    { path: file.path, item: group },
  );
}

/**
 * Rows and columns of the pandas DataFrame that a group holds, written with `to_hdf` or HDFStore in
 * the `fixed` or the `table` layout; undefined when the group holds none. The index counts as no
 * column.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function describeFrame(
  file: Hdf5File,
  group: string,
): Promise<FrameDescription | undefined> {
  const { pandas_type: type, nblocks } = await file.attributes(group, ['pandas_type', 'nblocks']);
  if (type === 'frame_table') return describeTableLayout(file, group);
  if (type !== 'frame') return undefined;
  const nBlocks = Number(nblocks);
  if (!(nBlocks >= 0 && nBlocks <= maxColumns)) {
    throw damaged(file, group, `it claims ${String(nblocks)} blocks`);
  }
  const columns: FrameColumn[] = [];
  const unreadable: string[] = [];
  const axis = `${group}/axis1`;
  let nRows = 0;
  if ((await file.kind(axis)) === 'dataset') nRows = (await file.describeArray(axis)).shape[0] ?? 0;
  for (let i = 0; i < nBlocks; i++) {
    const items = await file.readArray(`${group}/block${String(i)}_items`);
    if (!('text' in items)) throw damaged(file, group, `block ${String(i)} has no column names`);
    const block = `${group}/block${String(i)}_values`;
    const { dtype, shape, kind } = await file.describeArray(block);
    if (kind !== 'plain' || dtype === 'text') {
      unreadable.push(...items.text);
      continue;
    }
    if (shape.length !== 2 || shape[1] !== items.text.length || shape[0] !== nRows) {
      throw damaged(
        file,
        group,
        `block ${String(i)} is a matrix of ${shape.join(' x ')} for ${String(nRows)} rows of ${String(items.text.length)} columns`,
      );
    }
    columns.push(...items.text.map((name, place) => ({ name, dtype, block, place })));
  }
  return { layout: 'fixed', nRows, columns, unreadable };
}

async function describeTableLayout(file: Hdf5File, group: string): Promise<FrameDescription> {
  const table = `${group}/table`;
  const { nRows, members } = await file.describe(table);
  const kinds = await file.attributes(
    table,
    members.map(({ name }) => `${name}_kind`),
  );
  const columns: FrameColumn[] = [];
  const unreadable: string[] = [];
  for (const { name: block, dtype, shape } of members) {
    // Where no column of that name exists, `index` and `index_level_N` are the index.
    if (/^(index|index_level_\d+)$/.test(block)) continue;
    const pickle = kinds[`${block}_kind`];
    const names = typeof pickle === 'string' ? pickledNames(pickle) : undefined;
    const width = shape.length === 0 ? 1 : shape[0];
    if (names === undefined) unreadable.push(block);
    else if (names.length !== width || shape.length > 1) {
      throw damaged(
        file,
        group,
        `block ${block} has ${String(width)} columns where ${String(names.length)} are named`,
      );
    } else if (shape.length === 0) columns.push({ name: names[0], dtype, block });
    else columns.push(...names.map((name, place) => ({ name, dtype, block, place })));
  }
  return { layout: 'table', nRows, columns, unreadable };
}

/** Rows and columns of a frame that are wanted. */
export interface ReadFrameOptions {
  /** First row. Default 0. */
  readonly start?: number;
  /** Number of rows. Default: all from `start` on. */
  readonly count?: number;
  /** Columns to read. Default: all that can be read. */
  readonly columns?: readonly string[];
}

/** Elements `place`, `place + width`, … of rows that are stored one after the other. */
function takeEvery(data: Column['data'], dtype: DType, width: number, place: number) {
  const result = new columnArrays[dtype](data.length / width);
  for (let row = 0; row < result.length; row++) result[row] = data[row * width + place];
  return result;
}

/**
 * Reads rows of a pandas DataFrame.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`; `argument-invalid` when the group
 * holds no DataFrame or there are no such rows or columns
 */
export async function readFrame(
  file: Hdf5File,
  group: string,
  options: ReadFrameOptions = {},
): Promise<Table> {
  const frame = await describeFrame(file, group);
  const { start = 0, count = (frame?.nRows ?? 0) - start } = options;
  const wanted = (options.columns ?? frame?.columns.map(({ name }) => name) ?? []).map((name) =>
    frame?.columns.find((column) => column.name === name),
  );
  const missing = wanted.indexOf(undefined);
  if (
    frame === undefined ||
    missing >= 0 ||
    start < 0 ||
    count < 0 ||
    start + count > frame.nRows
  ) {
    throw new PhotoelectronError(
      'argument-invalid',
      frame === undefined
        ? `${group} of ${file.path} is no pandas table.`
        : missing >= 0
          ? `The pandas table ${group} of ${file.path} has no column "${String(options.columns?.[missing])}" that can be read.`
          : `The pandas table ${group} of ${file.path} has ${String(frame.nRows)} rows, not rows ${String(start)} to ${String(start + count)}.`,
      { path: file.path, item: group },
    );
  }
  const found = wanted.filter((column) => column !== undefined);
  const blocks = [...new Set(found.map(({ block }) => block))];
  const stored = new Map<string, Column['data'] | readonly string[]>();
  if (frame.layout === 'table') {
    const table = await file.readRows(`${group}/table`, { start, count, columns: blocks });
    for (const column of table.columns) {
      stored.set(column.meta.name, 'text' in column ? column.text : column.data);
    }
  } else {
    for (const block of blocks) {
      const read = await file.readArray(block, { start, count });
      stored.set(block, 'text' in read ? read.text : read.data);
    }
  }
  const columns = found.map(({ name, dtype, block, place }): Column | TextColumn => {
    const data = stored.get(block);
    if (dtype === 'text') return { meta: { name }, text: (data ?? []) as readonly string[] };
    const numbers = data as Column['data'];
    const width = frame.columns.filter((column) => column.block === block).length;
    return {
      meta: { name, dtype },
      data: place === undefined ? numbers : takeEvery(numbers, dtype, width, place),
    };
  });
  return { nRows: count, columns };
}
