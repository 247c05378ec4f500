import type { CleanerDocument } from '../../config/parse-cleaner.ts';
import { isTelescopeRules } from '../../config/telescope-value.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { pixelSums } from '../../native/pixel-sums.ts';
import { cleaningOf, ofType, stepOptions, withCancel } from './clean-population.ts';
import { isPedestal } from './pedestal-types.ts';
import type { Population } from './population.ts';

/** Thresholds are multiples of this [p.e.]. */
const STEP_PE = 0.01;

/** Beyond this no threshold is looked for [steps]. */
const MAX_STEPS = 2 ** 30;

/** What thresholds are wanted. */
export interface ThresholdRequest {
  /** Largest fraction of the pedestal images that may survive, 0–1. */
  readonly targetPedestalSurvival: number;
  /** Boundary threshold / picture threshold. */
  readonly boundaryRatio: number;
  /** Cleaner whose thresholds are to be found; its other parameters stay. */
  readonly cleaner: CleanerDocument;
  readonly signal?: AbortSignal;
}

/** Thresholds and what they let through. */
export interface SuggestedThresholds {
  readonly pictureThresholdPe: number;
  readonly boundaryThresholdPe: number;
  /** The cleaner with them. */
  readonly cleaner: CleanerDocument;
  readonly nPedestals: number;
  readonly nSurviving: number;
  readonly survivingFraction: number;
}

/**
 * Finds the lowest picture threshold, in steps of 0.01 p.e., at which no more than a chosen fraction of
 * the pedestal images keeps a pixel; the boundary threshold follows it at a fixed ratio. Bisection
 * between a threshold that lets through too many and one that does not. With tail cuts the survival
 * falls with the threshold, so that the result is the lowest there is; cleaners that look at times
 * may rise here and there, then it is one at which the survival crosses the target.
 *
 * @throws PhotoelectronError `argument-invalid` for another telescope type, or when there are no pedestal
 *   images or no threshold is high enough; `config-invalid` for a cleaner without thresholds; `cancelled`
 */
export async function suggestThresholds(
  population: Population,
  telescopeType: string,
  request: ThresholdRequest,
): Promise<SuggestedThresholds> {
  const { nPedestals } = ofType(population, telescopeType);
  if (nPedestals === 0) {
    throw new PhotoelectronError(
      'argument-invalid',
      `There are no pedestal images of telescopes of the type ${telescopeType}; load the images with the event types of pedestals, such as SKY_PEDESTAL.`,
      { item: 'eventTypes' },
    );
  }
  const isOut = async (steps: number) =>
    (await survivors(population, telescopeType, thresholds(request, steps), request.signal)) >
    request.targetPedestalSurvival * nPedestals;
  let low = -1;
  let high = 0;
  for (let width = 128; await isOut(high); width *= 2) {
    low = high;
    high += width;
    if (high > MAX_STEPS) {
      throw new PhotoelectronError(
        'argument-invalid',
        'More pedestal images than wanted survive any threshold; choose a larger fraction.',
        { item: 'targetPedestalSurvival' },
      );
    }
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isOut(middle)) low = middle;
    else high = middle;
  }
  const found = thresholds(request, high);
  const nSurviving = await survivors(population, telescopeType, found, request.signal);
  return { ...found, nPedestals, nSurviving, survivingFraction: nSurviving / nPedestals };
}

type Thresholds = Pick<
  SuggestedThresholds,
  'pictureThresholdPe' | 'boundaryThresholdPe' | 'cleaner'
>;

function thresholds({ cleaner, boundaryRatio }: ThresholdRequest, steps: number): Thresholds {
  const pictureThresholdPe = rounded(steps * STEP_PE);
  const boundaryThresholdPe = rounded(steps * STEP_PE * boundaryRatio);
  return {
    pictureThresholdPe,
    boundaryThresholdPe,
    cleaner: withThresholds(cleaner, pictureThresholdPe, boundaryThresholdPe),
  };
}

/** Without the digits that come of the binary form. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}

function withThresholds(
  cleaner: CleanerDocument,
  picture_threshold_pe: number,
  boundary_threshold_pe: number,
): CleanerDocument {
  if (isTelescopeRules(cleaner)) {
    return cleaner.map((rule) => ({
      ...rule,
      value: oneWithThresholds(rule.value, picture_threshold_pe, boundary_threshold_pe),
    }));
  }
  return oneWithThresholds(cleaner, picture_threshold_pe, boundary_threshold_pe);
}

type OneCleaner = Exclude<CleanerDocument, readonly unknown[]>;

function oneWithThresholds(
  cleaner: OneCleaner,
  picture_threshold_pe: number,
  boundary_threshold_pe: number,
): OneCleaner {
  if (cleaner.type !== 'CustomImageCleaner') {
    return { ...cleaner, picture_threshold_pe, boundary_threshold_pe };
  }
  throw new PhotoelectronError(
    'config-invalid',
    `The cleaner ${cleaner.name} is written in TypeScript and has no thresholds that could be found; choose another.`,
    { item: 'cleaning.image_cleaner' },
  );
}

/** Number of pedestal images that keep a pixel. */
async function survivors(
  population: Population,
  telescopeType: string,
  { cleaner }: Thresholds,
  signal: AbortSignal | undefined,
): Promise<number> {
  const options = stepOptions(population, signal);
  let count = 0;
  for (const { plan, chunks } of ofType(population, telescopeType).stacks) {
    const clean = cleaningOf(plan, telescopeType, cleaner);
    const { nPixels } = plan.cameraDescription.geometry;
    for (const chunk of chunks) {
      if (!chunk.eventType.some(isPedestal)) continue;
      const { size } = await withCancel(signal, async () =>
        pixelSums(nPixels, chunk.image, await clean(chunk, options), options.task),
      );
      count += size.filter((n, row) => n > 0 && isPedestal(chunk.eventType[row])).length;
    }
  }
  return count;
}
