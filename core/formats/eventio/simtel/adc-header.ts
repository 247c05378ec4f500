import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** What the head of an ADC object (types 2012 and 2013) says about its content. */
export interface AdcHeader {
  readonly telescopeId: number;
  readonly zeroSupMode: number;
  readonly dataRedMode: number;
  /** Whether the list of pixels was given before, in another object. */
  readonly listKnown: boolean;
  readonly nPixels: number;
  readonly nGains: number;
  /** 1 for sums. */
  readonly nSamples: number;
}

/**
 * Reads the head of ADC sums (type 2012) or samples (type 2013); the flags are in the identifier.
 *
 * @throws PhotoelectronError `format-damaged`; `format-unsupported` for versions other than 3
 */
export function decodeAdcHeader(object: EventIoObject): AdcHeader {
  const reader = new PayloadReader(object);
  reader.requireVersion(3, 3);
  const { id } = object;
  const nPixels = reader.int32();
  const nGains = reader.int16();
  const nSamples = object.type === 2013 ? reader.int16() : 1;
  if (nPixels < 0 || nGains < 0 || nSamples < 0) throw reader.damaged('its shape is negative');
  return {
    telescopeId: (id >> 12) & 0xffff,
    zeroSupMode: id & 0x1f,
    dataRedMode: (id >> 5) & 0x1f,
    listKnown: ((id >> 10) & 1) !== 0,
    nPixels,
    nGains,
    nSamples,
  };
}
