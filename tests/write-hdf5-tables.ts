import { Hdf5Writer } from '../core/formats/hdf5/hdf5-writer.ts';
import type { AttributeValue } from '../core/formats/hdf5/attribute.ts';

/** Columns of a table by name: floats, or whole numbers as big integers. */
export type WrittenColumns = Readonly<Record<string, Float64Array | BigInt64Array>>;

/** Writes an HDF5 file with tables at the given paths and attributes of the file. */
export async function writeHdf5Tables(
  path: string,
  tables: Readonly<Record<string, WrittenColumns>>,
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Promise<string> {
  const writer = await Hdf5Writer.create(path);
  for (const [item, columns] of Object.entries(tables)) {
    const entries = Object.entries(columns);
    const table = writer.createTable(
      item,
      entries.map(([name, data]) => ({
        name,
        type: { kind: data instanceof Float64Array ? ('float64' as const) : ('int64' as const) },
      })),
    );
    await table.append(
      entries.map(([, data]) => new Uint8Array(data.buffer)),
      entries[0][1].length,
    );
  }
  writer.setAttributes('/', attributes);
  await writer.close();
  return path;
}
