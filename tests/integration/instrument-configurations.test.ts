import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { productColumn, productTables, readProduct } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const array = 'pyeventio/simtel/history_meta_75.simtel.zst';
const digicam = 'digicampipe/simtel/sst1m_simtel_test_file.simtel.gz';

describe('shipped configurations of instruments', () => {
  it.each([
    // Charges after cleaning as the instrument's own program gives them: rows of the data folder's README.
    {
      config: 'lst-1',
      input: array,
      telescopes: [1, 2, 3, 4],
      charges: [8707.681051, 5138.792444, 7864.347237, 6591.046907],
    },
    { config: 'sst-1m', input: digicam, telescopes: [1], charges: undefined },
    { config: 'ctao', input: array, telescopes: [1, 2, 5, 6], charges: undefined },
    // There is no simulation of these in the data folder: their steps run on another camera.
    { config: 'magic', input: array, telescopes: [1, 2], charges: undefined },
    { config: 'fact', input: array, telescopes: [1, 2], charges: undefined },
  ])('$config processes a file', async ({ config, input, telescopes, charges }) => {
    const output = path.join(temporaryFolder(), 'product.h5');
    const report = await processFile({
      input: dataFile(input),
      output,
      config,
      telescopes,
      focalLengthChoice: 'EQUIVALENT',
    });
    expect(report.isComplete).toBe(true);
    expect(report.parametrisedImages).toBe(report.telescopeEvents);
    const tables = productTables(
      await readProduct(output),
      /^\/dl1\/event\/telescope\/parameters\//,
    );
    const found = [...tables.keys()].flatMap((table) =>
      Array.from(productColumn(tables, table, 'hillas_intensity').data, Number),
    );
    expect(found).toHaveLength(report.telescopeEvents);
    if (charges !== undefined) {
      expect(found.map((charge) => charge.toFixed(6))).toEqual(
        charges.map((charge) => charge.toFixed(6)),
      );
    }
  });

  it('sst-1m keeps the charges that sst1mpipe keeps', async () => {
    const output = path.join(temporaryFolder(), 'product.h5');
    await processFile({ input: dataFile(digicam), output, config: 'sst-1m' });
    const table = '/dl1/event/telescope/parameters/tel_001';
    const reference = 'generated-with-upstream/sst1mpipe/sst1m_simtel_test_file_dl1.h5';
    const theirs = productColumn(
      await readProduct(dataFile(reference)),
      table,
      'camera_frame_hillas_intensity',
    ).data;
    const ours = productColumn(await readProduct(output), table, 'hillas_intensity').data;
    expect(ours).toHaveLength(9);
    ours.forEach((charge, i) => {
      expect(Number(charge)).toBeCloseTo(Number(theirs[i]), 6);
    });
  });
});
