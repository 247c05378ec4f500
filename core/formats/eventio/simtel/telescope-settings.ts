import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Pixels that were switched off (type 2005). */
export interface DisabledPixels {
  readonly telescopeId: number;
  readonly nTrigDisabled: number;
  /** Pixels without trigger. */
  readonly triggerDisabled: Int32Array;
  readonly nHvDisabled: number;
  /** Pixels without high voltage. */
  readonly hvDisabled: Int32Array;
}

/** Decodes disabled pixels (type 2005, version 0). @throws `format-damaged`, `format-unsupported` */
export function decodeDisabledPixels(object: EventIoObject): DisabledPixels {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 0);
  const nTrigDisabled = reader.int32();
  const triggerDisabled = reader.int32Array(nTrigDisabled);
  const nHvDisabled = reader.int32();
  const hvDisabled = reader.int32Array(nHvDisabled);
  return { telescopeId: object.id, nTrigDisabled, triggerDisabled, nHvDisabled, hvDisabled };
}

/** Settings of the camera's software (type 2006). */
export interface CameraSoftwareSettings {
  readonly telescopeId: number;
  readonly dynTrigMode: number;
  readonly dynTrigThreshold: number;
  readonly dynHvMode: number;
  readonly dynHvThreshold: number;
  readonly dataRedMode: number;
  readonly zeroSupMode: number;
  readonly zeroSupNThr: number;
  readonly zeroSupThresholds: Int32Array;
  readonly unbiasedScale: number;
  readonly dynPedMode: number;
  readonly dynPedEvents: number;
  readonly dynPedPeriod: number;
  readonly monitorCurPeriod: number;
  readonly reportCurPeriod: number;
  readonly monitorHvPeriod: number;
  readonly reportHvPeriod: number;
}

/** Decodes software settings (type 2006, version 0). @throws `format-damaged`, `format-unsupported` */
export function decodeCameraSoftwareSettings(object: EventIoObject): CameraSoftwareSettings {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 0);
  const head = {
    telescopeId: object.id,
    dynTrigMode: reader.int32(),
    dynTrigThreshold: reader.int32(),
    dynHvMode: reader.int32(),
    dynHvThreshold: reader.int32(),
    dataRedMode: reader.int32(),
    zeroSupMode: reader.int32(),
  };
  const zeroSupNThr = reader.int32();
  return {
    ...head,
    zeroSupNThr,
    zeroSupThresholds: reader.int32Array(zeroSupNThr),
    unbiasedScale: reader.int32(),
    dynPedMode: reader.int32(),
    dynPedEvents: reader.int32(),
    dynPedPeriod: reader.int32(),
    monitorCurPeriod: reader.int32(),
    reportCurPeriod: reader.int32(),
    monitorHvPeriod: reader.int32(),
    reportHvPeriod: reader.int32(),
  };
}

/** Pointing correction of a telescope (type 2007). */
export interface PointingCorrection {
  readonly telescopeId: number;
  readonly functionType: number;
  readonly nParam: number;
  readonly pointingParam: Float32Array;
}

/** Decodes a pointing correction (type 2007, version 0). @throws `format-damaged`, `format-unsupported` */
export function decodePointingCorrection(object: EventIoObject): PointingCorrection {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 0);
  const functionType = reader.int32();
  const nParam = reader.int32();
  return {
    telescopeId: object.id,
    functionType,
    nParam,
    pointingParam: reader.float32Array(nParam),
  };
}

/** Drive of a telescope (type 2008); angles in rad. */
export interface DriveSettings {
  readonly driveTypeAz: number;
  readonly driveTypeAlt: number;
  readonly zeropointAz: number;
  readonly zeropointAlt: number;
  readonly signAz: number;
  readonly signAlt: number;
  readonly resolutionAz: number;
  readonly resolutionAlt: number;
  readonly rangeLowAz: number;
  readonly rangeLowAlt: number;
  readonly rangeHighAz: number;
  readonly rangeHighAlt: number;
  readonly parkPosAz: number;
  readonly parkPosAlt: number;
}

/** Decodes drive settings (type 2008, version 0). @throws `format-damaged`, `format-unsupported` */
export function decodeDriveSettings(object: EventIoObject): DriveSettings {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 0);
  return {
    driveTypeAz: reader.int16(),
    driveTypeAlt: reader.int16(),
    zeropointAz: reader.float32(),
    zeropointAlt: reader.float32(),
    signAz: reader.float32(),
    signAlt: reader.float32(),
    resolutionAz: reader.float32(),
    resolutionAlt: reader.float32(),
    rangeLowAz: reader.float32(),
    rangeLowAlt: reader.float32(),
    rangeHighAz: reader.float32(),
    rangeHighAlt: reader.float32(),
    parkPosAz: reader.float32(),
    parkPosAlt: reader.float32(),
  };
}
