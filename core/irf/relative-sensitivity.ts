import { findRoot } from './find-root.ts';
import { liMaSignificance } from './li-ma-significance.ts';

/** What a detection needs. */
export interface DetectionConditions {
  /** [standard deviations] Default 5. */
  readonly minSignificance?: number;
  /** Default 10. */
  readonly minSignalEvents?: number;
  /** Excess / background. Default 0.05. */
  readonly minExcessOverBackground?: number;
}

/** Which condition decides. */
export type LimitingCondition = 'significance' | 'events' | 'background' | 'none';

/** The factor by which a flux must be multiplied to be just detected. */
export interface RelativeSensitivity {
  /** Infinite without signal, NaN where none is found. */
  readonly value: number;
  readonly limitedBy: LimitingCondition;
}

/**
 * Scales a signal until it is just detected (pyirf `relative_sensitivity`): to the significance that is
 * asked for, and further where it has too few events or is too small a part of the background.
 *
 * @param nOn events in the on region: signal + alpha × nOff
 * @param nOff events in the off regions
 * @param alpha on / off
 */
export function relativeSensitivity(
  nOn: number,
  nOff: number,
  alpha: number,
  conditions: DetectionConditions = {},
): RelativeSensitivity {
  const { minSignificance = 5, minSignalEvents = 10, minExcessOverBackground = 0.05 } = conditions;
  if (Number.isNaN(nOn) || Number.isNaN(nOff)) return { value: NaN, limitedBy: 'none' };
  const nBackground = nOff * alpha;
  const nSignal = nOn - nBackground;
  if (nSignal <= 0) return { value: Infinity, limitedBy: 'none' };
  const missing = (flux: number) =>
    liMaSignificance(nSignal * flux + nBackground, nOff, alpha) - minSignificance;
  // Where the simple formula S / √B puts it, give and take.
  const naive = (minSignificance * Math.sqrt(nBackground)) / nSignal;
  const [low, high] = nOff > 1 ? [0.01 * naive, 10 * naive] : [1e-4, 100];
  const flux = findRoot(missing, low, high);
  if (flux === undefined) return { value: NaN, limitedBy: 'none' };
  const minExcess = minExcessOverBackground * nBackground;
  const minSignal = Math.max(minSignalEvents, minExcess);
  if (nSignal * flux >= minSignal) return { value: flux, limitedBy: 'significance' };
  return {
    value: flux * (minSignal / (nSignal * flux)),
    limitedBy: minExcess > minSignalEvents ? 'background' : 'events',
  };
}
