import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importConfiguration } from '../../core/config/import/import-configuration.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { type Product, productColumn, readProduct } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Products that the programs themselves made of the files, with the configurations imported here. */
const references = [
  {
    program: 'lstchain',
    sample: 'cta-lstchain/configs/lstchain_standard_config.json',
    input: 'pyeventio/simtel/history_meta_75.simtel.zst',
    reference: 'generated-with-upstream/lstchain/dl1_history_meta_75.h5',
    table: '/dl1/event/telescope/parameters/LST_LSTCam',
    telescopes: [1, 2, 3, 4],
    rows: 4,
    // In the same unit there and here; lstchain keeps lengths in degrees.
    columns: {
      intensity: 'hillas_intensity',
      x: 'hillas_x',
      y: 'hillas_y',
      skewness: 'hillas_skewness',
      n_pixels: 'morphology_n_pixels',
    },
  },
  {
    program: 'sst1mpipe',
    sample: 'sst1mpipe/configs/sst1mpipe_mc_config.json',
    input: 'digicampipe/simtel/sst1m_simtel_test_file.simtel.gz',
    reference: 'generated-with-upstream/sst1mpipe/sst1m_simtel_test_file_dl1.h5',
    table: '/dl1/event/telescope/parameters/tel_001',
    telescopes: [1],
    rows: 9,
    columns: {
      camera_frame_hillas_intensity: 'hillas_intensity',
      camera_frame_hillas_x: 'hillas_x',
      camera_frame_hillas_length: 'hillas_length',
      camera_frame_hillas_width: 'hillas_width',
      morphology_n_pixels: 'morphology_n_pixels',
    },
  },
] as const;

/** Values of a column of our parameters, telescope by telescope. */
function ourColumn(product: Product, telescopes: readonly number[], name: string): number[] {
  const ours = name.startsWith('hillas') ? `camera_frame_${name}` : name;
  return telescopes.flatMap((id) => {
    const table = `/dl1/event/telescope/parameters/tel_${String(id).padStart(3, '0')}`;
    return Array.from(productColumn(product, table, ours).data, Number);
  });
}

describe('an imported configuration gives the images that its program gives', () => {
  it.each(references)(
    '$program',
    async ({ sample, input, reference, table, telescopes, rows, columns }) => {
      const folder = temporaryFolder();
      const config = path.join(folder, 'imported.yaml');
      const fileName = path.basename(sample);
      const text = readFileSync(dataFile(sample), 'utf8');
      writeFileSync(config, importConfiguration(text, { fileName }).text);
      const output = path.join(folder, 'product.h5');
      await processFile({
        input: dataFile(input),
        output,
        config,
        telescopes,
        focalLengthChoice: 'EQUIVALENT',
      });
      const ours = await readProduct(output);
      const theirs = await readProduct(dataFile(reference));
      for (const [name, ourName] of Object.entries(columns)) {
        const expected = Array.from(productColumn(theirs, table, name).data, Number);
        const values = ourColumn(ours, telescopes, ourName);
        expect(values, name).toHaveLength(rows);
        values.forEach((value, i) => {
          expect(Math.abs(value - expected[i]), `${name} ${i}`).toBeLessThan(
            1e-6 * Math.max(1, Math.abs(expected[i])),
          );
        });
      }
    },
  );
});
