import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Longitudinal development of a shower (type 1211). */
export interface Longitudinal {
  readonly eventId: number;
  readonly type: number;
  /** Number of distributions and of steps in depth. */
  readonly np: number;
  readonly nthick: number;
  /** Step in depth [g/cm²]. */
  readonly thickstep: number;
  /** Shape (np, nthick). */
  readonly data: Float32Array;
}

/** Decodes a longitudinal distribution (type 1211). @throws `format-damaged` */
export function decodeLongitudinal(object: EventIoObject): Longitudinal {
  const reader = new PayloadReader(object);
  const eventId = reader.int32();
  const type = reader.int32();
  const np = reader.int16();
  const nthick = reader.int16();
  return {
    eventId,
    type,
    np,
    nthick,
    thickstep: reader.float32(),
    data: reader.float32Array(np * nthick),
  };
}
