import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Image parameters that sim_telarray found (type 2014); lengths and angles in rad in the camera. */
export interface ImageParameters {
  readonly flags: number;
  readonly telescopeId: number;
  readonly cutId: number;
  readonly pixels: number;
  readonly nSat: number;
  readonly clipAmp?: number;
  readonly amplitude: number;
  readonly x: number;
  readonly y: number;
  readonly phi: number;
  readonly l: number;
  readonly w: number;
  readonly nConc: number;
  readonly concentration: number;
  readonly xErr?: number;
  readonly yErr?: number;
  readonly phiErr?: number;
  readonly lErr?: number;
  readonly wErr?: number;
  readonly skewness?: number;
  readonly skewnessErr?: number;
  readonly kurtosis?: number;
  readonly kurtosisErr?: number;
  readonly nHot?: number;
  readonly hotAmp?: Float32Array;
  readonly hotPixel?: Int32Array;
  readonly tmSlope?: number;
  readonly tmResidual?: number;
  readonly tmWidth1?: number;
  readonly tmWidth2?: number;
  readonly tmRise?: number;
}

const HAS_ERRORS = 0x100;
const HAS_HIGHER_MOMENTS = 0x200;
const HAS_HOT_PIXELS = 0x400;
const HAS_TIMING = 0x800;

function hotPixels(reader: PayloadReader, version: number): Partial<ImageParameters> {
  const nHot = version >= 6 ? reader.varint() : reader.int16();
  return {
    nHot,
    hotAmp: reader.float32Array(nHot),
    hotPixel: version >= 6 ? reader.varintArray(nHot) : reader.widenedArray(nHot),
  };
}

/** Decodes image parameters (type 2014, versions 5 and 6). @throws `format-damaged`, `format-unsupported` */
export function decodeImageParameters(object: EventIoObject): ImageParameters {
  const reader = new PayloadReader(object);
  reader.requireVersion(5, 6);
  const { version, id: flags } = object;
  const pixels = version >= 6 ? reader.varint() : reader.int16();
  const nSat = version >= 6 ? reader.varint() : reader.int16();
  return {
    flags,
    telescopeId: (flags & 0xff) | ((flags & 0x3f000000) >> 16),
    cutId: (flags & 0xff000) >> 12,
    pixels,
    nSat,
    ...(nSat > 0 ? { clipAmp: reader.float32() } : {}),
    amplitude: reader.float32(),
    x: reader.float32(),
    y: reader.float32(),
    phi: reader.float32(),
    l: reader.float32(),
    w: reader.float32(),
    nConc: reader.int16(),
    concentration: reader.float32(),
    ...((flags & HAS_ERRORS) !== 0
      ? {
          xErr: reader.float32(),
          yErr: reader.float32(),
          phiErr: reader.float32(),
          lErr: reader.float32(),
          wErr: reader.float32(),
        }
      : {}),
    ...((flags & HAS_HIGHER_MOMENTS) !== 0
      ? {
          skewness: reader.float32(),
          skewnessErr: reader.float32(),
          kurtosis: reader.float32(),
          kurtosisErr: reader.float32(),
        }
      : {}),
    ...((flags & HAS_HOT_PIXELS) !== 0 ? hotPixels(reader, version) : {}),
    ...((flags & HAS_TIMING) !== 0
      ? {
          tmSlope: reader.float32(),
          tmResidual: reader.float32(),
          tmWidth1: reader.float32(),
          tmWidth2: reader.float32(),
          tmRise: reader.float32(),
        }
      : {}),
  };
}
