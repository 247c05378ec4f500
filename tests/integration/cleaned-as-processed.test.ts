// What Cleaning shows of a population against what `pe process` makes with the configuration that it saves.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EngineClient } from '../../core/contract/engine-client.ts';
import type { RequestParams } from '../../core/contract/contract.ts';
import { dataFile } from '../data-folder.ts';
import { type Product, readProduct } from '../read-product.ts';
import { startEngine } from '../running-engine.ts';
import { sampleFile } from '../simtel-sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runPe } from './run-pe.ts';

const folder = temporaryFolder();
const protons = dataFile(
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
);

const histograms: NonNullable<RequestParams<'population.clean'>['histograms']> = [
  { column: 'hillas_intensity', bins: { min: 10, max: 1e5, nBins: 30, scale: 'log' } },
  { column: 'hillas_width', bins: { min: 0, max: 0.5, nBins: 25 } },
  { column: 'hillas_length', bins: { min: 0, max: 1, nBins: 25 } },
];

/** What a product tells of one image. */
interface ProducedImage {
  readonly mask: readonly number[];
  readonly charge: readonly number[];
  readonly truth: readonly number[];
  readonly parameters: Readonly<Record<string, number>>;
}

/** The images of some telescopes of a product, with masks, charges, truth and parameters. */
function imagesOf(product: Product, telIds: readonly number[]): ProducedImage[] {
  return telIds.flatMap((telId) => {
    const of = (group: string) => rowsOf(product, `${group}/tel_${String(telId).padStart(3, '0')}`);
    const images = of('/dl1/event/telescope/images');
    const truths = of('/simulation/event/telescope/images');
    return [...of('/dl1/event/telescope/parameters')].map(([event, row]) => ({
      mask: images.get(event)!['image_mask'] as number[],
      charge: images.get(event)!['image'] as number[],
      truth: truths.get(event)!['true_image'] as number[],
      parameters: row as Record<string, number>,
    }));
  });
}

/** Rows of a table by event; arrays for columns of pixels. */
function rowsOf(product: Product, table: string): Map<number, Record<string, unknown>> {
  const rows = new Map<number, Record<string, unknown>>();
  const { columns, nRows } = product.get(table)!;
  for (let row = 0; row < nRows; row++) {
    const values = columns.flatMap((column) => {
      if (!('data' in column)) return [];
      const width = column.data.length / nRows;
      const cells = Array.from(column.data.slice(row * width, (row + 1) * width), Number);
      return [[column.meta.name, width === 1 ? cells[0] : cells] as const];
    });
    const record = Object.fromEntries(values);
    rows.set(record['event_id'] as number, record);
  }
  return rows;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const kept = (values: readonly number[], mask: readonly number[]) =>
  values.filter((_, pixel) => mask[pixel] === 1);

/** The numbers of the panel, counted from images of a product. */
function countedFrom(images: readonly ProducedImage[]) {
  const survivors = images.filter(({ mask }) => sum(mask) > 0);
  const parametrised = images.filter(({ parameters }) =>
    Number.isFinite(parameters['hillas_intensity']),
  );
  const keptCharge = sum(images.map(({ charge, mask }) => sum(kept(charge, mask))));
  const trueCharge = sum(images.map(({ truth }) => sum(truth)));
  const noise = images.map(({ charge, truth, mask }) =>
    sum(kept(charge, mask).filter((_, i) => kept(truth, mask)[i] === 0)),
  );
  return {
    nImages: images.length,
    nSurviving: survivors.length,
    nParametrised: parametrised.length,
    nPixels: sum(images.map(({ mask }) => sum(mask))),
    efficiency: sum(images.map(({ truth, mask }) => sum(kept(truth, mask)))) / trueCharge,
    noiseFraction: sum(noise) / keptCharge,
    parametrised,
  };
}

/** An engine with a home of its own. */
async function engineIn(home: string): Promise<EngineClient> {
  const [root, output] = ['root', 'output'].map((name) => path.join(home, name));
  for (const made of [root, output]) mkdirSync(made, { recursive: true });
  const engine = await startEngine('in-process', { home, root, output });
  const client = new EngineClient(await engine.connect());
  onTestFinished(async () => {
    client.close();
    await engine.close();
  });
  return client;
}

const flashCam = 'MST_MST_FlashCam';
const lst = 'LST_LST_LSTCam';

const tailcuts = (picture_threshold_pe: number, boundary_threshold_pe: number) => ({
  type: 'TailcutsImageCleaner',
  ...{ picture_threshold_pe, boundary_threshold_pe },
  min_picture_neighbors: 1,
  keep_isolated_pixels: true,
});

describe('a cleaning that was tried on a population and saved', () => {
  const cases = [
    ['lower thresholds', protons, 'default', flashCam, tailcuts(6, 3)],
    ['higher thresholds', protons, 'ctapipe-defaults', flashCam, tailcuts(14.25, 7.5)],
    ['another telescope type', sampleFile, 'ctao', lst, tailcuts(5.5, 2.75)],
    [
      'another cleaner',
      protons,
      'default',
      flashCam,
      {
        type: 'TimeConstrainedImageCleaner',
        ...{ picture_threshold_pe: 7, boundary_threshold_pe: 3.5, min_picture_neighbors: 1 },
        ...{ time_limit_core_ns: 6, time_limit_boundary_ns: 2 },
      },
    ],
  ] as const;

  it.each(cases)(
    'has the numbers of pe process: %s',
    async (name, input, parent, type, cleaner) => {
      const home = path.join(folder, name.replaceAll(' ', '-'));
      const client = await engineIn(home);
      const { id, types } = await client.request('population.load', {
        paths: [input],
        config: parent,
      });
      const { telIds } = types.find((each) => each.type === type)!;
      const { a, b } = await client.request('population.clean', {
        id,
        telescopeType: type,
        b: cleaner,
        histograms,
      });
      expect(b).not.toEqual(a);

      const { text, differences } = await client.request('configurations.derive', {
        parent: { name: parent },
        changes: [
          { path: ['cleaning', 'image_cleaner'], value: cleaner, telescopeType: type, telIds },
        ],
      });
      expect(differences.every(({ key }) => key.startsWith('cleaning.image_cleaner'))).toBe(true);
      const saved = { name: 'mine', text, parent, note: 'Tried on a population.' };
      await client.request('configurations.save', saved);

      const output = path.join(home, 'product.h5');
      const config = path.join(home, 'configurations', 'mine.yaml');
      const { code, err } = await runPe([
        ...['process', input, '-o', output, '-c', config, '--write-images', '--quiet'],
      ]);
      expect([code, err]).toEqual([0, '']);

      const { parametrised, efficiency, noiseFraction, ...counts } = countedFrom(
        imagesOf(await readProduct(output), telIds),
      );
      expect(counts.nImages).toBeGreaterThan(3);
      expect(b).toMatchObject(counts);
      expect(b!.truth!.efficiency).toBeCloseTo(efficiency, 12);
      // Charges are sums of single-precision numbers in another order.
      expect(b!.truth!.noiseFraction).toBeCloseTo(noiseFraction, 6);
      for (const { column, edges, counts: shown } of b!.histograms) {
        const values = parametrised.map(({ parameters }) => parameters[column]);
        const last = shown.length - 1;
        const expected = Array.from(
          shown,
          (_, bin) =>
            values.filter(
              (value) =>
                value >= edges[bin] &&
                (value < edges[bin + 1] || (bin === last && value === edges[bin + 1])),
            ).length,
        );
        expect(Array.from(shown), column).toEqual(expected);
      }
    },
  );
});
