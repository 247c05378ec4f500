// Images kept in memory against the products of the pipeline, on real files.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseCleaner } from '../../core/config/parse-cleaner.ts';
import { loadConfiguration } from '../../core/config/load-configuration.ts';
import { productTable } from '../../core/datamodel/product-tables.ts';
import { cleanPopulation } from '../../core/processing/population/clean-population.ts';
import {
  loadPopulation,
  type PopulationRequest,
} from '../../core/processing/population/load-population.ts';
import type { Population } from '../../core/processing/population/population.ts';
import { selectImages } from '../../core/processing/population/select-images.ts';
import { pedestalSurvival } from '../../core/processing/population/summarise-cleaning.ts';
import { suggestThresholds } from '../../core/processing/population/suggest-thresholds.ts';
import { dataFile } from '../data-folder.ts';
import { type Product, productTables } from '../read-product.ts';
import { sampleFile } from '../simtel-sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Document, Pipeline } from './run-pipeline.ts';

const folder = temporaryFolder();
const pipeline = new Pipeline(folder);
const protons = dataFile(
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
);
const calibration = dataFile('pyeventio/simtel/calib_events.simtel.gz');
const pedestalTypes = [
  ...(['PEDESTAL', 'DARK_PEDESTAL', 'ELECTRONIC_PEDESTAL', 'SKY_PEDESTAL'] as const),
];

let nDocuments = 0;

async function load(
  inputs: readonly string[],
  document: Document = {},
  more: Partial<PopulationRequest> = {},
): Promise<Population> {
  const file = path.join(folder, `population-${String(nDocuments++)}.json`);
  writeFileSync(file, JSON.stringify(document));
  const population = await loadPopulation({
    inputs,
    configuration: await loadConfiguration(file),
    maxImages: 1000,
    maxBytes: 2 ** 29,
    ...more,
  });
  onTestFinished(() => population.custom.threads.close());
  return population;
}

/** Parameters by run, event and telescope. */
type Parameters = Map<string, Record<string, number>>;

/** Columns of the tables that are made of something else than the image. */
const noParameters = ['obs_id', 'event_id', 'tel_id', 'core_psi'];

/** The image parameters of a product; what a reconstructor adds is none. */
function parametersOf(product: Product): Parameters {
  const rows: Parameters = new Map();
  for (const table of productTables(
    product,
    /^\/dl1\/event\/telescope\/parameters\/tel_\d+$/,
  ).values()) {
    for (let row = 0; row < table.nRows; row++) {
      const values = table.columns.flatMap((column) =>
        'data' in column ? [[column.meta.name, Number(column.data[row])] as const] : [],
      );
      const ids = Object.fromEntries(values);
      rows.set(
        [ids['obs_id'], ids['event_id'], ids['tel_id']].join(),
        Object.fromEntries(values.filter(([name]) => !noParameters.includes(name))),
      );
    }
  }
  return rows;
}

/** The parameters of a population in the same form and with the precision of the product. */
async function cleanedParameters(
  population: Population,
  cleaner?: ReturnType<typeof parseCleaner>,
): Promise<Parameters> {
  const rows: Parameters = new Map();
  for (const { type, stacks } of population.types) {
    const cleaned = await cleanPopulation(population, type, { cleaner });
    let index = 0;
    for (const { obsId, eventId, telId, nImages } of stacks.flatMap(({ chunks }) => chunks)) {
      for (let row = 0; row < nImages; row++, index++) {
        const values = Object.entries(cleaned.columns).map(([name, data]) => [
          name,
          isSingle(name) ? Math.fround(data[index]) : data[index],
        ]);
        rows.set(
          [obsId[row], eventId[row], telId[row]].join(),
          Object.fromEntries(values) as never,
        );
      }
    }
  }
  return rows;
}

const { columns: productColumns } = productTable('/dl1/event/telescope/parameters/tel_001');

/** Whether products keep a parameter in single precision. */
function isSingle(name: string): boolean {
  return productColumns.find((column) => column.name === name)?.dtype === 'float32';
}

const nsb = { type: 'NSBImageCleaner', picture_threshold_pe: 8, boundary_threshold_pe: 4 } as const;

describe('a population', () => {
  const documents: readonly (readonly [string, string, Document])[] = [
    ['the defaults, showers of 36 images', protons, {}],
    ['the defaults, a gamma in 15 telescopes', sampleFile, {}],
    ['a cleaner with times', protons, { cleaning: { image_cleaner: nsb } }],
    [
      'rules for telescopes and a frame of its own',
      sampleFile,
      {
        cleaning: {
          image_cleaner: {
            type: 'TailcutsImageCleaner',
            picture_threshold_pe: [
              { type: '*', value: 7 },
              { type: 'LST*', value: 5 },
              { id: 2, value: 9 },
            ],
            boundary_threshold_pe: 3,
          },
        },
        image_parameters: { use_telescope_frame: false },
        software_trigger: { min_telescopes_of_type: [{ type: '*', value: 2 }] },
      },
    ],
  ];

  it.each(documents)('has the numbers of the product: %s', async (_, input, document) => {
    const { product } = await pipeline.run(input, document);
    const expected = parametersOf(product);
    const population = await load([input], document);
    expect(expected.size).toBeGreaterThan(0);
    expect(await cleanedParameters(population)).toEqual(expected);
  });

  it('has them with a cleaner that was chosen later as well', async () => {
    const population = await load([protons]);
    for (const cleaner of [
      nsb,
      { type: 'TimeConstrainedImageCleaner', picture_threshold_pe: 6 } as const,
      { type: 'MARSImageCleaner', boundary_threshold_pe: 3 } as const,
    ]) {
      const { product } = await pipeline.run(protons, { cleaning: { image_cleaner: cleaner } });
      expect(await cleanedParameters(population, parseCleaner(cleaner))).toEqual(
        parametersOf(product),
      );
    }
  });

  it('has them with a step written in TypeScript, and ends it', async () => {
    const document: Document = { custom_steps: ['neighbor-sum-cleaner.ts'] };
    const cleaner = { type: 'CustomImageCleaner', name: 'neighbor_sum', options: {} } as const;
    const { product } = await pipeline.run(protons, {
      ...document,
      cleaning: { image_cleaner: cleaner },
    });
    const population = await load([protons], document);
    const parsed = parseCleaner(cleaner);
    expect(await cleanedParameters(population, parsed)).toEqual(parametersOf(product));
    const [{ type }] = population.types;
    const ended = expect(
      cleanPopulation(population, type, { cleaner: parsed }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    await population.custom.threads.close();
    await ended;
  });

  it('has the images of all its files, in their order', async () => {
    const population = await load(
      [protons, sampleFile, protons],
      {},
      {
        telescopeTypes: ['LST_LST_LSTCam'],
      },
    );
    expect(population.types).toMatchObject([
      { type: 'LST_LST_LSTCam', nImages: 16, nSeen: 16, nWithTruth: 16 },
    ]);
    const cleaned = await cleanPopulation(population, 'LST_LST_LSTCam');
    const { total, images } = selectImages(population.types[0], cleaned, {
      ...{ column: 'leakage_pixels_width_1', min: 0, max: 1, offset: 0, limit: 100 },
    });
    expect(images).toHaveLength(total);
    expect(images.map(({ source }) => source)).toEqual(
      images.map(({ index }) => (index < 6 ? 0 : index < 10 ? 1 : 2)),
    );
  });

  it('takes the first images when there are more than wanted, and says of how many', async () => {
    const all = await load([protons]);
    const some = await load([protons], {}, { maxImages: 4 });
    const exact = await load([protons], {}, { maxImages: 30 });
    expect(exact).toMatchObject({ isComplete: true, types: [{ nImages: 6 }, { nImages: 30 }] });
    expect(some.isComplete).toBe(true);
    expect(some.types).toMatchObject([
      { type: 'LST_LST_LSTCam', nImages: 4 },
      { type: 'MST_MST_FlashCam', nImages: 4 },
    ]);
    for (const [i, { type, nImages, nSeen }] of some.types.entries()) {
      expect(nSeen).toBeGreaterThanOrEqual(nImages);
      const [few, many] = [await cleanPopulation(some, type), await cleanPopulation(all, type)];
      expect(few.nPixels).toEqual(many.nPixels.subarray(0, 4));
      expect(all.types[i].nSeen).toBe(all.types[i].nImages);
    }
    expect(all.fractionRead).toBe(1);
  });

  it('takes no more memory than it may, and says what it took', async () => {
    const all = await load([protons]);
    const arrays = all.types
      .flatMap(({ stacks }) => stacks.flatMap(({ chunks }) => chunks))
      .flatMap((chunk) => Object.values(chunk) as unknown[])
      .filter((value) => ArrayBuffer.isView(value));
    const size = (views: readonly ArrayBufferView[]) =>
      views.reduce((sum, { byteLength }) => sum + byteLength, 0);
    let results = 0;
    for (const { type } of all.types) {
      const { columns, ...others } = await cleanPopulation(all, type);
      const values: unknown[] = [...Object.values(columns), ...Object.values(others)];
      results += size(values.filter((value) => ArrayBuffer.isView(value)));
    }
    // The engine keeps four results.
    expect(all.bytes).toBeGreaterThanOrEqual(size(arrays) + 4 * results);
    expect(all.bytes).toBeLessThan(1.2 * (size(arrays) + 4 * results));
    const some = await load([protons], {}, { maxBytes: 200_000 });
    const nImages = some.types.reduce((sum, type) => sum + type.nImages, 0);
    expect(some.bytes).toBeLessThanOrEqual(200_000);
    expect(nImages).toBeGreaterThan(0);
    expect(nImages).toBeLessThan(36);
  });

  it('has pedestals where they are asked for, with what survives of them', async () => {
    const population = await load(
      [calibration],
      { source: { focal_length_choice: 'EQUIVALENT' } },
      { eventTypes: pedestalTypes },
    );
    const withImages = population.types.filter(({ nImages }) => nImages > 0);
    expect(withImages.length).toBeGreaterThan(0);
    for (const images of withImages) {
      expect(images).toMatchObject({ nImages: 1, nPedestals: 1 });
      const found = await suggestThresholds(population, images.type, {
        ...{ targetPedestalSurvival: 0, boundaryRatio: 0.5 },
        cleaner: parseCleaner({ type: 'TailcutsImageCleaner' }),
      });
      expect(found).toMatchObject({ nPedestals: 1, nSurviving: 0 });
      const cleaned = await cleanPopulation(population, images.type, { cleaner: found.cleaner });
      expect(pedestalSurvival(images, cleaned)).toMatchObject({ survivingFraction: 0 });
    }
  });

  it('has what was readable of a file that ends early, and says so', async () => {
    const whole = readFileSync(protons);
    const file = path.join(folder, 'cut.simtel.zst');
    writeFileSync(file, whole.subarray(0, Math.floor(0.9 * whole.length)));
    const cut = await load([file]);
    const all = await load([protons]);
    expect([cut.isComplete, all.isComplete]).toEqual([false, true]);
    expect(all.warnings).toEqual([]);
    expect(cut.warnings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining(file)]),
    );
    const { product } = await pipeline.run(file, {});
    expect(await cleanedParameters(cut)).toEqual(parametersOf(product));
  });

  it('may be empty', async () => {
    const population = await load([protons], {}, { eventTypes: pedestalTypes });
    expect(population).toMatchObject({ bytes: 0, fractionRead: 1 });
    for (const { type, nImages } of population.types) {
      expect(nImages).toBe(0);
      expect(await cleanPopulation(population, type)).toMatchObject({ nImages: 0 });
    }
  });

  it('is not loaded when that is cancelled', async () => {
    const controller = new AbortController();
    const loading = load(
      [protons, protons],
      {},
      {
        signal: controller.signal,
        onProgress: () => {
          controller.abort();
        },
      },
    );
    await expect(loading).rejects.toMatchObject({ code: 'cancelled', name: 'PhotoelectronError' });
  });

  it('says what is wrong with what was asked', async () => {
    await expect(load([protons], {}, { telescopeTypes: ['LST_LST_LSTcam'] })).rejects.toMatchObject(
      {
        code: 'argument-invalid',
        message: expect.stringContaining('did you mean "LST_LST_LSTCam"?') as unknown,
      },
    );
    await expect(load([path.join(folder, 'nothing')])).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await expect(load([calibration])).rejects.toMatchObject({ code: 'focal-length-missing' });
  });
});
