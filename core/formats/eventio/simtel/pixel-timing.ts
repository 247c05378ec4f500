import { decodePixelTimingValues } from '../../../native/decode-pixel-timing.ts';
import { checkStatus } from '../check-status.ts';
import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Pulse times and sums that sim_telarray found (type 2016). */
export interface PixelTiming {
  readonly nPixels: number;
  readonly nGains: number;
  /** Samples summed before and after a peak; negative without sums. */
  readonly beforePeak: number;
  readonly afterPeak: number;
  readonly withSum: boolean;
  /** 1 single pixels, 2 first and last of ranges. */
  readonly listType: number;
  readonly pixelList: Int32Array;
  readonly threshold: number;
  readonly globOnlySelected: boolean;
  readonly nTypes: number;
  /** What each of the times means (1 at the peak, 2 width, 3 rise), and its level; shape (n_types). */
  readonly timeType: Int16Array;
  readonly timeLevel: Float32Array;
  /** [samples] */
  readonly granularity: number;
  readonly peakGlobal: number;
  /** Shape (n_pixels, n_types), NaN where there is none. */
  readonly time: Float32Array;
  /** Shape (n_gains, n_pixels). */
  readonly pulseSumGlob: Int32Array;
  readonly pulseSumLoc: Int32Array;
}

const MAX_PIXELS = 1 << 20;
const MAX_GAINS = 2;
const MAX_TYPES = 64;

/** Pixels of a list of single ones or ranges. */
function listedPixels(reader: PayloadReader, list: Int32Array, listType: number): Int32Array {
  if (listType === 1) return list;
  let count = 0;
  for (let i = 0; i + 1 < list.length; i += 2) {
    count += Math.max(0, list[i + 1] - list[i] + 1);
    // A pixel may not be listed more often than there are bytes that could hold its values.
    if (count > reader.remaining) throw reader.damaged('its pixel ranges are longer than its data');
  }
  const pixels = new Int32Array(count);
  let at = 0;
  for (let i = 0; i + 1 < list.length; i += 2) {
    for (let pixel = list[i]; pixel <= list[i + 1]; pixel++) pixels[at++] = pixel;
  }
  return pixels;
}

/** Decodes pixel timing (type 2016, versions 1 and 2). @throws `format-damaged`, `format-unsupported` */
export async function decodePixelTiming(object: EventIoObject): Promise<PixelTiming> {
  const reader = new PayloadReader(object);
  reader.requireVersion(1, 2);
  const short = object.version <= 1;
  const nPixels = short ? reader.int16() : reader.varint();
  const nGains = reader.int16();
  const beforePeak = reader.int16();
  const afterPeak = reader.int16();
  const listType = reader.int16();
  if (listType !== 1 && listType !== 2) throw reader.damaged(`it has a list of type ${listType}`);
  const listSize = short ? reader.int16() : reader.varint();
  const pixelList = short
    ? reader.widenedArray(listSize * listType)
    : reader.varintArray(listSize * listType);
  const threshold = reader.int16();
  const nTypes = reader.int16();
  if (!(nPixels >= 0 && nPixels <= MAX_PIXELS && nGains >= 0 && nGains <= MAX_GAINS)) {
    throw reader.damaged(`it claims ${nPixels} pixels and ${nGains} gains`);
  }
  if (!(nTypes >= 0 && nTypes <= MAX_TYPES)) throw reader.damaged(`it claims ${nTypes} times`);
  const timeType = reader.int16Array(nTypes);
  const timeLevel = reader.float32Array(nTypes);
  const granularity = reader.float32();
  const peakGlobal = reader.float32();
  const withSum = beforePeak >= 0 && afterPeak >= 0;
  const globOnlySelected = threshold < 0;
  const pixels = listedPixels(reader, pixelList, listType);
  const { status, ...values } = await decodePixelTimingValues(
    reader.rest(),
    { nGains, nPixels, nTypes, withSum, globOnlySelected, granularity },
    pixels,
  );
  checkStatus(object, status);
  return {
    nPixels,
    nGains,
    beforePeak,
    afterPeak,
    withSum,
    listType,
    pixelList,
    threshold,
    globOnlySelected,
    nTypes,
    timeType,
    timeLevel,
    granularity,
    peakGlobal,
    ...values,
  };
}
