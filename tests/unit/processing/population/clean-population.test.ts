import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCleaner } from '../../../../core/config/parse-cleaner.ts';
import { imageParameters } from '../../../../core/native/image-parameters.ts';
import { getThreads, setThreads } from '../../../../core/native/threads.ts';
import {
  cleanPopulation,
  needsTimes,
  ofType,
  populationColumns,
} from '../../../../core/processing/population/clean-population.ts';
import type { Population } from '../../../../core/processing/population/population.ts';
import {
  cleaningCounts,
  pedestalSurvival,
  truthKept,
} from '../../../../core/processing/population/summarise-cleaning.ts';
import { toyPopulation, toyType } from '../../../toy-population.ts';

const population = await toyPopulation(40, 20);
const images = ofType(population, toyType);
const threads = getThreads();
afterAll(() => {
  setThreads(threads);
});

const tailcuts = (picture: number, boundary: number, more: object = {}) =>
  parseCleaner({
    type: 'TailcutsImageCleaner',
    picture_threshold_pe: picture,
    boundary_threshold_pe: boundary,
    ...more,
  });

const clean = (cleaner?: ReturnType<typeof parseCleaner>) =>
  cleanPopulation(population, toyType, { cleaner });

const truthBins = { min: 10, max: 10_000, nBins: 6, scale: 'log' } as const;

/** The population with something changed in its one chunk. */
function changed(change: Partial<(typeof images.stacks)[0]['chunks'][0]>): Population {
  const [stack] = images.stacks;
  const chunks = [{ ...stack.chunks[0], ...change }];
  return { ...population, types: [{ ...images, stacks: [{ ...stack, chunks }] }] };
}

describe('cleanPopulation', () => {
  it('keeps no more where thresholds are stricter', async () => {
    const threshold = fc.double({ min: 0, max: 12, noNaN: true });
    await fc.assert(
      fc.asyncProperty(threshold, threshold, threshold, async (picture, boundary, more) => {
        const loose = await clean(tailcuts(picture, boundary));
        const strict = await clean(tailcuts(picture + more, boundary + more));
        for (const [i, n] of strict.nPixels.entries()) {
          expect(n).toBeLessThanOrEqual(loose.nPixels[i]);
          expect(strict.trueCharge[i]).toBeLessThanOrEqual(loose.trueCharge[i]);
        }
        expect(cleaningCounts(strict).nSurviving).toBeLessThanOrEqual(
          cleaningCounts(loose).nSurviving,
        );
      }),
      { numRuns: 25 },
    );
  });

  it('gives the same bits for the same cleaner, whatever the number of threads', async () => {
    setThreads(1);
    const alone = await clean(tailcuts(6, 3));
    setThreads(3);
    expect(await clean(tailcuts(6, 3))).toEqual(alone);
    expect(await clean(tailcuts(6.5, 3))).not.toEqual(alone);
  });

  it('takes the cleaner of the configuration when it is given none', async () => {
    expect(await clean()).toEqual(await clean(tailcuts(10, 5)));
  });

  it('leaves out the columns made of times when they are not wanted, and changes no other', async () => {
    const all = await clean();
    const without = await cleanPopulation(population, toyType, { times: false });
    const names = Object.keys(all.columns);
    expect(names).toEqual([...populationColumns(population)]);
    expect(names.filter(needsTimes)).toEqual([
      ...['timing_intercept', 'timing_deviation', 'timing_slope'],
      ...['max', 'min', 'mean', 'std', 'skewness', 'kurtosis'].map((name) => `peak_time_${name}`),
    ]);
    expect(Object.keys(without.columns)).toEqual(names.filter((name) => !needsTimes(name)));
    for (const [name, column] of Object.entries(without.columns)) {
      expect(column, name).toEqual(all.columns[name]);
    }
  });

  it('cleans each telescope with its own rule', async () => {
    const telId = images.stacks[0].chunks[0].telId.map((id, i) => (i % 2 === 0 ? id : id + 1));
    const two = changed({ telId });
    const [first, second] = [telId[0], telId[1]];
    expect(images.stacks[0].plan.telIds).toEqual(expect.arrayContaining([first, second]));
    const [low, high] = [tailcuts(4, 2), tailcuts(20, 10)];
    const rules = parseCleaner([
      { type: '*', value: low },
      { id: second, value: high },
    ]);
    const mixed = await cleanPopulation(two, toyType, { cleaner: rules });
    const [ofLow, ofHigh] = [await clean(low), await clean(high)];
    expect([...mixed.charge]).toEqual(
      Array.from(mixed.charge, (_, i) => (i % 2 === 0 ? ofLow : ofHigh).charge[i]),
    );
    const onlyOne = parseCleaner([{ id: first, value: low }]);
    await expect(cleanPopulation(two, toyType, { cleaner: onlyOne })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('is not led astray by pixels that are no numbers', async () => {
    const { image } = images.stacks[0].chunks[0];
    const holes = image.map((charge, i) => (i % 50 === 0 ? NaN : charge));
    const zeros = image.map((charge, i) => (i % 50 === 0 ? -1 : charge));
    const cleaned = await cleanPopulation(changed({ image: holes }), toyType);
    expect(cleaned).toEqual(await cleanPopulation(changed({ image: zeros }), toyType));
    expect(cleaned.charge.every(Number.isFinite)).toBe(true);
  });

  it('makes columns without rows of a type without images', async () => {
    const empty: Population = {
      ...population,
      types: [{ type: toyType, nImages: 0, nSeen: 0, nPedestals: 0, nWithTruth: 0, stacks: [] }],
    };
    const cleaned = await cleanPopulation(empty, toyType);
    expect(Object.values(cleaned.columns).every(({ length }) => length === 0)).toBe(true);
    expect(cleaningCounts(cleaned)).toEqual({
      ...{ nImages: 0, nSurviving: 0, nParametrised: 0, nPixels: 0, nIslands: 0 },
    });
    expect(pedestalSurvival(empty.types[0], cleaned)).toBeUndefined();
    expect(truthKept(empty.types[0], cleaned, truthBins)).toBeUndefined();
  });

  it('stops when it is cancelled, before and meanwhile', async () => {
    const cancelled = { code: 'cancelled', name: 'PhotoelectronError' };
    const before = cleanPopulation(population, toyType, { signal: AbortSignal.abort() });
    await expect(before).rejects.toMatchObject(cancelled);
    const controller = new AbortController();
    const meanwhile = cleanPopulation(population, toyType, { signal: controller.signal });
    controller.abort();
    await expect(meanwhile).rejects.toMatchObject(cancelled);
  });

  it('knows the types that there are', async () => {
    await expect(cleanPopulation(population, 'LST_LST_LSTcam')).rejects.toMatchObject({
      code: 'argument-invalid',
      message: expect.stringContaining(`did you mean "${toyType}"?`) as unknown,
    });
  });
});

describe('what a cleaning kept', () => {
  it('is everything when every pixel is kept', async () => {
    const all = await clean(
      tailcuts(-1e9, -1e9, { min_picture_neighbors: 0, keep_isolated_pixels: true }),
    );
    const { image, trueImage } = images.stacks[0].chunks[0];
    const nPixels = image.length / images.nImages;
    expect(cleaningCounts(all)).toMatchObject({
      nImages: 60,
      nSurviving: 60,
      nPixels: image.length,
      nIslands: 60,
    });
    const truth = truthKept(images, all, truthBins)!;
    const sumOf = (isCounted: (i: number) => boolean) =>
      image.reduce((sum, charge, i) => sum + (isCounted(i) ? charge : 0), 0);
    expect(truth.whole.efficiency).toBe(1);
    expect(truth.whole.keptCharge).toBeCloseTo(
      sumOf(() => true),
      3,
    );
    expect(truth.whole.noiseCharge).toBeCloseTo(
      sumOf((i) => trueImage![i] === 0),
      3,
    );
    expect(truth.whole.noiseFraction).toBe(truth.whole.noiseCharge / truth.whole.keptCharge);
    const pedestals = pedestalSurvival(images, all)!;
    expect(pedestals).toMatchObject({ nImages: 20, nSurviving: 20, survivingFraction: 1 });
    expect(pedestals.pixelFraction).toBe(1);
    expect(pedestals.chargePerImage).toBeCloseTo(sumOf((i) => i >= 40 * nPixels) / 20, 3);
  });

  it('is nothing when no pixel is kept', async () => {
    const none = await clean(tailcuts(1e9, 1e9));
    expect(cleaningCounts(none)).toMatchObject({ nSurviving: 0, nParametrised: 0, nPixels: 0 });
    const { whole, byCharge } = truthKept(images, none, truthBins)!;
    expect(whole).toMatchObject({ nImages: 60, efficiency: 0, noiseFraction: NaN, keptCharge: 0 });
    expect([...byCharge.noiseFraction].every(Number.isNaN)).toBe(true);
    expect(pedestalSurvival(images, none)).toMatchObject({ nSurviving: 0, chargePerImage: 0 });
  });

  it('is told against the true charge of the images', async () => {
    const cleaned = await clean(tailcuts(6, 3));
    const { whole, byCharge } = truthKept(images, cleaned, truthBins)!;
    const { trueCharge } = images.stacks[0].chunks[0];
    const { edges } = byCharge;
    for (let bin = 0; bin < truthBins.nBins; bin++) {
      const rows = [...trueCharge.keys()].filter(
        (i) => trueCharge[i] >= edges[bin] && trueCharge[i] < edges[bin + 1],
      );
      const sum = (values: Float64Array) => rows.reduce((total, i) => total + values[i], 0);
      expect(byCharge.nImages[bin]).toBe(rows.length);
      expect(byCharge.efficiency[bin]).toBe(sum(cleaned.trueCharge) / sum(trueCharge));
      expect(byCharge.noiseFraction[bin]).toBe(sum(cleaned.noiseCharge) / sum(cleaned.charge));
    }
    expect(whole.keptTrueCharge).toBe(cleaned.trueCharge.reduce((total, x) => total + x, 0));
  });

  it('leaves out images without truth', async () => {
    const { trueCharge } = images.stacks[0].chunks[0];
    const some = changed({ trueCharge: trueCharge.map((x, i) => (i < 30 ? x : NaN)) });
    const cleaned = await cleanPopulation(some, toyType);
    expect(truthKept(some.types[0], cleaned, truthBins)!.whole.nImages).toBe(30);
    expect([...cleaned.trueCharge.subarray(30)].every(Number.isNaN)).toBe(true);
  });

  it('has the parameters of the kernels for the masks', async () => {
    const cleaned = await clean(tailcuts(6, 3));
    const [{ plan, chunks }] = images.stacks;
    const { clean: cleanStack } = await import('../../../../core/native/clean.ts');
    const { image, peakTime } = chunks[0];
    const { neighbors } = plan.parameterGeometry;
    const mask = await cleanStack(
      neighbors,
      {
        type: 'TailcutsImageCleaner',
        pictureThresholdPe: 6,
        boundaryThresholdPe: 3,
        minPictureNeighbors: 2,
        keepIsolatedPixels: false,
      },
      { image },
    );
    const columns = await imageParameters(plan.parameterGeometry, { image, mask, peakTime });
    expect({ ...cleaned.columns }).toEqual({ ...columns });
  });
});
