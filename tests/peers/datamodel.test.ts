import { expect, it } from 'vitest';
import { dataModelVersion } from '../../core/datamodel/data-model-version.ts';
import { productTables } from '../../core/datamodel/product-tables.ts';
import type { ColumnModel, TextModel } from '../../core/datamodel/table-model.ts';
import { voUnit } from '../../core/processing/writer/vo-unit.ts';
import { runPeer } from './run-peer.ts';

/** Fields that ctapipe's writer leaves out: no columns can be made of them, or they have no values. */
const notWritten = new Set(['tel', 'trigger_pixels', 'parameters']);

function fieldOf(column: ColumnModel | TextModel): string {
  return 'field' in column ? (column.field ?? column.name) : column.name;
}

it('declares the columns, fields and units of the containers of ctapipe', async () => {
  const { notes } = await runPeer('datamodel.py', []);
  const tables = notes.tables as Record<string, Record<string, string>>;
  const fields = notes.fields as Record<string, Record<string, string>>;
  expect(dataModelVersion).toBe(notes.version);
  expect(Object.keys(tables).length).toBeGreaterThan(14);
  for (const [path, theirs] of Object.entries(tables)) {
    const model = productTables.find((table) => table.path === path);
    const ours = new Map((model?.columns ?? []).map((column) => [column.name, column]));
    for (const [name, unit] of Object.entries(theirs)) {
      if (notWritten.has(name)) continue;
      const column = ours.get(name);
      if (column === undefined) throw new Error(`${path} has no column ${name}`);
      expect(fieldOf(column), `${path}:${name}`).toBe(fields[path][name]);
      if (!('kind' in column) && column.dtype !== 'text') {
        expect(voUnit(column.unit ?? ''), `${path}:${name}`).toBe(unit);
      }
      ours.delete(name);
    }
    // ctapipe's writer adds the observation to runs with a container of its own.
    ours.delete('obs_id');
    expect([...ours.keys()], path).toEqual([]);
  }
});
