import {
  decodePhotoelectronLists,
  type PhotoelectronLists,
} from '../../../native/decode-photoelectrons.ts';
import { checkStatus } from '../check-status.ts';
import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** True photo-electrons of a telescope (type 1208). */
export interface Photoelectrons extends Omit<PhotoelectronLists, 'status'> {
  readonly nPe: number;
  readonly nPixels: number;
  readonly nonEmpty: number;
}

/** More pixels than any camera has: beyond it the number is a lie, and would cost memory. */
const MAX_PIXELS = 1 << 20;

/** Decodes photo-electrons (type 1208, versions 1–3). @throws `format-damaged`, `format-unsupported` */
export async function decodePhotoelectrons(object: EventIoObject): Promise<Photoelectrons> {
  const reader = new PayloadReader(object);
  reader.requireVersion(1, 3);
  const nPe = reader.int32();
  const nPixels = reader.int32();
  const flags = object.version > 1 ? reader.int16() : 0;
  const nonEmpty = reader.int32();
  if (nPe < 0 || nPe * 4 > reader.remaining || nPixels < 0 || nPixels > MAX_PIXELS) {
    throw reader.damaged(`it claims ${nPe} photo-electrons in ${nPixels} pixels`);
  }
  const { status, ...lists } = await decodePhotoelectronLists(object, {
    nPe,
    nPixels,
    hasAmplitudes: (flags & 1) !== 0,
    hasPhotons: (flags & 4) !== 0,
  });
  checkStatus(object, status);
  return { nPe, nPixels, nonEmpty, ...lists };
}
