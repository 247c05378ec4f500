import { decodeScalars } from './decode-scalars.ts';
import { decodePhotoelectrons } from './iact/photoelectrons.ts';
import { decodePhotons } from './iact/photons.ts';
import type { EventIoObject } from './object-header.ts';
import { decodeAdc } from './simtel/adc.ts';
import { decodeAuxiliaryTraces } from './simtel/auxiliary-traces.ts';
import { decodePixelTiming } from './simtel/pixel-timing.ts';

const DECODERS: ReadonlyMap<number, (object: EventIoObject) => Promise<unknown>> = new Map([
  [1205, decodePhotons],
  [1208, decodePhotoelectrons],
  [2012, decodeAdc],
  [2013, decodeAdc],
  [2016, decodePixelTiming],
  [2029, decodeAuxiliaryTraces],
  [2030, decodeAuxiliaryTraces],
] as [number, (object: EventIoObject) => Promise<unknown>][]);

/**
 * Decodes the content of any object of a known type, one at a time. Field names of all decoders are
 * those of the reference reader (pyeventio) with the first part in lower case and every further part
 * capitalised: `n_HV_disabled` is `nHvDisabled`.
 *
 * @returns what the decoder of its type gives; undefined for containers of sub-objects and for types
 * whose content nobody decodes (1206, 1207, 2017, 2024, 2025, 2031 and unknown ones)
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function decodeObject(object: EventIoObject): Promise<unknown> {
  if (object.onlySubobjects) return undefined;
  const decoder = DECODERS.get(object.type);
  return decoder === undefined ? decodeScalars(object) : await decoder(object);
}
