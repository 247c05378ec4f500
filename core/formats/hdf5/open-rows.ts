import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Column, Table, TextColumn } from '../../foundation/table.ts';
import type { Hdf5File, ReadRowsOptions } from './open-hdf5.ts';
import type { ItemKind } from './reader-protocol.ts';
import { describeFrame, readFrame } from './pandas-frame.ts';

/** Most datasets of one group that are taken for columns. */
const maxColumns = 10_000;

/** Rows with named columns, however a file stores them. */
export interface StoredRows {
  /** `table`: rows of a compound type; `frame`: a pandas DataFrame; `columns`: a dataset per column. */
  readonly layout: 'table' | 'frame' | 'columns';
  readonly nRows: number;
  /** Columns that can be read. */
  readonly columns: readonly string[];
  /** Bytes of one row, as far as they are read together. */
  readonly rowBytes: number;
  /**
   * Reads rows; default all rows and columns.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported`, `argument-invalid`
   */
  readonly read: (options?: ReadRowsOptions) => Promise<Table>;
}

/**
 * Opens what an item of a file holds as rows: a table (compound dataset), a pandas DataFrame (a group,
 * fixed or table layout) or a group with one dataset of equal length per column, as h5py users and FACT
 * write them. Undefined when it holds nothing of the kind.
 *
 * @param knownKind what the item is, where that is known already
 * @throws PhotoelectronError `format-damaged`
 */
export async function openRows(
  file: Hdf5File,
  item: string,
  knownKind?: ItemKind,
): Promise<StoredRows | undefined> {
  const kind = knownKind ?? (await file.kind(item));
  if (kind === 'dataset') return openTable(file, item);
  if (kind !== 'group') return undefined;
  const frame = await describeFrame(file, item);
  if (frame === undefined) return openColumns(file, item);
  return {
    layout: 'frame',
    nRows: frame.nRows,
    columns: frame.columns.map(({ name }) => name),
    rowBytes: 8 * frame.columns.length,
    read: (options) => readFrame(file, item, options),
  };
}

async function openTable(file: Hdf5File, item: string): Promise<StoredRows | undefined> {
  try {
    const { nRows, rowBytes, members } = await file.describe(item);
    return {
      layout: 'table',
      nRows,
      columns: members.map(({ name }) => name),
      rowBytes,
      read: (options) => file.readRows(item, options),
    };
  } catch (error) {
    if (error instanceof PhotoelectronError && error.code === 'format-unsupported')
      return undefined;
    throw error;
  }
}

async function openColumns(file: Hdf5File, group: string): Promise<StoredRows | undefined> {
  const prefix = group === '/' ? '' : group;
  const readable = await file.describeGroup(group);
  if (readable.length === 0 || readable.length > maxColumns) return undefined;
  const lengths = new Set(readable.map(({ array }) => array.shape.at(0)));
  const nRows = [...lengths].at(0);
  if (lengths.size !== 1 || nRows === undefined) return undefined;
  // Text with an inner shape and sequences have no place in a table.
  const columns = readable.filter(
    ({ array }) =>
      array.kind !== 'sequences' && (array.dtype !== 'text' || array.shape.length === 1),
  );
  const arrays = new Map(columns.map(({ name, array }) => [name, array]));
  return {
    layout: 'columns',
    nRows,
    columns: [...arrays.keys()],
    rowBytes: columns.reduce((sum, { array }) => sum + array.rowBytes, 0),
    read: async ({
      start = 0,
      count = nRows - start,
      columns: names = [...arrays.keys()],
    } = {}) => {
      const read = await Promise.all(
        names.map(async (name): Promise<Column | TextColumn> => {
          const array = arrays.get(name);
          if (array === undefined || start < 0 || count < 0 || start + count > nRows) {
            throw new PhotoelectronError(
              'argument-invalid',
              array === undefined
                ? `${group} of ${file.path} has no column "${name}" that can be read.`
                : `The columns ${group} of ${file.path} have ${String(nRows)} rows, not rows ${String(start)} to ${String(start + count)}.`,
              { path: file.path, item: group },
            );
          }
          const values = await file.readArray(`${prefix}/${name}`, { start, count });
          if ('text' in values) return { meta: { name }, text: values.text };
          const { dtype, shape, enumNames } = array;
          if (dtype === 'text') {
            throw new PhotoelectronError('internal', `Column ${name} has changed its type.`);
          }
          const inner = shape.slice(1);
          const meta = {
            name,
            dtype,
            ...(inner.length > 0 && { shape: inner }),
            ...(enumNames !== undefined && { enumNames }),
          };
          return { meta, data: values.data };
        }),
      );
      return { nRows: count, columns: read };
    },
  };
}
