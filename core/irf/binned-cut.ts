import { binIndex } from './bin-index.ts';

/** A cut that depends on another quantity, such as the reconstructed energy. */
export interface BinnedCut {
  /** Edges of the bins, shape (n_bins + 1). */
  readonly edges: Float64Array;
  /** Cut of each bin, shape (n_bins). */
  readonly cut: Float64Array;
  /** Events from which each was made, shape (n_bins). */
  readonly nEvents: Float64Array;
}

/**
 * Which events pass a cut; those outside its bins do not, nor does NaN.
 *
 * @param side `atLeast` for gammaness, `atMost` for theta
 * @returns 1 where an event passes, shape (n_events)
 */
export function evaluateBinnedCut(
  { edges, cut }: BinnedCut,
  values: ArrayLike<number>,
  binValues: ArrayLike<number>,
  side: 'atLeast' | 'atMost',
): Uint8Array {
  const passes = new Uint8Array(values.length);
  for (let event = 0; event < passes.length; event++) {
    const bin = binIndex(edges, binValues[event], 'open');
    if (bin < 0 || bin >= cut.length) continue;
    const isIn = side === 'atLeast' ? values[event] >= cut[bin] : values[event] <= cut[bin];
    passes[event] = Number(isIn);
  }
  return passes;
}
