import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Configuration of the simulation of a run (type 2001). */
export interface McRunHeader {
  /** 1 CORSIKA, 2 ALTAI, 3 KASCADE, 4 MOCCA. */
  readonly showerProgId: number;
  /** Version times 1000. */
  readonly showerProgVers: number;
  /** UNIX time at which the showers were begun [s]. */
  readonly showerProgStart: number;
  readonly detectorProgId: number;
  readonly detectorProgVers: number;
  readonly detectorProgStart: number;
  /** Height of the observation level [m a.s.l.]. */
  readonly obsheight: number;
  readonly nShowers: number;
  /** Uses of each shower. */
  readonly nUse: number;
  readonly corePosMode: number;
  /** Inner and outer radius, or half widths, of the core range [m]. */
  readonly coreRange: Float32Array;
  /** [rad] */
  readonly altRange: Float32Array;
  /** [rad] */
  readonly azRange: Float32Array;
  readonly diffuse: number;
  /** [deg] */
  readonly viewcone: Float32Array;
  /** [TeV] */
  readonly eRange: Float32Array;
  readonly spectralIndex: number;
  /** [µT] */
  readonly bTotal: number;
  /** [rad] */
  readonly bInclination: number;
  /** [rad] */
  readonly bDeclination: number;
  /** [m] */
  readonly injectionHeight: number;
  readonly atmosphere: number;
  readonly corsikaIactOptions: number;
  readonly corsikaLowEModel: number;
  readonly corsikaHighEModel: number;
  readonly corsikaBunchsize: number;
  /** [nm] */
  readonly corsikaWlenMin: number;
  /** [nm] */
  readonly corsikaWlenMax: number;
  readonly corsikaLowEDetail: number;
  readonly corsikaHighEDetail: number;
}

/** Decodes a simulation run header (type 2001, version 4). @throws `format-damaged`, `format-unsupported` */
export function decodeMcRunHeader(object: EventIoObject): McRunHeader {
  const reader = new PayloadReader(object);
  reader.requireVersion(4, 4);
  return {
    showerProgId: reader.int32(),
    showerProgVers: reader.int32(),
    showerProgStart: reader.int32(),
    detectorProgId: reader.int32(),
    detectorProgVers: reader.int32(),
    detectorProgStart: reader.int32(),
    obsheight: reader.float32(),
    nShowers: reader.int32(),
    nUse: reader.int32(),
    corePosMode: reader.int32(),
    coreRange: reader.float32Array(2),
    altRange: reader.float32Array(2),
    azRange: reader.float32Array(2),
    diffuse: reader.int32(),
    viewcone: reader.float32Array(2),
    eRange: reader.float32Array(2),
    spectralIndex: reader.float32(),
    bTotal: reader.float32(),
    bInclination: reader.float32(),
    bDeclination: reader.float32(),
    injectionHeight: reader.float32(),
    atmosphere: reader.int32(),
    corsikaIactOptions: reader.int32(),
    corsikaLowEModel: reader.int32(),
    corsikaHighEModel: reader.int32(),
    corsikaBunchsize: reader.float32(),
    corsikaWlenMin: reader.float32(),
    corsikaWlenMax: reader.float32(),
    corsikaLowEDetail: reader.int32(),
    corsikaHighEDetail: reader.int32(),
  };
}
