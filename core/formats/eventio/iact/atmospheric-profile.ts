import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Atmosphere of a simulation (type 1216); columns of shape (n_levels). */
export interface AtmosphericProfile {
  readonly id: number;
  readonly name: string;
  /** Observation level [cm]. */
  readonly obslevel: number;
  /** [km] */
  readonly altitudeKm: Float64Array;
  /** Density [g/cm³]. */
  readonly rho: Float64Array;
  /** Overburden [g/cm²]. */
  readonly thickness: Float64Array;
  readonly refractiveIndexMinus1: Float64Array;
  /** Lower heights [cm], a, b, c, 1/c of the five layers, shape (5, 5), where the file has them. */
  readonly fiveLayerAtmosphere?: Float64Array;
  /** Height of the top of the atmosphere [cm]. */
  readonly htoa?: number;
}

const FIVE_LAYERS = 5;

/** Decodes an atmospheric profile (type 1216, versions 0 and 1). @throws `format-damaged`, `format-unsupported` */
export function decodeAtmosphericProfile(object: EventIoObject): AtmosphericProfile {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 1);
  const name = reader.varString();
  const obslevel = reader.float64();
  const nLevels = reader.unsignedVarint();
  const table = reader.float64Array(4 * nLevels);
  const column = (k: number): Float64Array => table.filter((_, i) => i % 4 === k);
  const nLayers = reader.unsignedVarint();
  return {
    id: object.id,
    name,
    obslevel,
    altitudeKm: column(0),
    rho: column(1),
    thickness: column(2),
    refractiveIndexMinus1: column(3),
    ...(nLayers === FIVE_LAYERS
      ? { htoa: reader.float64(), fiveLayerAtmosphere: reader.float64Array(FIVE_LAYERS ** 2) }
      : {}),
  };
}
