import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Calibration of a camera (type 2023); arrays of shape (n_gains, n_pixels) unless stated. */
export interface LaserCalibration {
  readonly telescopeId: number;
  readonly lascalId: number;
  readonly nGains: number;
  readonly nPixels: number;
  /** Mean photo-electrons per ADC count. */
  readonly calib: Float32Array;
  /** Shape (n_gains); from version 1. */
  readonly maxIntFrac?: Float32Array;
  readonly maxPixtmFrac?: Float32Array;
  /** Time shifts [ns]; from version 2. */
  readonly tmCalib?: Float32Array;
  /** Flat-field factors; from version 3. */
  readonly flatFielding?: Float32Array;
}

/** Decodes a calibration (type 2023, versions 0–3). @throws `format-damaged`, `format-unsupported` */
export function decodeLaserCalibration(object: EventIoObject): LaserCalibration {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 3);
  const { version } = object;
  const nPixels = reader.uint16();
  const nGains = reader.int16();
  const head = {
    telescopeId: object.id,
    lascalId: reader.int32(),
    nGains,
    nPixels,
    calib: reader.float32Array(nGains * nPixels),
  };
  const fractions = version >= 1 ? reader.float32Array(2 * nGains) : undefined;
  return {
    ...head,
    ...(fractions === undefined
      ? {}
      : {
          maxIntFrac: fractions.filter((_, i) => i % 2 === 0),
          maxPixtmFrac: fractions.filter((_, i) => i % 2 === 1),
        }),
    ...(version >= 2 ? { tmCalib: reader.float32Array(nGains * nPixels) } : {}),
    ...(version >= 3 ? { flatFielding: reader.float32Array(nGains * nPixels) } : {}),
  };
}
