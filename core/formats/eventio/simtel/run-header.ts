import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Run header (type 2000). */
export interface RunHeader {
  readonly run: number;
  /** UNIX time at which the run began [s]. */
  readonly time: number;
  readonly runType: number;
  readonly trackingMode: number;
  readonly reverseFlag?: number;
  /** Nominal direction: right ascension and declination, or azimuth and altitude [rad]. */
  readonly direction: Float32Array;
  /** Offset of the field of view from it [rad]. */
  readonly offsetFov: Float32Array;
  /** Atmospheric depth at which the viewing directions converge, 0 for parallel [g/cm²]. */
  readonly convDepth: number;
  readonly convRefPos?: Float32Array;
  readonly nTelescopes: number;
  /** Telescope numbers, shape (n_telescopes). */
  readonly telId: Int16Array;
  /** Positions: north, west, up [m], shape (n_telescopes, 3). */
  readonly telPos: Float32Array;
  /** Smallest number of telescopes of an array trigger. */
  readonly minTelTrig: number;
  /** Nominal length of the run [s]. */
  readonly duration: number;
  readonly target: string;
  readonly observer: string;
}

/** Decodes a run header (type 2000, versions 0–2). @throws `format-damaged`, `format-unsupported` */
export function decodeRunHeader(object: EventIoObject): RunHeader {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 2);
  const head = {
    run: reader.int32(),
    time: reader.int32(),
    runType: reader.int32(),
    trackingMode: reader.int32(),
    ...(object.version >= 2 ? { reverseFlag: reader.int32() } : {}),
    direction: reader.float32Array(2),
    offsetFov: reader.float32Array(2),
    convDepth: reader.float32(),
    ...(object.version >= 1 ? { convRefPos: reader.float32Array(2) } : {}),
  };
  const nTelescopes = reader.int32();
  return {
    ...head,
    nTelescopes,
    telId: reader.int16Array(nTelescopes),
    telPos: reader.float32Array(3 * nTelescopes),
    minTelTrig: reader.int32(),
    duration: reader.int32(),
    target: reader.string(),
    observer: reader.string(),
  };
}
