import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Hdf5File, openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import type { Table } from '../../core/foundation/table.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();

/** Paths of all tables below a group, in alphabetical order. */
async function tablesBelow(file: Hdf5File, group: string): Promise<string[]> {
  const tables: string[] = [];
  for (const { name, kind } of await file.children(group)) {
    const item = `${group}/${name}`;
    if (kind === 'group') tables.push(...(await tablesBelow(file, item)));
    else tables.push(item);
  }
  return tables.sort();
}

/**
 * Images, masks, numbers of pixels and ids must be the same; what follows from the pointing may
 * differ by its rounding, because ctapipe's layout keeps it as float32.
 */
function expectSame(table: string, ours: Table, theirs: Table): void {
  expect(theirs.nRows, table).toBe(ours.nRows);
  ours.columns.forEach((column, i) => {
    const other = theirs.columns[i];
    if (!('data' in column) || !('data' in other) || column.meta.dtype !== 'float64') {
      expect(other, table).toEqual(column);
      return;
    }
    expect(other.meta, table).toEqual(column.meta);
    const far = column.data.findIndex((value: number | bigint, row: number) => {
      const [a, b] = [Number(value), Number(other.data[row])];
      return !Object.is(a, b) && !(Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a)));
    });
    expect(far, `${table}:${column.meta.name}`).toBe(-1);
  });
}

describe('a product of ours as input', () => {
  it('gives the same product when it is cleaned and reconstructed again', async () => {
    const input = dataFile(
      'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
    );
    const first = path.join(folder, 'first.h5');
    const again = path.join(folder, 'again.h5');
    const common = { config: 'ctapipe-defaults', writeImages: true };
    const made = await processFile({ ...common, input, output: first });
    const remade = await processFile({
      ...common,
      input: first,
      output: again,
      recomputeDl1: true,
    });
    expect(remade).toMatchObject({
      events: made.events,
      telescopeEvents: made.telescopeEvents,
      parametrisedImages: made.parametrisedImages,
      validReconstructions: made.validReconstructions,
      qualityCounts: made.qualityCounts,
      isComplete: true,
      warnings: [],
    });
    const [left, right] = await Promise.all([openHdf5(first), openHdf5(again)]);
    for (const group of ['/configuration', '/dl1', '/dl2', '/simulation']) {
      const tables = await tablesBelow(left, group);
      expect(await tablesBelow(right, group)).toEqual(tables);
      for (const table of tables) {
        const [ours, theirs] = await Promise.all([left.readRows(table), right.readRows(table)]);
        expectSame(table, ours, theirs);
      }
    }
    await Promise.all([left.close(), right.close()]);
  });

  it('is read again when nothing was triggered', async () => {
    const input = dataFile(
      'simtools-tests/simtel/proton_run000201_za20deg_azm000deg_North_alpha_6.0.0_no_trigger.simtel.zst',
    );
    const first = path.join(folder, 'nothing.h5');
    const again = path.join(folder, 'nothing-again.h5');
    await processFile({ config: 'default', input, output: first });
    const remade = await processFile({ config: 'default', input: first, output: again });
    expect(remade).toMatchObject({ events: 0, telescopeEvents: 0, isComplete: true });
    const file = await openHdf5(again);
    expect((await file.describe('/dl1/event/subarray/trigger')).nRows).toBe(0);
    expect((await file.describe('/configuration/simulation/run')).nRows).toBe(1);
    await file.close();
  });
});
