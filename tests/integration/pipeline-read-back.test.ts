import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import { loadConfiguration } from '../../core/config/load-configuration.ts';
import { CustomSteps } from '../../core/processing/custom/custom-steps.ts';
import { planAnalysis } from '../../core/processing/plan/analysis-plan.ts';
import { QualityQuery } from '../../core/processing/quality-query.ts';
import { splitByPlan } from '../../core/processing/split-by-plan.ts';
import { extractImages } from '../../core/processing/steps/extract-images.ts';
import { parametriseImages } from '../../core/processing/steps/parametrise-images.ts';
import { openSource } from '../../core/sources/open-source.ts';
import { processFile } from '../../core/processing/process-file.ts';
import type { ProcessRequest } from '../../core/processing/process-request.ts';
import { dataFile } from '../data-folder.ts';
import { type Product, productDifferences, productTables } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Document, Pipeline, type Run } from './run-pipeline.ts';

const pipeline = new Pipeline(temporaryFolder());
const protons = dataFile(
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
);
const reconstructors: Document['stereo'] = {
  reconstructors: [{ type: 'HillasReconstructor' }, { type: 'HillasIntersection' }],
};
const document: Document = {
  stereo: reconstructors,
  output: { write_images: true, write_showers: true },
};
const strict: Document = {
  ...document,
  cleaning: {
    image_cleaner: {
      type: 'TailcutsImageCleaner',
      picture_threshold_pe: 20,
      boundary_threshold_pe: 12,
    },
  },
};

/**
 * Products hold the nominal pointing of the array in float32 degrees (as ctapipe's), here 70 for
 * 69.9999997, so that showers differ by as much; everything else is the same bit by bit.
 */
function showerRounding(name: string): number {
  return /^\/dl2\/event|core_psi$/.test(name) ? 1e-5 : 0;
}

function differences(left: Product, right: Product): string[] {
  return productDifferences(left, right, showerRounding);
}

/** Images of another program agree within the bounds of parity only; masks and counts exactly. */
function imageDifferences(left: Product, right: Product): string[] {
  const tables = /^\/dl1\/event\/telescope\/(images|parameters)/;
  const bound = (name: string) => {
    if (/(_mask|is_valid|morphology_.*)$/.test(name)) return 0;
    return /(timing_.*|peak_time)$/.test(name) ? 1e-3 : 1e-4;
  };
  return productDifferences(productTables(left, tables), productTables(right, tables), bound);
}

let direct: Run;
let withWaveforms: Run;

beforeAll(async () => {
  direct = await pipeline.run(protons, document);
  withWaveforms = await pipeline.run(protons, {
    ...document,
    output: { ...document.output, write_r0_waveforms: true, write_r1_waveforms: true },
  });
});

describe('a product read back as an input', () => {
  it('gives the same product with the same configuration', async () => {
    const again = await pipeline.run(direct.output, document);
    expect(differences(direct.product, again.product)).toEqual([]);
    const { report } = again;
    expect(report.parametrisedImages).toBe(direct.report.parametrisedImages);
    expect(report.validReconstructions).toEqual(direct.report.validReconstructions);
    expect(report.qualityCounts).toEqual(direct.report.qualityCounts);
    expect(report.warnings).toEqual([]);
  });

  it('gives with other thresholds what the first input gives with them', async () => {
    const expected = await pipeline.run(protons, strict);
    for (const recomputeDl1 of [false, true]) {
      const again = await pipeline.run(direct.output, strict, { recomputeDl1 });
      expect(differences(expected.product, again.product)).toEqual([]);
    }
    expect(differences(expected.product, direct.product)).not.toEqual([]);
  });

  it('gives a part of the telescopes as the first input does', async () => {
    const telescopes = [1, 2, 5, 7];
    const expected = await pipeline.run(protons, document, { telescopes });
    const again = await pipeline.run(direct.output, document, { telescopes });
    expect(differences(expected.product, again.product)).toEqual([]);
  });

  it('keeps its images unless they are to be made anew from its waveforms', async () => {
    const other: Document = {
      ...document,
      calibration: {
        image_extractor: { type: 'FixedWindowSum', peak_index: 12, window_width: 8 },
      },
    };
    const kept = await pipeline.run(withWaveforms.output, other);
    expect(differences(direct.product, kept.product)).toEqual([]);
    const expected = await pipeline.run(protons, other);
    const anew = await pipeline.run(withWaveforms.output, other, { recomputeDl1: true });
    expect(differences(expected.product, anew.product)).toEqual([]);
    expect(differences(expected.product, kept.product)).not.toEqual([]);
  });

  it('of waveforms only gives images', async () => {
    const waveforms = await pipeline.run(protons, {
      output: { write_parameters: false, write_r1_waveforms: true },
    });
    expect(
      productTables(waveforms.product, /^\/dl1\/event\/telescope\/(images|parameters)/).size,
    ).toBe(0);
    const again = await pipeline.run(waveforms.output, document);
    // Without images no true image was written either.
    const compared = /^\/(dl1\/event|dl2\/event)/;
    expect(
      differences(productTables(direct.product, compared), productTables(again.product, compared)),
    ).toEqual([]);
  });

  it('hands on its waveforms', async () => {
    const again = await pipeline.run(withWaveforms.output, {
      ...document,
      output: { ...document.output, write_r0_waveforms: true, write_r1_waveforms: true },
    });
    expect(differences(withWaveforms.product, again.product)).toEqual([]);
  });

  it('without peak times has unknown times, not zeros', async () => {
    const source = await openSource(direct.output);
    const configuration = await loadConfiguration('ctapipe-defaults');
    const plan = planAnalysis(source.subarray, configuration.document, 'EFFECTIVE');
    const custom = await CustomSteps.load([]);
    const step = { task: {}, custom };
    const quality = new QualityQuery([]);
    let parametrised = 0;
    for await (const batch of source.batches()) {
      for (const { plan: telescope, block } of splitByPlan(plan, batch.telescopes)) {
        const { peakTime, ...timeless } = block;
        expect(peakTime).toHaveLength(block.image!.length);
        const options = { ...step, keepR1: false, recompute: false };
        const images = await extractImages(telescope, timeless, options);
        const mask = block.imageMask!;
        const { columns } = await parametriseImages(telescope, block, images!, mask, {
          ...step,
          imageQuality: quality,
          customParameters: [],
        });
        columns['hillas_width'].forEach((width, row) => {
          if (!(width > 0)) return;
          parametrised++;
          for (const name of ['timing_slope', 'timing_deviation', 'peak_time_mean']) {
            expect(columns[name][row]).toBeNaN();
          }
        });
      }
    }
    await source.close();
    expect(parametrised).toBeGreaterThan(20);
  });

  it('says which data levels it holds, and which were asked for in vain', async () => {
    const wanted = { ...document.output, write_r0_waveforms: true, write_r1_waveforms: true };
    const again = await pipeline.run(direct.output, { ...document, output: wanted });
    expect(productTables(again.product, /^\/r[01]/).size).toBe(0);
    expect(again.report.warnings.map(({ message }) => message.slice(0, 34))).toEqual([
      'The configuration asks for R0, whi',
      'The configuration asks for R1, whi',
    ]);
    const levels = async (path: string) => {
      const file = await openHdf5(path);
      const { 'CTA PRODUCT DATA LEVELS': value } = await file.attributes('/');
      await file.close();
      return value;
    };
    expect(await levels(again.output)).toBe('DL1_IMAGES,DL1_PARAMETERS,DL2');
    expect(await levels(withWaveforms.output)).toBe('R0,R1,DL1_IMAGES,DL1_PARAMETERS,DL2');
  });

  it.each<Document>([{}, { output: { write_parameters: false, write_r0_waveforms: true } }])(
    'without images or calibrated waveforms is refused in one sentence: %j',
    async (other) => {
      const { output } = await pipeline.run(protons, other);
      const request = pipeline.request(output, document);
      await expect(processFile(request)).rejects.toMatchObject({
        code: 'format-unsupported',
        message: expect.stringMatching(
          /product\.h5 holds neither images nor calibrated waveforms .*write_images[^\n]*\.$/,
        ) as string,
      });
      expect(existsSync(request.output)).toBe(false);
    },
  );

  it('without events gives a product without events', async () => {
    const nothing = await pipeline.run(
      dataFile(
        'simtools-tests/simtel/proton_run000201_za20deg_azm000deg_North_alpha_6.0.0_no_trigger.simtel.zst',
      ),
      document,
    );
    const again = await pipeline.run(nothing.output, document);
    expect(again.report).toMatchObject({ events: 0, isComplete: true });
    expect(differences(nothing.product, again.product)).toEqual([]);
  });

  it('remembers that its own input ended early', async () => {
    const cut = await pipeline.run(
      dataFile('pyeventio/simtel/test_lasercal_v3.simtel.gz'),
      document,
    );
    expect(cut.report.isComplete).toBe(false);
    const again = await pipeline.run(cut.output, document);
    expect(again.report.isComplete).toBe(false);
    expect(differences(cut.product, again.product)).toEqual([]);
  });
});

describe('a product of ctapipe 0.30 read as an input', () => {
  it.each<{ name: string; input: string; more?: Partial<ProcessRequest> }>([
    {
      name: 'proton_run202_lst_flashcam.dl1.h5',
      input: 'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
    },
    {
      name: 'lst_muons.dl1.h5',
      input: 'ctapipe-extra/simtel/lst_muons.simtel.zst',
      more: { focalLengthChoice: 'EQUIVALENT' },
    },
  ])('gives what the simulation gives: $name', async ({ name, input, more }) => {
    const written = dataFile(`generated-with-upstream/ctapipe-0.30.0/${name}`);
    for (const one of [document, strict]) {
      const expected = await pipeline.run(dataFile(input), one, more);
      const again = await pipeline.run(written, one, more);
      expect(imageDifferences(expected.product, again.product)).toEqual([]);
      expect(again.report.parametrisedImages).toBe(expected.report.parametrisedImages);
      expect(again.report.validReconstructions).toEqual(expected.report.validReconstructions);
    }
  });
});
