import { PhotoelectronError } from '../../../foundation/errors.ts';
import type { EventIoObject } from '../object-header.ts';
import { telescopeEventTelescope, trackingTelescope } from '../object-name.ts';
import { subObjects } from '../sub-objects.ts';
import { decodeImageParameters, type ImageParameters } from './image-parameters.ts';
import { decodeStereoReconstruction, type StereoReconstruction } from './stereo-reconstruction.ts';
import { decodeTelescopeEventHeader, type TelescopeEventHeader } from './telescope-event-header.ts';
import { decodeTrackingPosition, type TrackingPosition } from './tracking-position.ts';
import { decodeTriggerInformation, type TriggerInformation } from './trigger-information.ts';

/** One telescope of an array event: header decoded, pixels located but not decoded. */
export interface TelescopeEvent {
  readonly telescopeId: number;
  readonly header: TelescopeEventHeader;
  /** Sums over the readout (type 2012). */
  readonly adcSums?: EventIoObject;
  /** Samples (type 2013). */
  readonly adcSamples?: EventIoObject;
  /** Pulse times (type 2016). */
  readonly pixelTiming?: EventIoObject;
  readonly imageParameters?: ImageParameters;
  /** Pixel lists by their code: 0 triggered, 1 selected (type 2027). */
  readonly pixelLists: ReadonlyMap<number, EventIoObject>;
  /** Trigger times of pixels (type 2032). */
  readonly pixelTriggerTimes?: EventIoObject;
  /** Auxiliary traces (types 2029 and 2030). */
  readonly auxTraces: readonly EventIoObject[];
}

/** An array event (type 2010). */
export interface ArrayEvent {
  /** Event number of the central trigger, or of the object where that is 0 (extracted calibration). */
  readonly eventId: number;
  readonly triggerInformation: TriggerInformation;
  /** By telescope, in the order of the file. */
  readonly telescopeEvents: ReadonlyMap<number, TelescopeEvent>;
  readonly trackingPositions: ReadonlyMap<number, TrackingPosition>;
  readonly stereoReconstruction?: StereoReconstruction;
}

function damaged(object: EventIoObject, what: string): PhotoelectronError {
  return new PhotoelectronError(
    'format-damaged',
    `The event object (type ${object.type}, number ${object.id}) at byte ${object.headerOffset} is damaged: ${what}.`,
    { offset: object.headerOffset, eventId: object.id },
  );
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function telescopeEvent(object: EventIoObject, telescopeId: number): TelescopeEvent {
  let header: TelescopeEventHeader | undefined;
  const pixelLists = new Map<number, EventIoObject>();
  const auxTraces: EventIoObject[] = [];
  const parts: Partial<Mutable<TelescopeEvent>> = {};
  for (const part of subObjects(object)) {
    switch (part.type) {
      case 2011:
        header = decodeTelescopeEventHeader(part);
        break;
      case 2012:
        parts.adcSums = part;
        break;
      case 2013:
        parts.adcSamples = part;
        break;
      case 2014:
        parts.imageParameters = decodeImageParameters(part);
        break;
      case 2016:
        parts.pixelTiming = part;
        break;
      case 2027:
        pixelLists.set(Math.floor(part.id / 1_000_000), part);
        break;
      case 2029:
      case 2030:
        auxTraces.push(part);
        break;
      case 2032:
        parts.pixelTriggerTimes = part;
        break;
    }
  }
  if (header === undefined) throw damaged(object, 'a telescope has no header');
  return { ...parts, telescopeId, header, pixelLists, auxTraces };
}

/**
 * Walks an array event (type 2010): central trigger, tracking, headers and image parameters are
 * decoded, everything per pixel is located as a view for the native decoders.
 *
 * @param object the event
 * @param allowed telescopes to keep; all when undefined
 * @throws PhotoelectronError `format-damaged` (also when the central trigger is missing),
 * `format-unsupported`
 */
export function decodeArrayEvent(object: EventIoObject, allowed?: ReadonlySet<number>): ArrayEvent {
  let triggerInformation: TriggerInformation | undefined;
  let stereoReconstruction: StereoReconstruction | undefined;
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
    if (part.type === 2015) {
      stereoReconstruction = decodeStereoReconstruction(part);
      continue;
    }
    const observing = telescopeEventTelescope(part.type);
    if (observing !== undefined) {
      if (keeps(observing)) telescopeEvents.set(observing, telescopeEvent(part, observing));
      continue;
    }
    const tracked = trackingTelescope(part.type);
    if (tracked !== undefined && keeps(tracked)) {
      trackingPositions.set(tracked, decodeTrackingPosition(part));
    }
  }
  if (triggerInformation === undefined) throw damaged(object, 'it has no central trigger');
  return {
    eventId,
    triggerInformation,
    telescopeEvents,
    trackingPositions,
    ...(stereoReconstruction === undefined ? {} : { stereoReconstruction }),
  };
}
