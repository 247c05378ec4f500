import { PhotoelectronError } from '../../../foundation/errors.ts';
import type { EventIoObject } from '../object-header.ts';
import { telescopeEventTelescope, trackingTelescope } from '../object-name.ts';
import { subObjects } from '../sub-objects.ts';
import { decodeTrackingPosition, type TrackingPosition } from './tracking-position.ts';
import { decodeTriggerInformation, type TriggerInformation } from './trigger-information.ts';

/** One telescope of an array event: what an event is made of, located but not decoded. */
export interface TelescopeEvent {
  /** Sums over the readout (type 2012). */
  readonly adcSums?: EventIoObject;
  /** Samples (type 2013). */
  readonly adcSamples?: EventIoObject;
  /** List of the pixels that triggered (type 2027). */
  readonly triggeredPixels?: EventIoObject;
}

/** An array event (type 2010). */
export interface ArrayEvent {
  /** Event number of the central trigger, or of the object where that is 0 (extracted calibration). */
  readonly eventId: number;
  readonly triggerInformation: TriggerInformation;
  /** By telescope, in the order of the file. */
  readonly telescopeEvents: ReadonlyMap<number, TelescopeEvent>;
  readonly trackingPositions: ReadonlyMap<number, TrackingPosition>;
}

function damaged(object: EventIoObject, what: string): PhotoelectronError {
  return new PhotoelectronError(
    'format-damaged',
    `The event object (type ${object.type}, number ${object.id}) at byte ${object.headerOffset} is damaged: ${what}.`,
    { offset: object.headerOffset, eventId: object.id },
  );
}

/** Millions of the identifier of a pixel list are its code; 1 is selected pixels. */
const TRIGGERED = 0;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function isPixelData(type: number): boolean {
  return type === 2012 || type === 2013 || type === 2027;
}

function telescopeEvent(object: EventIoObject): TelescopeEvent {
  const parts: Mutable<TelescopeEvent> = {};
  for (const part of subObjects(object, isPixelData)) {
    if (part.type === 2012) parts.adcSums = part;
    else if (part.type === 2013) parts.adcSamples = part;
    else if (Math.floor(part.id / 1_000_000) === TRIGGERED) parts.triggeredPixels = part;
  }
  return parts;
}

/**
 * Walks an array event (type 2010): central trigger and tracking are decoded, the pixels are located
 * as views for the native decoders; what sim_telarray reconstructed itself is passed over.
 *
 * @param object the event
 * @param allowed telescopes to keep; all when undefined
 * @throws PhotoelectronError `format-damaged` (also when the central trigger is missing),
 * `format-unsupported`
 */
export function decodeArrayEvent(object: EventIoObject, allowed?: ReadonlySet<number>): ArrayEvent {
  let triggerInformation: TriggerInformation | undefined;
  let eventId = object.id;
  const telescopeEvents = new Map<number, TelescopeEvent>();
  const trackingPositions = new Map<number, TrackingPosition>();
  const keeps = (telescope: number): boolean => allowed?.has(telescope) ?? true;
  for (const part of subObjects(object)) {
    if (part.type === 2009) {
      triggerInformation = decodeTriggerInformation(part);
      if (part.id !== 0) eventId = part.id;
      continue;
    }
    const observing = telescopeEventTelescope(part.type);
    if (observing !== undefined) {
      if (keeps(observing)) telescopeEvents.set(observing, telescopeEvent(part));
      continue;
    }
    const tracked = trackingTelescope(part.type);
    if (tracked !== undefined && keeps(tracked)) {
      trackingPositions.set(tracked, decodeTrackingPosition(part));
    }
  }
  if (triggerInformation === undefined) throw damaged(object, 'it has no central trigger');
  return { eventId, triggerInformation, telescopeEvents, trackingPositions };
}
