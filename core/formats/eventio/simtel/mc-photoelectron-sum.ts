import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** True light of an event in each telescope (type 2026); arrays of shape (n_tel). */
export interface McPhotoelectronSum {
  readonly event: number;
  readonly showerNum: number;
  readonly nTel: number;
  /** Photo-electrons; negative where not known. */
  readonly nPe: Int32Array;
  /** Photons, after atmosphere, in 300–600 nm, times quantum efficiency; from version 1. */
  readonly photons?: Float32Array;
  readonly photonsAtm?: Float32Array;
  readonly photonsAtm36?: Float32Array;
  readonly photonsAtmQe?: Float32Array;
  /** From version 2. */
  readonly photonsAtm400?: Float32Array;
}

/**
 * Decodes the light sums of an event (type 2026, versions 0–2). Per-pixel values were foreseen but
 * never written by any simulation; an object that claims them is refused, as the reference does.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export function decodeMcPhotoelectronSum(object: EventIoObject): McPhotoelectronSum {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 2);
  const { version } = object;
  const showerNum = reader.int32();
  const nTel = reader.int32();
  const nPe = reader.int32Array(nTel);
  if (reader.int32Array(nTel).some((pixels) => pixels !== 0)) {
    throw reader.unsupported('it holds values of single pixels');
  }
  return {
    event: object.id,
    showerNum,
    nTel,
    nPe,
    ...(version >= 1
      ? {
          photons: reader.float32Array(nTel),
          photonsAtm: reader.float32Array(nTel),
          photonsAtm36: reader.float32Array(nTel),
          photonsAtmQe: reader.float32Array(nTel),
        }
      : {}),
    ...(version >= 2 ? { photonsAtm400: reader.float32Array(nTel) } : {}),
  };
}
