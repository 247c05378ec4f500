import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** A list of pixels (type 2027). */
export interface PixelList {
  /** 0 triggered, 1 selected. */
  readonly code: number;
  readonly telescopeId: number;
  readonly pixels: number;
  readonly pixelList: Int32Array;
}

/**
 * Decodes one pixel list (type 2027, versions 0 and 1); for masks of many events see
 * `decodePixelLists`.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export function decodePixelList(object: EventIoObject): PixelList {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 1);
  const pixels = object.version === 0 ? reader.int16() : reader.varint();
  const code = Math.floor(object.id / 1_000_000);
  return {
    code,
    telescopeId: object.id - 1_000_000 * code,
    pixels,
    pixelList: object.version === 0 ? reader.widenedArray(pixels) : reader.varintArray(pixels),
  };
}

/** Trigger times of pixels (type 2032). */
export interface PixelTriggerTimes {
  /** [ns] */
  readonly timeStep: number;
  readonly nTimes: number;
  readonly pixelIds: Int32Array;
  /** In steps, shape (n_times). */
  readonly triggerTimes: Int32Array;
}

/** Decodes pixel trigger times (type 2032, version 0). @throws `format-damaged`, `format-unsupported` */
export function decodePixelTriggerTimes(object: EventIoObject): PixelTriggerTimes {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 0);
  const timeStep = reader.float32();
  const nTimes = reader.varint();
  return {
    timeStep,
    nTimes,
    pixelIds: reader.varintArray(nTimes),
    triggerTimes: reader.varintArray(nTimes),
  };
}
