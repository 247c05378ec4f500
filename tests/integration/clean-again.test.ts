import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Hdf5File, openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();

/** Paths of all tables below a group. */
async function tablesBelow(file: Hdf5File, group: string): Promise<string[]> {
  const children = await file.children(group);
  const below = await Promise.all(
    children.map(({ name, kind }) =>
      kind === 'group' ? tablesBelow(file, `${group}/${name}`) : [`${group}/${name}`],
    ),
  );
  return below.flat().sort();
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
        expect(theirs, table).toEqual(ours);
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
