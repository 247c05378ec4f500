import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  applyForest,
  checkForest,
  type ForestOptions,
  type GrownForest,
  growForest,
  type NativeForest,
} from '../../../core/native/forest.ts';
import { getThreads, setThreads } from '../../../core/native/threads.ts';

const threads = getThreads();
afterEach(() => {
  setThreads(threads);
});

/** One tree that sees all samples and tries all of two features. */
const plain: ForestOptions = {
  nTrees: 1,
  maxDepth: 64,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  maxFeatures: 2,
  bootstrap: false,
  randomThresholds: false,
  seed: 1,
};

/** A number in [0, 1) that looks random (additive recurrence of the golden ratio). */
const scattered = (i: number, step: number) => (i * step) % 1;
const golden = 0.618_033_988_749_894_9;

function samplesOf(n: number) {
  const x = Float32Array.from({ length: n }, (_, i) => scattered(i, golden));
  const y = Float32Array.from({ length: n }, (_, i) => scattered(i, Math.SQRT2));
  const target = Float64Array.from(x, (value, i) => Math.sin(6 * value) + y[i]);
  return { features: [x, y], target };
}

/** Threshold of a node. */
function thresholdOf({ nodes }: NativeForest, node: number): number {
  return new Float32Array(nodes.buffer)[3 * node + 2];
}

/** Samples that end in each leaf of the first tree, by walking down it. */
function leafSizes(forest: NativeForest, features: readonly Float32Array[]): number[] {
  const sizes = new Map<number, number>();
  for (let i = 0; i < features[0].length; i++) {
    let node = 0;
    while (forest.nodes[3 * node] >= 0) {
      const isRight = features[forest.nodes[3 * node]][i] > thresholdOf(forest, node);
      node = forest.nodes[3 * node + 1] + Number(isRight);
    }
    sizes.set(node, (sizes.get(node) ?? 0) + 1);
  }
  return [...sizes.values()];
}

describe('growForest', () => {
  it.each([false, true])(
    'learns different samples by heart (random thresholds: %s)',
    async (randomThresholds) => {
      const samples = samplesOf(5000);
      const { forest, importance } = await growForest(samples, { ...plain, randomThresholds });
      const said = await applyForest(forest, samples.features);
      for (const [i, value] of said.entries()) expect(value).toBeCloseTo(samples.target[i], 5);
      expect(importance.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
      // The variance of sin(6x) is 0.52, that of y 1/12.
      expect(importance[0]).toBeGreaterThan(importance[1]);
      checkForest(forest);
    },
  );

  it('splits a step where it is, in the middle between the values', async () => {
    const x = Float32Array.of(5, 1, 4, 2, 8, 3);
    const target = Float64Array.from(x, (value) => (value < 3.5 ? -2 : 7));
    const { forest } = await growForest({ features: [x], target }, { ...plain, maxFeatures: 1 });
    expect(Array.from(forest.nodes.subarray(0, 2))).toEqual([0, 1]);
    expect(thresholdOf(forest, 0)).toBe(3.5);
    expect(Array.from(forest.values)).toEqual([2.5, -2, 7]);
  });

  it('finds the split that decreases the variance most, as trying all of them does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: 20 }),
            y: fc.integer({ min: -5, max: 5 }),
            w: fc.integer({ min: 1, max: 3 }),
          }),
          {
            minLength: 2,
            maxLength: 40,
          },
        ),
        async (rows) => {
          const x = Float32Array.from(rows, (row) => row.x);
          const target = Float64Array.from(rows, (row) => row.y);
          const weight = Float64Array.from(rows, (row) => row.w);
          const stump = { ...plain, maxDepth: 1, maxFeatures: 1 };
          const { forest } = await growForest({ features: [x], target, weight }, stump);
          const squares = (threshold: number) => {
            const sides = [
              rows.filter((row) => row.x <= threshold),
              rows.filter((row) => row.x > threshold),
            ];
            return sides.reduce((sum, side) => {
              const total = side.reduce((s, row) => s + row.w, 0);
              const mean = side.reduce((s, row) => s + row.w * row.y, 0) / total;
              return sum + side.reduce((s, row) => s + row.w * (row.y - mean) ** 2, 0);
            }, 0);
          };
          const best = Math.min(...rows.map((row) => squares(row.x)));
          const found = forest.nodes[0] < 0 ? squares(Infinity) : squares(thresholdOf(forest, 0));
          expect(found).toBeCloseTo(best, 9);
        },
      ),
    );
  });

  it('finds the best split of many samples too, where it is searched on a histogram', async () => {
    const n = 20_000;
    const x = Float32Array.from({ length: n }, (_, i) => Math.exp(8 * scattered(i, golden)));
    const edge = x[777];
    const target = Float64Array.from(x, (value) => (value <= edge ? 1 : 0));
    const { forest } = await growForest({ features: [x], target }, { ...plain, maxFeatures: 1 });
    expect(forest.nodes).toHaveLength(9);
    const next = x.reduce(
      (least, value) => (value > edge && value < least ? value : least),
      Infinity,
    );
    expect(thresholdOf(forest, 0)).toBeGreaterThanOrEqual(edge);
    expect(thresholdOf(forest, 0)).toBeLessThan(next);
  });

  it.each([1, 2, 5])('gives the same forest with %i threads as with one', async (n) => {
    const samples = samplesOf(3000);
    const options = { ...plain, nTrees: 7, bootstrap: true, maxFeatures: 1 };
    setThreads(1);
    const one = await growForest(samples, options);
    setThreads(n);
    const other = await growForest(samples, options);
    expect(other.forest).toEqual(one.forest);
    expect(other.importance).toEqual(one.importance);
    const { forest } = await growForest(samples, { ...options, seed: 2 });
    expect(forest).not.toEqual(one.forest);
  });

  it('keeps to the depth and the samples of a leaf', async () => {
    const samples = samplesOf(3000);
    const { forest } = await growForest(samples, { ...plain, minSamplesLeaf: 50 });
    expect(Math.min(...leafSizes(forest, samples.features))).toBeGreaterThanOrEqual(50);
    const flat = await growForest(samples, { ...plain, maxDepth: 3 });
    expect(leafSizes(flat.forest, samples.features).length).toBeLessThanOrEqual(8);
    const leaf = await growForest(samples, { ...plain, maxDepth: 0 });
    const mean = samples.target.reduce((sum, value) => sum + value, 0) / 3000;
    expect(leaf.forest.values[0]).toBeCloseTo(mean, 6);
    const split = await growForest(samples, { ...plain, minSamplesSplit: 3001 });
    expect(split.forest.nodes).toHaveLength(3);
  });

  it('takes a weight of two for two samples', async () => {
    const { features, target } = samplesOf(300);
    const twice = (column: Float32Array) =>
      Float32Array.from([...column, ...column.subarray(0, 100)]);
    const weight = Float64Array.from(target, (_, i) => (i < 100 ? 2 : 1));
    const weighted = await growForest({ features, target, weight }, { ...plain, maxDepth: 4 });
    const repeated = await growForest(
      {
        features: features.map(twice),
        target: Float64Array.from([...target, ...target.subarray(0, 100)]),
      },
      { ...plain, maxDepth: 4 },
    );
    expect(weighted.forest.nodes).toEqual(repeated.forest.nodes);
    for (const [i, value] of weighted.forest.values.entries()) {
      expect(value).toBeCloseTo(repeated.forest.values[i], 5);
    }
  });

  describe('of classes', () => {
    const n = 4000;
    const { features } = samplesOf(n);
    const target = Float64Array.from(features[0], (x, i) =>
      x < 0.3 ? 0 : features[1][i] < 0.5 ? 1 : 2,
    );
    let grown: GrownForest;

    it('says their fractions, out of the bag as well', async () => {
      grown = await growForest(
        { features, target },
        { ...plain, nClasses: 3, nTrees: 20, bootstrap: true, maxFeatures: 1 },
      );
      const said = await applyForest(grown.forest, features);
      let right = 0;
      let rightOutside = 0;
      for (let i = 0; i < n; i++) {
        const fractions = Array.from(said.subarray(3 * i, 3 * i + 3));
        expect(fractions[0] + fractions[1] + fractions[2]).toBeCloseTo(1, 5);
        if (fractions[target[i]] > 0.5) right++;
        if ((grown.outOfBag?.[3 * i + target[i]] ?? 0) > 0.5) rightOutside++;
      }
      expect(right / n).toBeGreaterThan(0.99);
      expect(rightOutside / n).toBeGreaterThan(0.97);
    });
  });

  it('tells of every tree, and stops when it is asked to', async () => {
    const told: number[] = [];
    const samples = samplesOf(500);
    await growForest(samples, { ...plain, nTrees: 5, onTree: (grown) => told.push(grown) });
    expect(told.toSorted()).toEqual([1, 2, 3, 4, 5]);
    const cancel = new Int32Array(new SharedArrayBuffer(4));
    const onTree = () => {
      cancel[0] = 1;
    };
    await expect(
      growForest(samples, { ...plain, nTrees: 50, cancel, onTree }),
    ).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it.each([
    ['no samples', { features: [new Float32Array(0)], target: new Float64Array(0) }, {}],
    ['no features', { features: [], target: new Float64Array(3) }, {}],
    ['lengths', { features: [new Float32Array(2)], target: new Float64Array(3) }, {}],
    ['NaN', { features: [Float32Array.of(1, NaN)], target: new Float64Array(2) }, {}],
    [
      'a weight',
      {
        features: [new Float32Array(2)],
        target: new Float64Array(2),
        weight: Float64Array.of(1, 0),
      },
      {},
    ],
    [
      'a class',
      { features: [new Float32Array(2)], target: Float64Array.of(0, 2) },
      { nClasses: 2 },
    ],
    ['a target', { features: [new Float32Array(2)], target: Float64Array.of(0, Infinity) }, {}],
    ['trees', { features: [new Float32Array(2)], target: new Float64Array(2) }, { nTrees: 0 }],
    ['a seed', { features: [new Float32Array(2)], target: new Float64Array(2) }, { seed: -1 }],
    [
      'features tried',
      { features: [new Float32Array(2)], target: new Float64Array(2) },
      { maxFeatures: 2 },
    ],
  ])('refuses %s that cannot be', async (_, samples, options) => {
    await expect(
      growForest(samples, { ...plain, maxFeatures: 1, ...options }),
    ).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});

describe('applyForest', () => {
  it('takes NaN for larger than every threshold', async () => {
    const x = Float32Array.of(1, 2, 3, 4);
    const { forest } = await growForest(
      { features: [x], target: Float64Array.of(0, 0, 1, 1) },
      { ...plain, maxFeatures: 1 },
    );
    expect(await applyForest(forest, [Float32Array.of(NaN, -Infinity, 2.5, 2.6)])).toEqual(
      Float64Array.of(1, 0, 0, 1),
    );
    expect(await applyForest(forest, [new Float32Array(0)])).toEqual(new Float64Array(0));
    await expect(applyForest(forest, [x, x])).rejects.toMatchObject({ code: 'argument-invalid' });
  });
});

describe('checkForest', () => {
  const sound = async () => (await growForest(samplesOf(50), plain)).forest;

  it.each([
    ['a child before its parent', (forest: NativeForest) => void (forest.nodes[1] = 0)],
    ['a child outside its tree', (forest: NativeForest) => void (forest.nodes[1] = 1 << 20)],
    ['a feature that is not there', (forest: NativeForest) => void (forest.nodes[0] = 2)],
    ['a root outside', (forest: NativeForest) => void (forest.roots[1] += 1)],
  ])('refuses %s', async (_, damage) => {
    const forest = await sound();
    checkForest(forest);
    damage(forest);
    expect(() => {
      checkForest(forest);
    }).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
  });
});
