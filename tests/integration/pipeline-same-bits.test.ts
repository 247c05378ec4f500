import { describe, expect, it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { productDifferences } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Document, Pipeline } from './run-pipeline.ts';

const pipeline = new Pipeline(temporaryFolder());
const everything: Document = {
  calibration: { image_extractor: { type: 'TwoPassWindowSum' } },
  stereo: { reconstructors: [{ type: 'HillasReconstructor' }, { type: 'HillasIntersection' }] },
  output: {
    write_images: true,
    write_showers: true,
    write_muon_parameters: true,
    write_r0_waveforms: true,
    write_r1_waveforms: true,
  },
};

describe('the product is the same, bit by bit,', () => {
  it.each([
    'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
    'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
  ])('whatever the number of threads and the size of the batches: %s', async (name) => {
    const first = await pipeline.run(dataFile(name), everything, { threads: 1 });
    expect(first.report.parametrisedImages).toBeGreaterThan(3);
    for (const more of [
      { threads: 2 },
      { threads: 5 },
      { threads: 2, batchBytes: 1 },
      { threads: 5, batchBytes: 1_500_000 },
    ]) {
      const { product } = await pipeline.run(dataFile(name), everything, more);
      expect(productDifferences(first.product, product)).toEqual([]);
    }
  });
});
