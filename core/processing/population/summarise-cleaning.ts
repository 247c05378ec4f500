import type { CleanedPopulation } from './clean-population.ts';
import { columnOf } from './column-of.ts';
import { binEdges, binOf, histogram, type Histogram, type HistogramBins } from './histogram.ts';
import { isPedestal } from './pedestal-types.ts';
import type { ImageChunk, PopulationOfType } from './population.ts';

/** What a cleaning kept of all images of one telescope type. */
export interface CleaningCounts {
  readonly nImages: number;
  /** Images of which at least one pixel was kept. */
  readonly nSurviving: number;
  /** Images that passed the image quality query, and so have parameters. */
  readonly nParametrised: number;
  /** Kept pixels of all images. */
  readonly nPixels: number;
  /** Groups of kept pixels of all images. */
  readonly nIslands: number;
}

/** What a cleaning kept of the pedestal images. */
export interface PedestalSurvival {
  readonly nImages: number;
  /** Pedestal images of which at least one pixel was kept. */
  readonly nSurviving: number;
  /** nSurviving / nImages. */
  readonly survivingFraction: number;
  /** Kept pixels / all pixels of the pedestal images. */
  readonly pixelFraction: number;
  /** Noise charge kept: sum of the charges of the kept pixels / nImages [p.e.]. */
  readonly chargePerImage: number;
}

/**
 * What a cleaning kept of true light and of noise, over the images with truth. With the true
 * photo-electrons t and the charges q of the pixels:
 * efficiency = Σ_kept t / Σ_all t; purity = Σ_(kept, t > 0) q / Σ_kept q, and
 * noise fraction = 1 − purity = Σ_(kept, t = 0) q / Σ_kept q. NaN where the denominator is 0.
 */
export interface TruthKept {
  readonly nImages: number;
  /** Σ_all t [p.e.]. */
  readonly trueCharge: number;
  /** Σ_kept t [p.e.]. */
  readonly keptTrueCharge: number;
  /** Σ_kept q [p.e.]. */
  readonly keptCharge: number;
  /** Σ_(kept, t = 0) q [p.e.]. */
  readonly noiseCharge: number;
  readonly efficiency: number;
  readonly noiseFraction: number;
}

/** As {@link TruthKept}, against the true charge Σ_all t of the image; shape (n_bins) each. */
export interface TruthByCharge {
  /** True charge [p.e.], shape (n_bins + 1). */
  readonly edges: Float64Array;
  readonly nImages: Uint32Array;
  readonly efficiency: Float64Array;
  readonly noiseFraction: Float64Array;
}

/** What is told of a cleaning. */
export interface SummaryRequest {
  readonly histograms: readonly { readonly column: string; readonly bins: HistogramBins }[];
  /** Bins of the true charge [p.e.]; images beyond them count in the whole only. */
  readonly truthBins: HistogramBins;
}

/** A cleaning in numbers that can be drawn. */
export interface CleaningSummary {
  readonly counts: CleaningCounts;
  /** In the order in which they were asked for. */
  readonly histograms: readonly Histogram[];
  /** Absent when there are no pedestal images. */
  readonly pedestals: PedestalSurvival | undefined;
  /** Absent when no image has truth. */
  readonly truth: { readonly whole: TruthKept; readonly byCharge: TruthByCharge } | undefined;
}

/**
 * Sums up what a cleaning made of the images of a telescope type.
 *
 * @throws PhotoelectronError `argument-invalid` for a column that there is not or bins that cannot be made
 */
export function summariseCleaning(
  images: PopulationOfType,
  cleaned: CleanedPopulation,
  { histograms, truthBins }: SummaryRequest,
): CleaningSummary {
  return {
    counts: cleaningCounts(cleaned),
    histograms: histograms.map(({ column, bins }) => histogram(columnOf(cleaned, column), bins)),
    pedestals: pedestalSurvival(images, cleaned),
    truth: truthKept(images, cleaned, truthBins),
  };
}

/** Counts what was kept of all images. */
export function cleaningCounts(cleaned: CleanedPopulation): CleaningCounts {
  return {
    nImages: cleaned.nImages,
    nSurviving: cleaned.nPixels.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0),
    nParametrised: total(cleaned.isParametrised),
    nPixels: total(cleaned.nPixels),
    nIslands: total(cleaned.nIslands),
  };
}

/** What was kept of the pedestal images; undefined when there are none. */
export function pedestalSurvival(
  images: PopulationOfType,
  cleaned: CleanedPopulation,
): PedestalSurvival | undefined {
  let [nImages, nSurviving, nAll, nKept, charge] = [0, 0, 0, 0, 0];
  eachImage(images, (chunk, row, i) => {
    if (!isPedestal(chunk.eventType[row])) return;
    nImages++;
    nAll += chunk.image.length / chunk.nImages;
    nKept += cleaned.nPixels[i];
    nSurviving += cleaned.nPixels[i] > 0 ? 1 : 0;
    if (!Number.isNaN(cleaned.charge[i])) charge += cleaned.charge[i];
  });
  if (nImages === 0) return undefined;
  return {
    nImages,
    nSurviving,
    survivingFraction: nSurviving / nImages,
    pixelFraction: nKept / nAll,
    chargePerImage: charge / nImages,
  };
}

/**
 * What was kept of true light and of noise; undefined when no image has truth.
 *
 * @param bins of the true charge [p.e.]; images beyond them count in the whole only
 * @throws PhotoelectronError `argument-invalid` for bins that cannot be made
 */
export function truthKept(
  images: PopulationOfType,
  cleaned: CleanedPopulation,
  bins: HistogramBins,
): { readonly whole: TruthKept; readonly byCharge: TruthByCharge } | undefined {
  const edges = binEdges(bins);
  const sums = Array.from({ length: bins.nBins }, emptySums);
  const whole = emptySums();
  eachImage(images, ({ trueCharge }, row, i) => {
    if (Number.isNaN(trueCharge[row])) return;
    add(whole, trueCharge[row], cleaned, i);
    const bin = sums[binOf(edges, trueCharge[row])] as Sums | undefined;
    if (bin !== undefined) add(bin, trueCharge[row], cleaned, i);
  });
  if (whole.nImages === 0) return undefined;
  return {
    whole: { ...whole, efficiency: efficiency(whole), noiseFraction: noiseFraction(whole) },
    byCharge: {
      edges,
      nImages: Uint32Array.from(sums, ({ nImages }) => nImages),
      efficiency: Float64Array.from(sums, efficiency),
      noiseFraction: Float64Array.from(sums, noiseFraction),
    },
  };
}

type Sums = {
  -readonly [K in keyof Omit<TruthKept, 'efficiency' | 'noiseFraction'>]: TruthKept[K];
};

function emptySums(): Sums {
  return { nImages: 0, trueCharge: 0, keptTrueCharge: 0, keptCharge: 0, noiseCharge: 0 };
}

function add(sums: Sums, trueCharge: number, cleaned: CleanedPopulation, i: number): void {
  sums.nImages++;
  sums.trueCharge += trueCharge;
  sums.keptTrueCharge += cleaned.trueCharge[i];
  if (!Number.isNaN(cleaned.charge[i])) sums.keptCharge += cleaned.charge[i];
  sums.noiseCharge += cleaned.noiseCharge[i];
}

function efficiency({ keptTrueCharge, trueCharge }: Sums): number {
  return trueCharge === 0 ? NaN : keptTrueCharge / trueCharge;
}

function noiseFraction({ noiseCharge, keptCharge }: Sums): number {
  return keptCharge === 0 ? NaN : noiseCharge / keptCharge;
}

function eachImage(
  { stacks }: PopulationOfType,
  visit: (chunk: ImageChunk, row: number, index: number) => void,
): void {
  let index = 0;
  for (const chunk of stacks.flatMap(({ chunks }) => chunks)) {
    for (let row = 0; row < chunk.nImages; row++) visit(chunk, row, index++);
  }
}

function total(values: Int32Array | Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
