import { PhotoelectronError } from '../foundation/errors.ts';
import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { getThreads } from './threads.ts';

/** Samples that a forest learns from. */
export interface ForestSamples {
  /** Columns of finite features, each of shape (n_samples). */
  readonly features: readonly Float32Array[];
  /** A number (regression), or 0 … nClasses − 1 (classification); shape (n_samples). */
  readonly target: Float64Array;
  /** Weights, all > 0; shape (n_samples). Default: 1. */
  readonly weight?: Float64Array | undefined;
}

/** How a forest is grown; the names are those of scikit-learn. */
export interface ForestOptions extends TaskOptions {
  /** Absent for regression. */
  readonly nClasses?: number;
  readonly nTrees: number;
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  /** Features that are tried at each split. */
  readonly maxFeatures: number;
  /** Draw as many samples as there are, with replacement, for every tree. */
  readonly bootstrap: boolean;
  /** One random threshold per feature in place of the best: extremely randomised trees. */
  readonly randomThresholds: boolean;
  /** Whole number ≥ 0; the same seed gives the same forest, whatever the number of threads. */
  readonly seed: number;
  /** Told after every tree. */
  readonly onTree?: (nGrown: number) => void;
}

/** Trees one behind the other, as they are kept in files and applied. */
export interface NativeForest {
  /**
   * Three words a node, shape (n_nodes, 3): feature (−1 in a leaf), left child, threshold (bits of a
   * float32). Children stand beside each other and are counted from the root of their tree: left where
   * the feature is ≤ the threshold, the next one where it is larger.
   */
  readonly nodes: Int32Array<ArrayBuffer>;
  /** Mean of the target, or fraction of each class; shape (n_nodes, n_outputs). */
  readonly values: Float32Array<ArrayBuffer>;
  /** First node of every tree, and the end; shape (n_trees + 1). */
  readonly roots: Uint32Array<ArrayBuffer>;
  readonly nOutputs: number;
  readonly nFeatures: number;
}

/** A forest with what was found while it grew. */
export interface GrownForest {
  readonly forest: NativeForest;
  /** Mean decrease of the impurity by each feature, normalised to a sum of 1; shape (n_features). */
  readonly importance: Float64Array;
  /**
   * Mean over the trees that did not see a sample of what they say of it; shape (n_samples, n_outputs),
   * NaN where every tree saw it. Absent without bootstrap.
   */
  readonly outOfBag?: Float64Array;
}

/** Words of a node. */
const NODE_WORDS = 3;
/** More trees than any use has. */
const MAX_TREES = 100_000;
/** Forests that are known to lead nowhere but to their own leaves. */
const checkedForests = new WeakSet<NativeForest>();

/**
 * Grows a random forest (Breiman, Machine Learning 45, 2001, 5) or extremely randomised trees (Geurts et
 * al., Machine Learning 63, 2006, 3) as scikit-learn does: variance or Gini impurity, features drawn at
 * each split, constant ones not counted. Deviation: nodes of more than a thousand samples are searched on
 * a histogram of 256 bins of ranks, exactly only around the best boundary.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes or values do not fit, `cancelled`
 */
export async function growForest(
  samples: ForestSamples,
  options: ForestOptions,
): Promise<GrownForest> {
  const { features, target, weight = new Float64Array(target.length).fill(1) } = samples;
  checkSamples({ features, target, weight }, options);
  const { cancel, onTree, nTrees, nClasses = 0, ...tree } = options;
  const task = cancel === undefined ? {} : { cancel };
  const nSamples = target.length;
  const nOutputs = nClasses === 0 ? 1 : nClasses;
  const ranks = features.map(() => new Uint32Array(nSamples));
  const sorted = features.map(() => new Float32Array(nSamples));
  await nativeKernel('rankFeatures')({ ...task, features, ranks, sorted });

  const grown: { nodes: Int32Array; values: Float32Array }[] = [];
  const importances: Float64Array[] = [];
  const sums = new Float64Array(nSamples * nOutputs);
  const counts = new Uint32Array(nSamples);
  let next = 0;
  const grow = async (): Promise<void> => {
    const maxNodes = 2 * nSamples - 1;
    const nodes = new Int32Array(maxNodes * NODE_WORDS);
    const values = new Float32Array(maxNodes * nOutputs);
    const size = new Uint32Array(1);
    const inBag = new Uint16Array(nSamples);
    for (let index = next++; index < nTrees; index = next++) {
      const importance = new Float64Array(features.length);
      const given = { features, ranks, sorted, target, weight, nClasses };
      const filled = { nodes, values, importance, inBag, size };
      await nativeKernel('growTree')({ ...task, ...tree, ...given, ...filled, tree: index });
      const nNodes = size[0];
      const own = {
        nodes: nodes.slice(0, nNodes * NODE_WORDS),
        values: values.slice(0, nNodes * nOutputs),
      };
      grown[index] = own;
      importances[index] = importance;
      if (options.bootstrap) {
        const roots = Uint32Array.of(0, nNodes);
        const one = { ...own, roots, nOutputs, nFeatures: features.length };
        checkedForests.add(one);
        addOutOfBag(sums, counts, inBag, await applyForest(one, features, task), nOutputs);
      }
      onTree?.(importances.filter((done) => done.length > 0).length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(getThreads(), nTrees) }, grow));

  return {
    forest: { ...joinTrees(grown), nOutputs, nFeatures: features.length },
    importance: meanImportance(importances, features.length),
    ...(options.bootstrap && { outOfBag: outOfBagMeans(sums, counts, nOutputs) }),
  };
}

/**
 * Applies a forest: the mean over its trees.
 *
 * @param features columns as it was trained with, each of shape (n_events); NaN counts as larger than
 *   every threshold
 * @returns shape (n_events, n_outputs)
 * @throws PhotoelectronError `argument-invalid` when the number of features does not fit or the forest,
 *   checked when it is first applied, leads out of its arrays; `cancelled`
 */
export async function applyForest(
  forest: NativeForest,
  features: readonly Float32Array[],
  task: TaskOptions = {},
): Promise<Float64Array> {
  const { nodes, values, roots, nOutputs, nFeatures } = forest;
  if (!checkedForests.has(forest)) checkForest(forest);
  checkedForests.add(forest);
  if (features.length !== nFeatures) {
    throw invalid(`the forest has ${nFeatures} features, ${features.length} were given`);
  }
  const nEvents = features.at(0)?.length ?? 0;
  for (const column of features) checkLength('feature', column, nEvents);
  const out = new Float64Array(nEvents * nOutputs);
  const trees = { nodes, values, roots, nOutputs };
  await nativeKernel('predictForest')({ ...task, ...trees, features, out });
  return out;
}

/**
 * Refuses a forest that comes from a file and would lead out of its arrays or in circles.
 *
 * @throws PhotoelectronError `argument-invalid`
 */
export function checkForest(forest: NativeForest): void {
  const { nodes, values, roots, nOutputs, nFeatures } = forest;
  const nNodes = nodes.length / NODE_WORDS;
  for (const count of [nOutputs, nFeatures]) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw invalid(`${count} is no number of features or outputs`);
    }
  }
  if (!Number.isInteger(nNodes) || values.length !== nNodes * nOutputs) {
    throw invalid('its arrays do not fit each other');
  }
  if (roots.length < 2 || roots[0] !== 0 || roots.at(-1) !== nNodes) {
    throw invalid('its trees do not cover its nodes');
  }
  for (let tree = 0; tree + 1 < roots.length; tree++) {
    const size = roots[tree + 1] - roots[tree];
    if (size < 1) throw invalid(`tree ${tree} has no nodes`);
    for (let node = 0; node < size; node++) {
      const at = (roots[tree] + node) * NODE_WORDS;
      const [feature, left] = [nodes[at], nodes[at + 1]];
      if (feature < 0) continue;
      // Children stand behind their parent, so that there are no circles.
      if (feature >= nFeatures || left <= node || left + 1 >= size) {
        throw invalid(`node ${node} of tree ${tree} leads nowhere`);
      }
    }
  }
}

function checkSamples(
  { features, target, weight }: ForestSamples & { readonly weight: Float64Array },
  options: ForestOptions,
): void {
  const nSamples = target.length;
  if (nSamples === 0) throw invalid('there are no samples');
  if (nSamples > 2 ** 30) throw invalid('there are more than 2³⁰ samples');
  if (features.length === 0) throw invalid('there are no features');
  for (const [name, least] of [
    ['nTrees', 1],
    ['maxDepth', 0],
    ['minSamplesSplit', 2],
    ['minSamplesLeaf', 1],
    ['maxFeatures', 1],
    ['seed', 0],
  ] as const) {
    if (!Number.isSafeInteger(options[name]) || options[name] < least) {
      throw invalid(`${name} must be a whole number ≥ ${least}, not ${options[name]}`);
    }
  }
  if (options.nTrees > MAX_TREES) {
    throw invalid(`${MAX_TREES} trees are allowed, not ${options.nTrees}`);
  }
  const { nClasses = 0 } = options;
  if (!Number.isInteger(nClasses) || nClasses < 0 || nClasses > 1000) {
    throw invalid(`1000 classes are allowed, not ${nClasses}`);
  }
  if (options.maxFeatures > features.length) {
    throw invalid(`maxFeatures is ${options.maxFeatures}, there are ${features.length} features`);
  }
  checkLength('weight', weight, nSamples);
  for (const [f, column] of features.entries()) {
    checkLength(`feature ${f}`, column, nSamples);
    const bad = column.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw invalid(`feature ${f} of sample ${bad} is ${column[bad]}`);
  }
  const badWeight = weight.findIndex((value) => !(value > 0) || !Number.isFinite(value));
  if (badWeight >= 0) throw invalid(`the weight of sample ${badWeight} is ${weight[badWeight]}`);
  const isTarget = (value: number) =>
    nClasses === 0
      ? Number.isFinite(value)
      : Number.isInteger(value) && value >= 0 && value < nClasses;
  const badTarget = target.findIndex((value) => !isTarget(value));
  if (badTarget >= 0) throw invalid(`the target of sample ${badTarget} is ${target[badTarget]}`);
}

function addOutOfBag(
  sums: Float64Array,
  counts: Uint32Array,
  inBag: Uint16Array,
  said: Float64Array,
  nOutputs: number,
): void {
  for (let i = 0; i < inBag.length; i++) {
    if (inBag[i] > 0) continue;
    counts[i]++;
    for (let k = 0; k < nOutputs; k++) sums[i * nOutputs + k] += said[i * nOutputs + k];
  }
}

function outOfBagMeans(sums: Float64Array, counts: Uint32Array, nOutputs: number): Float64Array {
  return sums.map((sum, i) => {
    const count = counts[Math.floor(i / nOutputs)];
    return count === 0 ? NaN : sum / count;
  });
}

function joinTrees(
  trees: readonly { readonly nodes: Int32Array; readonly values: Float32Array }[],
): Pick<NativeForest, 'nodes' | 'values' | 'roots'> {
  const roots = new Uint32Array(trees.length + 1);
  for (const [t, { nodes }] of trees.entries()) roots[t + 1] = roots[t] + nodes.length / NODE_WORDS;
  const nodes = new Int32Array(roots[trees.length] * NODE_WORDS);
  const nValues = trees.reduce((n, { values }) => n + values.length, 0);
  const values = new Float32Array(nValues);
  let at = 0;
  for (const [t, tree] of trees.entries()) {
    nodes.set(tree.nodes, roots[t] * NODE_WORDS);
    values.set(tree.values, at);
    at += tree.values.length;
  }
  return { nodes, values, roots };
}

function meanImportance(importances: readonly Float64Array[], nFeatures: number): Float64Array {
  const mean = new Float64Array(nFeatures);
  for (const importance of importances) {
    for (let f = 0; f < nFeatures; f++) mean[f] += importance[f];
  }
  const sum = mean.reduce((total, part) => total + part, 0);
  return sum === 0 ? mean : mean.map((part) => part / sum);
}

function invalid(clause: string): PhotoelectronError {
  return new PhotoelectronError('argument-invalid', `The forest cannot be used: ${clause}.`);
}
