import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { productColumn, productDifferences, productTables } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Document, Pipeline } from './run-pipeline.ts';

const folder = temporaryFolder();
const pipeline = new Pipeline(folder);
const gammas = dataFile(
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
);

/** Writes a module of a step and returns its path. */
function module(name: string, source: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
}

/** A parameter step of one column. */
function parameter(name: string, body: string, column = 'extra'): string {
  return module(
    name,
    `export default { kind: 'parameters', name: '${name}',
      columns: [{ name: '${column}', unit: 'ns', description: 'something more' }],
      parametrize(image, geometry, options) { ${body} } };`,
  );
}

/** The document that asks for a parameter step. */
function asking(file: string, name: string): Document {
  return {
    custom_steps: [file],
    image_parameters: { custom: [{ name }] },
    output: { write_showers: true },
  };
}

const extracted = /^\/dl1\/event\/telescope\/(images|parameters)/;

describe('steps written in TypeScript, through the pipeline', () => {
  it('clean images, of some telescopes or all', async () => {
    // Tail cuts without neighbours and without a boundary are a threshold.
    const file = module(
      'threshold',
      `export default { kind: 'cleaning', name: 'threshold',
        clean: ({ image }, geometry, { charge }) => Uint8Array.from(image, (q) => (q >= charge ? 1 : 0)) };`,
    );
    const same = {
      picture_threshold_pe: 30,
      boundary_threshold_pe: 30,
      min_picture_neighbors: 0,
      keep_isolated_pixels: true,
    };
    const ours = {
      type: 'CustomImageCleaner' as const,
      name: 'threshold',
      options: { charge: 30 },
    };
    const tailcuts = { type: 'TailcutsImageCleaner' as const, ...same };
    const output = { write_images: true };
    const expected = await pipeline.run(gammas, { output, cleaning: { image_cleaner: tailcuts } });
    for (const image_cleaner of [
      ours,
      [
        { type: '*', value: tailcuts },
        { id: 2, value: ours },
      ],
    ]) {
      const { product } = await pipeline.run(gammas, {
        output,
        custom_steps: [file],
        cleaning: { image_cleaner },
      });
      expect(productDifferences(expected.product, product)).toEqual([]);
    }
  });

  it('add columns to the parameters and leave the others as they are', async () => {
    const document: Document = {
      custom_steps: ['two-pixel-concentration.ts'],
      image_parameters: { custom: [{ name: 'two_pixel_concentration' }] },
      output: { write_images: true },
    };
    const plain = await pipeline.run(gammas, { output: { write_images: true } });
    const { product } = await pipeline.run(gammas, document);
    let compared = 0;
    for (const [item, table] of productTables(product, /^\/dl1\/event\/telescope\/parameters/)) {
      const values = productColumn(product, item, 'concentration_two_pixels').data;
      const images = item.replace('parameters', 'images');
      const image = productColumn(product, images, 'image').data;
      const mask = productColumn(product, images, 'image_mask').data;
      const n = image.length / table.nRows;
      for (let row = 0; row < table.nRows; row++) {
        const charges = Array.from({ length: n }, (_, pixel) => row * n + pixel)
          .filter((i) => mask[i] === 1)
          .map((i) => Number(image[i]))
          .sort((a, b) => b - a);
        if (charges.length < 2) continue;
        const sum = charges.reduce((a, b) => a + b);
        expect(values[row]).toBeCloseTo((charges[0] + charges[1]) / sum, 12);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(5);
    const without = new Map(
      [...productTables(product, extracted)].map(([item, table]) => [
        item,
        {
          ...table,
          columns: table.columns.filter(({ meta }) => meta.name !== 'concentration_two_pixels'),
        },
      ]),
    );
    expect(productDifferences(productTables(plain.product, extracted), without)).toEqual([]);
  });

  it('give columns that the query of a reconstructor may use', async () => {
    const file = parameter('constant', 'return [7];');
    const document = asking(file, 'constant');
    const reconstructor = (limit: number): Document => ({
      ...document,
      stereo: {
        reconstructors: [
          {
            type: 'HillasReconstructor',
            stereo_quality_query: { quality_criteria: [['extra', `parameters.extra > ${limit}`]] },
          },
        ],
      },
    });
    const all = await pipeline.run(gammas, reconstructor(6.5));
    const none = await pipeline.run(gammas, reconstructor(7));
    expect(all.report.validReconstructions['HillasReconstructor']).toBeGreaterThan(0);
    expect(none.report.validReconstructions['HillasReconstructor']).toBe(0);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['throws', parameter('throws', "throw new Error('no\\nluck');"), /throws\.mjs.*no luck/],
    ['throws-text', parameter('throws-text', "throw 'bad luck';"), /throws-text\.mjs.*bad luck/],
    ['too-many', parameter('too-many', 'return [1, 2];'), /too-many\.mjs.*must return 1 number/],
    ['nothing', parameter('nothing', 'return undefined;'), /nothing\.mjs.*must return 1 number/],
    ['no-number', parameter('no-number', "return ['a'];"), /no-number\.mjs.*must return 1 number/],
    ['ends', parameter('ends', 'process.exit(0);'), /ends\.mjs.*ended/],
    ['taken', parameter('taken', 'return [1];', 'hillas_width'), /taken\.mjs.*hillas_width/],
    ['syntax', module('syntax', 'export default {{{'), /syntax\.mjs/],
    ['no-step', module('no-step', 'export const a = 1;'), /no-step\.mjs.*no step/],
    ['other-name', parameter('another', 'return [1];'), /"other-name"/],
  ];
  it.each(wrong)('that are wrong (%s) are told in one sentence', async (name, file, message) => {
    const request = pipeline.request(gammas, asking(file, name));
    const inside = path.dirname(request.output);
    const error: unknown = await processFile(request).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(PhotoelectronError);
    expect(error).toMatchObject({ code: 'config-invalid' });
    expect((error as PhotoelectronError).message).toMatch(message);
    expect((error as PhotoelectronError).message).toMatch(/^[^\n]*\.$/);
    expect(readdirSync(inside)).toEqual(['configuration.json']);
  });

  it('that two modules define are refused', async () => {
    const inside = path.join(folder, 'twice');
    mkdirSync(inside);
    const first = parameter('twice', 'return [1];');
    const second = path.join('twice', 'again');
    const document = { ...asking(first, 'twice'), custom_steps: [first] };
    const copy = module(
      second,
      "export default { kind: 'parameters', name: 'twice', columns: [], parametrize: () => [] };",
    );
    const request = pipeline.request(gammas, { ...document, custom_steps: [first, copy] });
    await expect(processFile(request)).rejects.toMatchObject({ code: 'config-invalid' });
  });
});
