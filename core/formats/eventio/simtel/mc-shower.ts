import { PhotoelectronError } from '../../../foundation/errors.ts';
import { parseObjectHeader, type EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** A longitudinal profile of a simulated shower. */
export interface ShowerProfile {
  readonly id: number;
  readonly nSteps: number;
  /** Range in atmospheric depth or height. */
  readonly start: number;
  readonly end: number;
  /** Shape (n_steps). */
  readonly content: Float32Array;
}

/** Free parameters of a simulated shower (type 1215). */
export interface McExtraParams {
  readonly weight: number;
  readonly iparam: Int32Array;
  readonly fparam: Float32Array;
}

/** Simulated shower (type 2020). */
export interface McShower {
  readonly shower: number;
  /** 0 gamma, 1 electron, 2 muon, 100·A+Z nuclei; negative for antimatter. */
  readonly primaryId: number;
  /** [TeV] */
  readonly energy: number;
  /** [rad] */
  readonly azimuth: number;
  readonly altitude: number;
  /** Depth at which the primary started, from version 1 [g/cm²]. */
  readonly depthStart?: number;
  /** Height of first interaction [m a.s.l.]. */
  readonly hFirstInt: number;
  /** Depth of shower maximum [g/cm²]. */
  readonly xmax: number;
  /** Height of shower maximum [m]; 0 before version 1. */
  readonly hmax: number;
  /** Depths of the maxima of electrons and of Cherenkov light [g/cm²]; 0 before version 1. */
  readonly emax: number;
  readonly cmax: number;
  readonly nProfiles: number;
  readonly profiles: readonly ShowerProfile[];
  /** From version 2. */
  readonly mcExtraParams?: McExtraParams;
}

/**
 * Decodes the free parameters of a shower (type 1215). The reference reader takes the number of
 * integers for the number of floats too; here each has its own.
 *
 * @throws PhotoelectronError `format-damaged`
 */
export function decodeMcExtraParams(object: EventIoObject): McExtraParams {
  const reader = new PayloadReader(object);
  const weight = reader.float32();
  const nIntegers = reader.unsignedVarint();
  const nFloats = reader.unsignedVarint();
  return {
    weight,
    iparam: reader.int32Array(nIntegers),
    fparam: reader.float32Array(nFloats),
  };
}

function profile(reader: PayloadReader): ShowerProfile {
  const id = reader.int32();
  const nSteps = reader.int32();
  const start = reader.float32();
  const end = reader.float32();
  return { id, nSteps, start, end, content: reader.float32Array(nSteps) };
}

function extraParams(object: EventIoObject, reader: PayloadReader): McExtraParams {
  const { position } = reader;
  const offset = object.headerOffset + object.headerLength + position;
  const header = parseObjectHeader(object.payload, position, offset, false);
  if (
    header?.type !== 1215 ||
    header.contentLength > object.payload.length - position - header.headerLength
  ) {
    throw new PhotoelectronError(
      'format-damaged',
      `The extra parameters of the shower are missing at byte ${offset}.`,
      { offset },
    );
  }
  const start = position + header.headerLength;
  return decodeMcExtraParams({
    ...header,
    payload: object.payload.subarray(start, start + header.contentLength),
  });
}

/** Decodes a simulated shower (type 2020, versions 0–2). @throws `format-damaged`, `format-unsupported` */
export function decodeMcShower(object: EventIoObject): McShower {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 2);
  const { version } = object;
  const head = {
    shower: object.id,
    primaryId: reader.int32(),
    energy: reader.float32(),
    azimuth: reader.float32(),
    altitude: reader.float32(),
    ...(version >= 1 ? { depthStart: reader.float32() } : {}),
    hFirstInt: reader.float32(),
    xmax: reader.float32(),
    hmax: version >= 1 ? reader.float32() : 0,
    emax: version >= 1 ? reader.float32() : 0,
    cmax: version >= 1 ? reader.float32() : 0,
  };
  const nProfiles = reader.int16();
  const profiles: ShowerProfile[] = [];
  for (let i = 0; i < nProfiles; i++) profiles.push(profile(reader));
  return {
    ...head,
    nProfiles,
    profiles,
    ...(version >= 2 ? { mcExtraParams: extraParams(object, reader) } : {}),
  };
}
