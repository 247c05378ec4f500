import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Telescopes of the simulated array (type 1201); arrays of shape (n_telescopes) [cm]. */
export interface TelescopeDefinition {
  readonly nTelescopes: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly z: Float32Array;
  /** Radius of the sphere around each telescope. */
  readonly r: Float32Array;
}

/** Decodes telescope positions (type 1201). @throws `format-damaged` */
export function decodeTelescopeDefinition(object: EventIoObject): TelescopeDefinition {
  const reader = new PayloadReader(object);
  const nTelescopes = reader.int32();
  return {
    nTelescopes,
    x: reader.float32Array(nTelescopes),
    y: reader.float32Array(nTelescopes),
    z: reader.float32Array(nTelescopes),
    r: reader.float32Array(nTelescopes),
  };
}

/** Offsets of the uses of one shower (type 1203); arrays of shape (n_arrays) [cm]. */
export interface ArrayOffsets {
  readonly nArrays: number;
  /** [ns] */
  readonly timeOffset: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Area weights; from version 1. */
  readonly weight?: Float32Array;
}

/** Decodes array offsets (type 1203, versions 0 and 1). @throws `format-damaged`, `format-unsupported` */
export function decodeArrayOffsets(object: EventIoObject): ArrayOffsets {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 1);
  const nArrays = reader.int32();
  return {
    nArrays,
    timeOffset: reader.float32(),
    x: reader.float32Array(nArrays),
    y: reader.float32Array(nArrays),
    ...(object.version >= 1 ? { weight: reader.float32Array(nArrays) } : {}),
  };
}
