import type { EventIoObject } from '../object-header.ts';
import { trackingTelescope } from '../object-name.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Where a telescope pointed (types 2100 …) [rad]. */
export interface TrackingPosition {
  readonly telescopeId: number;
  readonly azimuthRaw?: number;
  readonly altitudeRaw?: number;
  /** Corrected for misalignment. */
  readonly azimuthCor?: number;
  readonly altitudeCor?: number;
}

const HAS_RAW = 0x100;
const HAS_COR = 0x200;

/**
 * Decodes a tracking position (types 2100 …, version 0). The telescope is in the type and again in
 * the identifier; the two must agree.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export function decodeTrackingPosition(object: EventIoObject): TrackingPosition {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 0);
  const { id } = object;
  const telescopeId = trackingTelescope(object.type);
  if (telescopeId === undefined || telescopeId !== ((id & 0xff) | ((id & 0x3f000000) >> 16))) {
    throw reader.damaged('its type and its identifier name different telescopes');
  }
  return {
    telescopeId,
    ...((id & HAS_RAW) !== 0
      ? { azimuthRaw: reader.float32(), altitudeRaw: reader.float32() }
      : {}),
    ...((id & HAS_COR) !== 0
      ? { azimuthCor: reader.float32(), altitudeCor: reader.float32() }
      : {}),
  };
}
