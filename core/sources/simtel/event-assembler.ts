import type { EventIoObject } from '../../formats/eventio/object-header.ts';
import { type ArrayEvent, decodeArrayEvent } from '../../formats/eventio/simtel/array-event.ts';
import { decodeMcEvent, type McEvent } from '../../formats/eventio/simtel/mc-event.ts';
import { decodeMcPhotoelectronSum } from '../../formats/eventio/simtel/mc-photoelectron-sum.ts';
import { decodeMcShower, type McShower } from '../../formats/eventio/simtel/mc-shower.ts';
import { subObjects } from '../../formats/eventio/sub-objects.ts';
import type { CameraCalibration } from '../array-event-batch.ts';

/** What a file says of one array event, from the several objects that it is spread over. */
export interface AssembledEvent {
  readonly kind: 'data' | 'calibration';
  /** Number that sim_telarray gives to the kind of calibration. */
  readonly calibrationType?: number;
  shower?: McShower;
  mcEvent?: McEvent;
  /** True photo-electrons of each telescope in the order of the run header. */
  photoelectronSums?: Int32Array;
  /** Object (type 1204) that holds the true photo-electrons of all telescopes. */
  photoelectrons?: EventIoObject;
  arrayEvent?: ArrayEvent;
  /** Calibrations in force, by telescope; telescopes without one are not there. */
  calibrations?: ReadonlyMap<number, CameraCalibration>;
}

/** What an assembler has taken but not given yet. */
export interface AssemblyState {
  readonly shower: EventIoObject | undefined;
  readonly mcEvent: EventIoObject | undefined;
  readonly photoelectronSum: EventIoObject | undefined;
  readonly current: AssembledEvent | undefined;
  readonly calibrationPhotoelectrons: EventIoObject | undefined;
}

/** What the assembler asks while it works. */
export interface AssemblerHost {
  /** Telescopes to keep; all when undefined. */
  readonly allowed: ReadonlySet<number> | undefined;
  readonly skipCalibrationEvents: boolean;
  /** The calibration now in force for a telescope. */
  calibration(telId: number): CameraCalibration | undefined;
}

/** First sub-object of a type. */
function firstOf(object: EventIoObject, type: number): EventIoObject | undefined {
  for (const part of subObjects(object)) if (part.type === type) return part;
  return undefined;
}

function copied(object: EventIoObject | undefined): EventIoObject | undefined {
  return object === undefined ? undefined : { ...object, payload: object.payload.slice() };
}

/**
 * Puts the objects of one event together. An event begins with its simulated event (2021) or, for
 * calibration, with the calibration event (2028) or an array event (2010) before any shower, and
 * ends where the next one begins; the same order of things as pyeventio's `SimTelFile`.
 */
export class EventAssembler {
  readonly #host: AssemblerHost;
  // Most simulated events trigger nothing, so these are decoded when an array event follows.
  #shower: EventIoObject | undefined;
  #mcEvent: EventIoObject | undefined;
  #photoelectronSum: EventIoObject | undefined;
  #current: AssembledEvent | undefined;
  /** True photo-electrons of the calibration event that follows. */
  #calibrationPhotoelectrons: EventIoObject | undefined;

  constructor(host: AssemblerHost) {
    this.#host = host;
  }

  /** The event that was being put together when the run ended; forgets the run. */
  finish(): AssembledEvent | undefined {
    const last = this.#begin(undefined);
    this.#shower = undefined;
    this.#calibrationPhotoelectrons = undefined;
    return last;
  }

  /** The event that is being put together, if its array event has come, so that it is complete. */
  takeComplete(): AssembledEvent | undefined {
    return this.#current?.arrayEvent === undefined ? undefined : this.#begin(undefined);
  }

  /** Copies what is kept for later, so that the memory of the objects taken so far may change. */
  detach(): void {
    this.#shower = copied(this.#shower);
    this.#mcEvent = copied(this.#mcEvent);
    this.#photoelectronSum = copied(this.#photoelectronSum);
    this.#calibrationPhotoelectrons = copied(this.#calibrationPhotoelectrons);
    const photoelectrons = copied(this.#current?.photoelectrons);
    if (this.#current !== undefined && photoelectrons !== undefined) {
      this.#current.photoelectrons = photoelectrons;
    }
  }

  /** What is kept for later, after `detach`. */
  state(): AssemblyState {
    return {
      shower: this.#shower,
      mcEvent: this.#mcEvent,
      photoelectronSum: this.#photoelectronSum,
      current: this.#current && { ...this.#current },
      calibrationPhotoelectrons: this.#calibrationPhotoelectrons,
    };
  }

  /** Goes on where another assembler was. */
  takeUp(state: AssemblyState): void {
    this.#shower = state.shower;
    this.#mcEvent = state.mcEvent;
    this.#photoelectronSum = state.photoelectronSum;
    this.#current = state.current && { ...state.current };
    this.#calibrationPhotoelectrons = state.calibrationPhotoelectrons;
  }

  /**
   * Takes an object if it belongs to an event.
   *
   * @returns the event before, when the object begins another one
   * @throws PhotoelectronError `format-damaged`, `format-unsupported`
   */
  take(object: EventIoObject): AssembledEvent | undefined {
    switch (object.type) {
      case 2020:
        this.#shower = object;
        return undefined;
      case 2021: {
        const before = this.#begin({ kind: 'data' });
        this.#mcEvent = object;
        return before;
      }
      case 1204:
        if (this.#current !== undefined) this.#current.photoelectrons = object;
        return undefined;
      case 2026:
        this.#photoelectronSum = object;
        return undefined;
      case 2010: {
        const before =
          this.#shower === undefined ? this.#begin({ kind: 'calibration' }) : undefined;
        // An array event without a simulated event before it belongs to nothing that is known.
        if (this.#current !== undefined) this.#addArrayEvent(this.#current, object);
        return before;
      }
      case 2028: {
        const before = this.#begin({ kind: 'calibration', calibrationType: object.id });
        const photoelectrons = this.#calibrationPhotoelectrons;
        this.#calibrationPhotoelectrons = undefined;
        const arrayEvent = firstOf(object, 2010);
        if (this.#current !== undefined && arrayEvent !== undefined) {
          if (photoelectrons !== undefined) this.#current.photoelectrons = photoelectrons;
          this.#addArrayEvent(this.#current, arrayEvent);
        }
        return before;
      }
      case 2034:
        this.#calibrationPhotoelectrons = firstOf(object, 1204);
        return undefined;
      default:
        return undefined;
    }
  }

  #begin(event: AssembledEvent | undefined): AssembledEvent | undefined {
    const before = this.#current;
    this.#current = event;
    this.#mcEvent = undefined;
    this.#photoelectronSum = undefined;
    return before;
  }

  #addArrayEvent(event: AssembledEvent, object: EventIoObject): void {
    if (event.kind === 'calibration' && this.#host.skipCalibrationEvents) return;
    const arrayEvent = decodeArrayEvent(object, this.#host.allowed);
    const calibrations = new Map<number, CameraCalibration>();
    for (const telId of arrayEvent.telescopeEvents.keys()) {
      const calibration = this.#host.calibration(telId);
      if (calibration !== undefined) calibrations.set(telId, calibration);
    }
    if (event.kind === 'data') {
      if (this.#shower !== undefined) event.shower = decodeMcShower(this.#shower);
      if (this.#mcEvent !== undefined) event.mcEvent = decodeMcEvent(this.#mcEvent);
    }
    if (this.#photoelectronSum !== undefined) {
      event.photoelectronSums = decodeMcPhotoelectronSum(this.#photoelectronSum).nPe;
    }
    event.arrayEvent = arrayEvent;
    event.calibrations = calibrations;
  }
}
