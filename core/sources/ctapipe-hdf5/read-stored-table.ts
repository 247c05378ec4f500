import type { Column, ColumnMeta, Table, TextColumn } from '../../foundation/table.ts';
import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import type { AttributeRead } from '../../formats/hdf5/reader-protocol.ts';
import { storedColumn } from './column-units.ts';

/** Attributes that say how a table is stored, not what it is about. */
const aboutStorage = /^(CTAFIELD_\d+_.*|FIELD_\d+_.*|CLASS|TITLE|VERSION|NROWS|CTAPIPE_VERSION)$/;

function plain(value: AttributeRead): string | number | boolean | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' ? undefined : value;
}

/**
 * Reads a whole table with the units and descriptions that ctapipe's attributes give; undefined when
 * there is none. For the small tables that describe runs.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function readStoredTable(file: Hdf5File, path: string): Promise<Table | undefined> {
  if ((await file.kind(path)) !== 'dataset') return undefined;
  const { members } = await file.describe(path);
  const stored = await file.attributes(path);
  const table = await file.readRows(path);
  const columns = table.columns.map((column): Column | TextColumn => {
    const position = members.findIndex(({ name }) => name === column.meta.name);
    const { unit, description } = storedColumn(stored, position);
    const known = { ...(description !== undefined && { description }) };
    if ('text' in column) return { ...column, meta: { ...column.meta, ...known } };
    const meta: ColumnMeta = { ...column.meta, ...known, ...(unit !== '' && { unit }) };
    return { ...column, meta };
  });
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(stored)) {
    const kept = aboutStorage.test(name) ? undefined : plain(value);
    if (kept !== undefined) attributes[name] = kept;
  }
  return { nRows: table.nRows, columns, attributes };
}
