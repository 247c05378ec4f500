import { type Hdf5File, openHdf5 } from '../core/formats/hdf5/open-hdf5.ts';
import type { Column, Table } from '../core/foundation/table.ts';

/** All tables of a product by their paths. */
export type Product = ReadonlyMap<string, Table>;

/** Reads every table of a product; the provenance is no table and so not among them. */
export async function readProduct(path: string): Promise<Product> {
  const file = await openHdf5(path);
  try {
    const tables = new Map<string, Table>();
    await collect(file, '', tables);
    return tables;
  } finally {
    await file.close();
  }
}

async function collect(file: Hdf5File, group: string, tables: Map<string, Table>): Promise<void> {
  for (const { name, kind } of await file.children(group === '' ? '/' : group)) {
    const path = `${group}/${name}`;
    if (kind === 'group') await collect(file, path, tables);
    else if (group !== '/provenance') tables.set(path, await file.readRows(path));
  }
}

/** A column of numbers of a product. */
export function productColumn(product: Product, path: string, name: string): Column {
  const column = product.get(path)?.columns.find(({ meta }) => meta.name === name);
  if (column === undefined || 'text' in column) throw new Error(`No column ${path}/${name}.`);
  return column;
}

/** The tables whose paths match a pattern. */
export function productTables(product: Product, pattern: RegExp): Product {
  return new Map([...product].filter(([path]) => pattern.test(path)));
}

/**
 * In which tables and columns two products differ: names, order and types of columns, numbers of
 * rows, values. Empty when they are the same.
 *
 * @param boundOf by how much the values of a column may differ, for values beyond ±1 relative to
 *   them; 0 (the default) compares bit by bit
 */
export function productDifferences(
  left: Product,
  right: Product,
  boundOf: (name: string) => number = () => 0,
): string[] {
  const found: string[] = [];
  for (const path of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(path), right.get(path)];
    if (a === undefined || b === undefined) {
      found.push(`${path} is missing in the ${a === undefined ? 'first' : 'second'}`);
    } else if (a.nRows !== b.nRows) {
      found.push(`${path} has ${a.nRows} and ${b.nRows} rows`);
    } else {
      const metas = [a, b].map(({ columns }) => JSON.stringify(columns.map(({ meta }) => meta)));
      if (metas[0] !== metas[1]) found.push(`${path} has columns ${metas[0]} and ${metas[1]}`);
      else {
        a.columns.forEach((column, i) => {
          const name = `${path}/${column.meta.name}`;
          found.push(...valueDifference(name, column, b.columns[i], boundOf(name)));
        });
      }
    }
  }
  return found;
}

function bytesOf({ data }: Column): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function valueDifference(
  name: string,
  column: Table['columns'][number],
  second: Table['columns'][number],
  bound: number,
): string[] {
  if ('text' in column || 'text' in second) {
    return JSON.stringify(column) === JSON.stringify(second) ? [] : [`${name} differs`];
  }
  if (Buffer.compare(bytesOf(column), bytesOf(second)) === 0) return [];
  const isSame = (k: number) => {
    const [a, b] = [Number(column.data[k]), Number(second.data[k])];
    return Object.is(a, b) || Math.abs(a - b) <= bound * Math.max(1, Math.abs(a));
  };
  const at = [...column.data.keys()].find((k) => !isSame(k));
  if (at === undefined && bound > 0) return [];
  const k = at ?? 0;
  return [`${name} differs first at ${k}: ${column.data[k]} and ${second.data[k]}`];
}
