import type { EventIoObject } from './object-header.ts';
import { PayloadReader } from './payload-reader.ts';

/** One axis of a histogram. */
export interface HistogramAxis {
  readonly underflow: number;
  readonly overflow: number;
  readonly lower: number;
  readonly upper: number;
  readonly sum: number;
  readonly tsum: number;
}

/** A histogram with one axis or two. */
export interface Histogram {
  /** Letter of the kind: `F` and `D` hold weighted contents, `R`, `r`, `I`, `i` counts. */
  readonly type: string;
  readonly title: string;
  readonly id: number;
  readonly nBinsX: number;
  /** 0 for a histogram of one axis. */
  readonly nBinsY: number;
  readonly entries: number;
  readonly tentries: number;
  readonly x: HistogramAxis;
  readonly y?: HistogramAxis;
  /** Sums over all, inside, and outside in the 8 directions; only of weighted contents. */
  readonly contentAll?: number;
  readonly contentInside?: number;
  readonly contentOutside?: Float32Array;
  /** Contents, shape (n_bins_y, n_bins_x) or (n_bins_x). */
  readonly data: Float32Array | Int32Array;
}

function axis(reader: PayloadReader, real: boolean): HistogramAxis {
  const next = (): number => (real ? reader.float32() : reader.int32());
  return {
    underflow: reader.int32(),
    overflow: reader.int32(),
    lower: next(),
    upper: next(),
    sum: next(),
    tsum: next(),
  };
}

/** Bins of a histogram without entries are not in the file; no real one has more than this. */
const MAX_EMPTY_BINS = 1 << 24;

function histogram(reader: PayloadReader): Histogram {
  const type = reader.text(1);
  const titleLength = reader.int16();
  const title = reader.text(titleLength);
  // Titles are padded so that what follows is aligned.
  if (titleLength % 2 === 0) reader.skip(1);
  const id = reader.int32();
  const nBinsX = reader.int16();
  const nBinsY = reader.int16();
  const entries = reader.int32();
  const tentries = reader.int32();
  const x = axis(reader, 'RrFD'.includes(type));
  const y = nBinsY > 0 ? axis(reader, 'RrFD'.includes(type)) : undefined;
  const nBins = nBinsY > 0 ? nBinsX * nBinsY : nBinsX;
  if (nBins < 0 || nBins > MAX_EMPTY_BINS) throw reader.damaged(`a histogram has ${nBins} bins`);
  const weighted = type === 'F' || type === 'D';
  const content = weighted
    ? {
        contentAll: reader.float32(),
        contentInside: reader.float32(),
        contentOutside: reader.float32Array(8),
      }
    : {};
  const filled = tentries > 0;
  const data = weighted
    ? filled
      ? reader.float32Array(nBins)
      : new Float32Array(nBins)
    : filled
      ? reader.int32Array(nBins)
      : new Int32Array(nBins);
  return {
    type,
    title,
    id,
    nBinsX,
    nBinsY,
    entries,
    tentries,
    x,
    ...(y === undefined ? {} : { y }),
    ...content,
    data,
  };
}

/**
 * Decodes the histograms of a file (type 100, versions 1 and 2). The reference reader fails on
 * histograms of counts that have entries; they are decoded here.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export function decodeHistograms(object: EventIoObject): readonly Histogram[] {
  const reader = new PayloadReader(object);
  reader.requireVersion(1, 2);
  const count = reader.int16();
  const histograms: Histogram[] = [];
  let emptyBins = 0;
  for (let i = 0; i < count; i++) {
    const next = histogram(reader);
    if (next.tentries <= 0) emptyBins += next.data.length;
    if (emptyBins > MAX_EMPTY_BINS) throw reader.damaged('its empty histograms have too many bins');
    histograms.push(next);
  }
  return histograms;
}
