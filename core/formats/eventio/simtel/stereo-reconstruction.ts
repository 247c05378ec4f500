import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Shower that sim_telarray reconstructed (type 2015); angles in rad, lengths in m, energy in TeV. */
export interface StereoReconstruction {
  readonly resultBits: number;
  readonly nTrg: number;
  readonly nRead: number;
  readonly nImg: number;
  readonly imgPattern: number;
  readonly az?: number;
  readonly alt?: number;
  readonly errDir1?: number;
  readonly errDir2?: number;
  readonly errDir3?: number;
  readonly xc?: number;
  readonly yc?: number;
  readonly errCore1?: number;
  readonly errCore2?: number;
  readonly errCore3?: number;
  readonly mscl?: number;
  readonly mscw?: number;
  readonly errMscl?: number;
  readonly errMscw?: number;
  readonly energy?: number;
  readonly errEnergy?: number;
  /** [g/cm²] */
  readonly xmax?: number;
  readonly errXmax?: number;
}

/** Decodes a reconstructed shower (type 2015, version 1). @throws `format-damaged`, `format-unsupported` */
export function decodeStereoReconstruction(object: EventIoObject): StereoReconstruction {
  const reader = new PayloadReader(object);
  reader.requireVersion(1, 1);
  const bits = object.id;
  const has = (bit: number): boolean => (bits & bit) !== 0;
  return {
    resultBits: bits,
    nTrg: reader.int16(),
    nRead: reader.int16(),
    nImg: reader.int16(),
    imgPattern: reader.int32(),
    ...(has(0x01) ? { az: reader.float32(), alt: reader.float32() } : {}),
    ...(has(0x02)
      ? { errDir1: reader.float32(), errDir2: reader.float32(), errDir3: reader.float32() }
      : {}),
    ...(has(0x04) ? { xc: reader.float32(), yc: reader.float32() } : {}),
    ...(has(0x08)
      ? { errCore1: reader.float32(), errCore2: reader.float32(), errCore3: reader.float32() }
      : {}),
    ...(has(0x10) ? { mscl: reader.float32(), mscw: reader.float32() } : {}),
    ...(has(0x20) ? { errMscl: reader.float32(), errMscw: reader.float32() } : {}),
    ...(has(0x40) ? { energy: reader.float32() } : {}),
    ...(has(0x80) ? { errEnergy: reader.float32() } : {}),
    ...(has(0x100) ? { xmax: reader.float32() } : {}),
    ...(has(0x200) ? { errXmax: reader.float32() } : {}),
  };
}
