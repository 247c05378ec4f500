import { PhotoelectronError } from '../foundation/errors.ts';
import { binIndex } from './bin-index.ts';
import type { BinnedCut } from './binned-cut.ts';
import { quantileOfSorted, sortedValues } from './quantile.ts';
import {
  type DetectionConditions,
  type RelativeSensitivity,
  relativeSensitivity,
} from './relative-sensitivity.ts';
import { coneSolidAngle } from './solid-angle.ts';
import { valuesByBin } from './values-by-bin.ts';

/** Events of which cuts are optimised; no cut on gammaness or direction was made yet. Shapes (n_events). */
interface CandidateEvents {
  /** [TeV] */
  readonly recoEnergy: ArrayLike<number>;
  readonly gammaness: ArrayLike<number>;
  /** Telescopes. */
  readonly multiplicity: ArrayLike<number>;
  /** Events in the observation time that each stands for. */
  readonly weight: ArrayLike<number>;
}

/** Simulated signal. */
export interface SignalCandidates extends CandidateEvents {
  /** Distance from the true direction [deg]. */
  readonly theta: ArrayLike<number>;
}

/** Simulated background. */
export interface BackgroundCandidates extends CandidateEvents {
  /** Reconstructed distance from the centre of the field of view [deg]. */
  readonly recoOffset: ArrayLike<number>;
}

export interface OptimizeCutsOptions extends DetectionConditions {
  /** Edges of the reconstructed energy [TeV], shape (n_bins + 1). */
  readonly energyEdges: Float64Array;
  /** Smallest numbers of telescopes to be tried. */
  readonly multiplicityCuts: readonly number[];
  /** Parts of the signal that a cut keeps, to be tried, 0–1. */
  readonly gammanessEfficiencies: readonly number[];
  readonly thetaEfficiencies: readonly number[];
  /** Ring of the field of view from which the background is taken [deg]. Default 0–1. */
  readonly offsetMin?: number;
  readonly offsetMax?: number;
  /** On / off. Default 1. */
  readonly alpha?: number;
  /** Smallest and largest theta cut [deg]. Default 0.02 and 0.3. */
  readonly thetaMin?: number;
  readonly thetaMax?: number;
}

/** The best cuts of every bin; shapes (n_bins). */
export interface OptimizedCuts {
  readonly multiplicity: Float64Array;
  readonly theta: BinnedCut;
  readonly gammaness: BinnedCut;
  readonly thetaEfficiency: Float64Array;
  readonly gammanessEfficiency: Float64Array;
  readonly sensitivity: readonly RelativeSensitivity[];
  /** Weighted signal before it is scaled, and weighted background in the off regions, after the cuts. */
  readonly nSignal: Float64Array;
  readonly nBackground: Float64Array;
}

/** Bins with fewer signal events have no cut of their own. */
const MIN_EVENTS = 10;

/** What a combination of cuts gives in one bin. */
interface Combination {
  readonly multiplicity: number;
  readonly gammaness: number;
  readonly gammanessEfficiency: number;
  readonly theta: number;
  readonly thetaEfficiency: number;
  readonly sensitivity: RelativeSensitivity;
  readonly nSignal: number;
  readonly nBackground: number;
}

/**
 * Finds the cuts on multiplicity, gammaness and theta that give the best sensitivity in every bin of
 * energy: all combinations are tried (pyirf `optimize_cuts`). Events are counted once for all
 * combinations of a multiplicity: each is put where the cuts that it passes begin, and the counts are
 * summed up.
 *
 * @throws PhotoelectronError `argument-invalid` when there is nothing to try
 */
export function optimizeCuts(
  signal: SignalCandidates,
  background: BackgroundCandidates,
  options: OptimizeCutsOptions,
): OptimizedCuts {
  const { energyEdges, multiplicityCuts, gammanessEfficiencies, thetaEfficiencies } = options;
  if (
    [multiplicityCuts, gammanessEfficiencies, thetaEfficiencies].some(({ length }) => length === 0)
  ) {
    throw new PhotoelectronError(
      'argument-invalid',
      'There are no cuts to be tried: name multiplicities and efficiencies.',
    );
  }
  const nBins = energyEdges.length - 1;
  const fill = maximum(signal.gammaness);
  const best = new Array<Combination | undefined>(nBins);
  for (const multiplicity of multiplicityCuts) {
    const chosen = binned(
      signal,
      signal.theta,
      energyEdges,
      (i) => signal.multiplicity[i] >= multiplicity,
    );
    const { offsetMin = 0, offsetMax = 1 } = options;
    const inRing = (i: number) =>
      background.multiplicity[i] >= multiplicity &&
      background.recoOffset[i] >= offsetMin &&
      background.recoOffset[i] < offsetMax;
    const noise = binned(background, background.recoOffset, energyEdges, inRing);
    for (let bin = 0; bin < nBins; bin++) {
      for (const combination of combinations(
        chosen[bin],
        noise[bin],
        multiplicity,
        fill,
        options,
      )) {
        if (isBetter(combination, best[bin])) best[bin] = combination;
      }
    }
  }
  // Every bin was given all combinations.
  const found = best as Combination[];
  const column = (value: (combination: Combination) => number) => Float64Array.from(found, value);
  const nEvents = Float64Array.from(
    valuesByBin(signal.theta, signal.recoEnergy, energyEdges),
    ({ length }) => length,
  );
  return {
    multiplicity: column((one) => one.multiplicity),
    theta: { edges: energyEdges, cut: column((one) => one.theta), nEvents },
    gammaness: { edges: energyEdges, cut: column((one) => one.gammaness), nEvents },
    thetaEfficiency: column((one) => one.thetaEfficiency),
    gammanessEfficiency: column((one) => one.gammanessEfficiency),
    sensitivity: found.map(({ sensitivity }) => sensitivity),
    nSignal: column((one) => one.nSignal),
    nBackground: column((one) => one.nBackground),
  };
}

/** A smaller sensitivity; the first combination stands until one has any. */
function isBetter(next: Combination, best: Combination | undefined): boolean {
  if (best === undefined) return true;
  const [a, b] = [next.sensitivity.value, best.sensitivity.value];
  return a < b || (Number.isNaN(b) && !Number.isNaN(a));
}

/** Events of one bin: gammaness, a second quantity, weight. */
interface BinEvents {
  readonly gammaness: number[];
  readonly other: number[];
  readonly weight: number[];
}

function binned(
  events: CandidateEvents,
  other: ArrayLike<number>,
  edges: Float64Array,
  isIn: (event: number) => boolean,
): BinEvents[] {
  const bins = Array.from({ length: edges.length - 1 }, (): BinEvents => ({
    gammaness: [],
    other: [],
    weight: [],
  }));
  for (let event = 0; event < events.recoEnergy.length; event++) {
    if (!isIn(event)) continue;
    const bin = bins.at(binIndex(edges, events.recoEnergy[event], 'open'));
    if (bin === undefined || events.recoEnergy[event] < edges[0]) continue;
    bin.gammaness.push(events.gammaness[event]);
    bin.other.push(other[event]);
    bin.weight.push(events.weight[event]);
  }
  return bins;
}

/** A cut that is tried. */
interface Trial {
  readonly cut: number;
  readonly efficiency: number;
}

function* combinations(
  signal: BinEvents,
  background: BinEvents,
  multiplicity: number,
  fill: number,
  options: OptimizeCutsOptions,
): Generator<Combination> {
  const { alpha = 1, offsetMin = 0, offsetMax = 1, thetaMin = 0.02, thetaMax = 0.3 } = options;
  const gammanessTrials = trials(
    signal.gammaness,
    options.gammanessEfficiencies,
    (efficiency) => 1 - efficiency,
    (value) => value,
    fill,
  );
  const thetaTrials = trials(
    signal.other,
    options.thetaEfficiencies,
    (efficiency) => efficiency,
    (value) => Math.min(thetaMax, Math.max(thetaMin, value)),
    thetaMax,
  );
  const passing = countPassing(signal, gammanessTrials, thetaTrials);
  const noise = countPassing(background, gammanessTrials, [{ cut: Infinity, efficiency: 1 }]);
  const ring = coneSolidAngle(offsetMax) - coneSolidAngle(offsetMin);
  for (const [g, gammaness] of gammanessTrials.entries()) {
    for (const [t, theta] of thetaTrials.entries()) {
      const nSignal = passing[g * thetaTrials.length + t];
      const nBackground = (noise[g] * (coneSolidAngle(theta.cut) / ring)) / alpha;
      yield {
        multiplicity,
        gammaness: gammaness.cut,
        gammanessEfficiency: gammaness.efficiency,
        theta: theta.cut,
        thetaEfficiency: theta.efficiency,
        sensitivity: relativeSensitivity(
          nSignal + alpha * nBackground,
          nBackground,
          alpha,
          options,
        ),
        nSignal,
        nBackground,
      };
    }
  }
}

/** The cut for every efficiency; one and the same where there are too few events. */
function trials(
  values: readonly number[],
  efficiencies: readonly number[],
  fraction: (efficiency: number) => number,
  limited: (value: number) => number,
  fill: number,
): Trial[] {
  if (values.length < MIN_EVENTS)
    return efficiencies.map((efficiency) => ({ cut: fill, efficiency }));
  const sorted = sortedValues(values);
  return efficiencies.map((efficiency) => ({
    cut: limited(quantileOfSorted(sorted, fraction(efficiency))),
    efficiency,
  }));
}

/**
 * Weights of the events that have at least the gammaness and at most the theta of each pair of cuts.
 *
 * @returns shape (n_gammaness, n_theta)
 */
function countPassing(
  events: BinEvents,
  gammaness: readonly Trial[],
  theta: readonly Trial[],
): Float64Array {
  const gammanessOrder = ascending(gammaness);
  const thetaOrder = ascending(theta);
  const [nG, nT] = [gammaness.length, theta.length];
  // Counted at the highest gammaness cut and the lowest theta cut that an event passes.
  const cells = new Float64Array(nG * nT);
  for (const [event, weight] of events.weight.entries()) {
    let g = -1;
    while (g + 1 < nG && events.gammaness[event] >= gammaness[gammanessOrder[g + 1]].cut) g++;
    let t = nT;
    while (t > 0 && events.other[event] <= theta[thetaOrder[t - 1]].cut) t--;
    if (g >= 0 && t < nT) cells[g * nT + t] += weight;
  }
  for (let g = nG - 2; g >= 0; g--) {
    for (let t = 0; t < nT; t++) cells[g * nT + t] += cells[(g + 1) * nT + t];
  }
  const counts = new Float64Array(nG * nT);
  for (let g = 0; g < nG; g++) {
    let sum = 0;
    for (let t = 0; t < nT; t++) {
      sum += cells[g * nT + t];
      counts[gammanessOrder[g] * nT + thetaOrder[t]] = sum;
    }
  }
  return counts;
}

function ascending(cuts: readonly Trial[]): number[] {
  return Array.from(cuts.keys()).sort((a, b) => cuts[a].cut - cuts[b].cut);
}

function maximum(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]);
  return largest;
}
