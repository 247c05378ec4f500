import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Compensation of the arrival times for a plane wave front. */
export interface PlaneWavefrontCompensation {
  /** [rad] */
  readonly az: number;
  readonly alt: number;
  /** [m/ns] */
  readonly speedOfLight: number;
}

/** Central trigger of an array event (type 2009). */
export interface TriggerInformation {
  /** Seconds and nanoseconds. */
  readonly cpuTime: readonly [number, number];
  readonly gpsTime: readonly [number, number];
  readonly triggerPattern: number;
  readonly dataPattern: number;
  /** From version 1. */
  readonly nTriggeredTelescopes: number;
  readonly triggeredTelescopes: Int16Array;
  /** Trigger times relative to the event time [ns], one per triggered telescope. */
  readonly triggerTimes: Float32Array;
  readonly nTelescopesWithData: number;
  readonly telescopesWithData: Int16Array;
  /** Kinds of trigger of each triggered telescope, as bits; from version 2. */
  readonly teltrgTypeMask?: Uint32Array;
  /** Times [ns] by telescope and bit, where more than one of the four lowest bits is set. */
  readonly teltrgTimeByType?: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** From version 3. */
  readonly planeWavefrontCompensation?: PlaneWavefrontCompensation;
}

/** Kinds of trigger that have a time of their own. */
const TIMED_TRIGGERS = 4;
/**
 * sim_telarray wrote the flags of random mono, muon and long events four bits too low until 2024-02
 * (all versions up to 3); they are moved where they belong, as hessio and pyeventio do.
 */
const MISPLACED_BITS = 0x70;

function timesByType(
  reader: PayloadReader,
  telescopes: Int16Array,
  masks: Uint32Array,
): Map<number, Map<number, number>> {
  const times = new Map<number, Map<number, number>>();
  for (const [i, mask] of masks.entries()) {
    const bits = mask & ((1 << TIMED_TRIGGERS) - 1);
    if ((bits & (bits - 1)) === 0) continue;
    const ofTelescope = new Map<number, number>();
    for (let bit = 0; bit < TIMED_TRIGGERS; bit++) {
      if ((mask & (1 << bit)) !== 0) ofTelescope.set(bit, reader.float32());
    }
    times.set(telescopes[i], ofTelescope);
  }
  return times;
}

/**
 * Decodes the central trigger of an event (type 2009, versions 0–3); the identifier of the object is
 * the event number.
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export function decodeTriggerInformation(object: EventIoObject): TriggerInformation {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 3);
  const { version } = object;
  const head = {
    cpuTime: reader.time(),
    gpsTime: reader.time(),
    triggerPattern: reader.int32(),
    dataPattern: reader.int32(),
  };
  const nTriggeredTelescopes = version >= 1 ? reader.int16() : 0;
  const triggeredTelescopes = reader.int16Array(nTriggeredTelescopes);
  const triggerTimes = reader.float32Array(nTriggeredTelescopes);
  const nTelescopesWithData = version >= 1 ? reader.int16() : 0;
  const telescopesWithData = reader.int16Array(nTelescopesWithData);
  const base = {
    ...head,
    nTriggeredTelescopes,
    triggeredTelescopes,
    triggerTimes,
    nTelescopesWithData,
    telescopesWithData,
  };
  if (version < 2) return base;
  const masks = reader.unsignedVarintArray(nTriggeredTelescopes);
  const teltrgTimeByType = timesByType(reader, triggeredTelescopes, masks);
  const compensation =
    version >= 3
      ? {
          planeWavefrontCompensation: {
            az: reader.float32(),
            alt: reader.float32(),
            speedOfLight: reader.float32(),
          },
        }
      : {};
  return {
    ...base,
    teltrgTypeMask: masks.map((mask) => (mask | ((mask & MISPLACED_BITS) << 4)) & ~MISPLACED_BITS),
    teltrgTimeByType,
    ...compensation,
  };
}
