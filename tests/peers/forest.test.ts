import { beforeAll, describe, expect, it } from 'vitest';
import { applyForest, type ForestOptions, growForest } from '../../core/native/forest.ts';
import { peerArray, type PeerResult } from './exchange.ts';
import { runPeer } from './run-peer.ts';

const seeds = [0, 1, 2, 3, 4];
const nFeatures = 8;
const common: ForestOptions = {
  nTrees: 20,
  maxDepth: 30,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  maxFeatures: nFeatures,
  bootstrap: true,
  randomThresholds: false,
  seed: 0,
};

let result: PeerResult;
let scores: Readonly<Record<'regression' | 'extra' | 'classification', readonly number[]>>;

beforeAll(async () => {
  result = await runPeer('forest.py', []);
  scores = result.notes.scores as typeof scores;
});

const numbers = (name: string) => peerArray(result, name, 'float64');

function columns(name: string): Float32Array[] {
  const all = peerArray(result, name, 'float32');
  const n = all.length / nFeatures;
  return Array.from({ length: nFeatures }, (_, f) => all.slice(f * n, (f + 1) * n));
}

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Coefficient of determination. */
function r2(truth: Float64Array, said: Float64Array): number {
  const middle = mean(truth);
  const rest = truth.reduce((sum, value, i) => sum + (value - said[i]) ** 2, 0);
  return 1 - rest / truth.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

/** Area under the ROC curve: chance that one of class 1 is said to be more so than one of class 0. */
function rocArea(truth: Float64Array, said: Float64Array): number {
  const order = Array.from(said.keys()).sort((a, b) => said[a] - said[b]);
  let ranks = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && said[order[to]] === said[order[from]]) to++;
    for (let i = from; i < to; i++) ranks += truth[order[i]] * ((from + to + 1) / 2);
    from = to;
  }
  const positive = truth.reduce((sum, value) => sum + value, 0);
  return (ranks - (positive * (positive + 1)) / 2) / (positive * (truth.length - positive));
}

/** Not worse than the reference's worst seed by more than the scatter of its seeds. */
function expectAsGood(ours: readonly number[], theirs: readonly number[]): void {
  const scatter = Math.max(...theirs) - Math.min(...theirs);
  expect(mean(ours)).toBeGreaterThan(mean(theirs) - scatter);
}

async function saidBySeeds(
  target: string,
  options: Partial<ForestOptions>,
): Promise<Float64Array[]> {
  const samples = { features: columns('x'), target: numbers(target) };
  const said: Float64Array[] = [];
  for (const seed of seeds) {
    const { forest } = await growForest(samples, { ...common, ...options, seed });
    said.push(await applyForest(forest, columns('x_test')));
  }
  return said;
}

describe('forests of ours and of scikit-learn, trained on the same samples', () => {
  it('estimate equally well', async () => {
    const said = await saidBySeeds('y', {});
    const truth = numbers('y_test');
    expectAsGood(
      said.map((each) => r2(truth, each)),
      scores.regression,
    );
  });

  it('estimate equally well with random thresholds', async () => {
    const said = await saidBySeeds('y', { bootstrap: false, randomThresholds: true });
    const truth = numbers('y_test');
    expectAsGood(
      said.map((each) => r2(truth, each)),
      scores.extra,
    );
  });

  it('separate equally well', async () => {
    // scikit-learn tries √8 features in classification.
    const said = await saidBySeeds('label', { nClasses: 2, minSamplesLeaf: 5, maxFeatures: 2 });
    const truth = numbers('label_test');
    const chances = said.map((each) => each.filter((_, i) => i % 2 === 1));
    expectAsGood(
      chances.map((each) => rocArea(truth, each)),
      scores.classification,
    );
  });

  it('find the same features important', async () => {
    const { importance } = await growForest(
      { features: columns('x'), target: numbers('y') },
      common,
    );
    const theirs = numbers('importance');
    for (const [f, ours] of importance.entries())
      expect(Math.abs(ours - theirs[f])).toBeLessThan(0.01);
  });
});
