import { describe, expect, it } from 'vitest';
import {
  applyForest,
  checkForest,
  type ForestOptions,
  growForest,
} from '../../../../core/native/forest.ts';
import {
  hostileDoubles,
  hostileFloats,
  hostileInts,
  surviveEveryNumber,
  survives,
} from './hostile-values.ts';

const n = 30;
const options: ForestOptions = {
  nTrees: 2,
  nClasses: 0,
  maxDepth: 20,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  maxFeatures: 1,
  bootstrap: true,
  randomThresholds: false,
  seed: 3,
};
const ramp = Float32Array.from({ length: n }, (_, i) => i);
const target = Float64Array.from({ length: n }, (_, i) => i % 7);

describe('hostile forests', () => {
  it.each([false, true])(
    'grow from any numbers (random thresholds: %s)',
    async (randomThresholds) => {
      const all = { ...options, randomThresholds };
      for (const column of hostileFloats(n)) {
        const grown = await survives('a feature', () =>
          growForest({ features: [column, ramp], target }, all),
        );
        if (grown === undefined) continue;
        checkForest(grown.forest);
        const said = await applyForest(grown.forest, [column, ramp]);
        for (const value of said) expect(value >= 0 && value <= 6).toBe(true);
      }
      for (const numbers of hostileDoubles(n)) {
        await survives('a target', () => growForest({ features: [ramp], target: numbers }, all));
        await survives('weights', () =>
          growForest({ features: [ramp], target, weight: numbers }, all),
        );
        await survives('classes', () =>
          growForest({ features: [ramp], target: numbers }, { ...all, nClasses: 7 }),
        );
      }
    },
  );

  it('grow with any options', async () => {
    await surviveEveryNumber('a forest', options, (hostile) =>
      growForest({ features: [ramp], target }, hostile),
    );
    for (const length of [0, 1, n - 1]) {
      await survives('lengths', () =>
        growForest({ features: [ramp.subarray(0, length)], target }, options),
      );
    }
  });

  it('are applied to any numbers, and refused when they lead astray', async () => {
    const { forest } = await growForest({ features: [ramp], target }, options);
    for (const column of hostileFloats(n)) {
      const said = await applyForest(forest, [column]);
      for (const value of said) expect(value >= 0 && value <= 6).toBe(true);
    }
    for (const nodes of hostileInts(forest.nodes.length)) {
      await survives('nodes', () => applyForest({ ...forest, nodes: nodes.slice() }, [ramp]));
    }
    for (const numbers of hostileInts(forest.roots.length)) {
      const roots = Uint32Array.from(numbers);
      await survives('roots', () => applyForest({ ...forest, roots }, [ramp]));
    }
    await surviveEveryNumber('a forest', { nOutputs: 1, nFeatures: 1 }, (hostile) =>
      applyForest({ ...forest, ...hostile }, [ramp]),
    );
  });
});
