import { EventType } from '../../datamodel/event-type.ts';
import {
  addNanoseconds,
  julianDateFromUnix,
  type TaiTimestamp,
  taiTimestamp,
} from '../../foundation/tai-timestamp.ts';
import type { EventIoObject } from '../../formats/eventio/object-header.ts';
import { decodeAdcHeader } from '../../formats/eventio/simtel/adc-header.ts';
import type { TelescopeEvent } from '../../formats/eventio/simtel/array-event.ts';
import type { RunHeader } from '../../formats/eventio/simtel/run-header.ts';
import type { TrackingPosition } from '../../formats/eventio/simtel/tracking-position.ts';
import { subObjects } from '../../formats/eventio/sub-objects.ts';
import { impactDistances } from '../../instrument/impact-distance.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import {
  type ArrayEventBatch,
  type SimulatedShowers,
  type TimeColumn,
} from '../array-event-batch.ts';
import { BatchMemory } from '../batch-memory.ts';
import type { BufferPool } from '../../foundation/buffer-pool.ts';
import { buildBlock } from './build-block.ts';
import { clipAltitude } from './clip-altitude.ts';
import type { AssembledEvent } from './event-assembler.ts';
import type { TelescopeRow } from './telescope-row.ts';
import { eventTypeOfCalibration, eventTypeOfTrigger } from './event-type.ts';

/** One array event in a batch. */
interface EventRow {
  readonly eventId: number;
  readonly eventType: number;
  readonly time: TaiTimestamp;
  readonly event: AssembledEvent;
}

/** Where a telescope stands in the subarray and in the run header. */
interface TelescopePlace {
  readonly telescope: number;
  readonly place: number;
}

/** What the builder needs to know of the file. */
export interface BatchBuilderOptions {
  readonly subarray: SubarrayDescription;
  /** Telescope numbers in the order of the run header. */
  readonly headerTelIds: Int16Array;
  readonly batchBytes: number;
  readonly trueImages: boolean;
  /** For the arrays of pixels of all batches. */
  readonly pool: BufferPool;
  readonly warn: (message: string) => void;
  /** Told of data that could not be decoded. */
  readonly damaged: (message: string) => void;
}

/** Limits what a batch takes besides pixels. */
const MAX_EVENTS = 2048;
/** More raw data than this in one camera is no camera but damage [bytes]. */
const MAX_CAMERA_BYTES = 256 << 20;
/**
 * sim_telarray leaves true images of events with more photo-electrons than its limit (by default
 * 2.5 million) away and cuts such events short; ctapipe 0.32 drops them above this sum.
 */
const MISSING_IMAGE_BRIGHTNESS_LIMIT = 1_000_000;
const DEGREES = 180 / Math.PI;

function timeColumn(times: readonly TaiTimestamp[]): TimeColumn {
  return {
    seconds: Uint32Array.from(times, ({ seconds }) => seconds),
    quarterNanoseconds: Uint32Array.from(times, ({ quarterNanoseconds }) => quarterNanoseconds),
  };
}

/** Collects array events of one run and makes them columns. */
export class BatchBuilder {
  readonly #options: BatchBuilderOptions;
  readonly #places = new Map<number, TelescopePlace>();
  #events: EventRow[] = [];
  /** Rows of telescopes of the same kind and shape of data. */
  #blocks = new Map<string, TelescopeRow[]>();
  #bytes = 0;

  constructor(options: BatchBuilderOptions) {
    this.#options = options;
    for (const [telescope, { telId }] of options.subarray.telescopes.entries()) {
      this.#places.set(telId, { telescope, place: options.headerTelIds.indexOf(telId) });
    }
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  get isFull(): boolean {
    return this.#bytes >= this.#options.batchBytes || this.#events.length >= MAX_EVENTS;
  }

  /**
   * Adds an event.
   *
   * @param eventId number of the event in the products
   * @param hasTrueImages whether the run was told to hold true images
   */
  add(event: AssembledEvent, eventId: number, hasTrueImages: boolean): void {
    const { arrayEvent } = event;
    const isData = event.kind === 'data';
    const eventType = isData ? EventType.SUBARRAY : eventTypeOfCalibration(event.calibrationType);
    const utc = julianDateFromUnix(...(arrayEvent?.triggerInformation.gpsTime ?? [0, 0]));
    const index = this.#events.length;
    this.#events.push({ eventId, eventType, time: taiTimestamp(utc), event });
    if (arrayEvent === undefined) return;

    const trigger = arrayEvent.triggerInformation;
    const photoelectrons = this.#photoelectronObjects(event);
    const { shower, mcEvent } = event;
    const impacts =
      isData && shower !== undefined && mcEvent !== undefined
        ? impactDistances(
            this.#options.subarray,
            clipAltitude(shower.altitude),
            shower.azimuth,
            mcEvent.xcore,
            mcEvent.ycore,
          )
        : undefined;
    for (const [telId, telescopeEvent] of arrayEvent.telescopeEvents) {
      const found = this.#places.get(telId);
      if (found === undefined) {
        this.#options.warn(`Telescope ${telId} has data but no description; they were left out.`);
        continue;
      }
      const triggered = trigger.triggeredTelescopes.indexOf(telId);
      if (triggered < 0) {
        this.#options.warn(
          'Data of telescopes that took no part in the array trigger were left out.',
        );
        continue;
      }
      const trueImageSum = event.photoelectronSums?.[found.place] ?? -1;
      const trueImage = photoelectrons?.get(telId - 1);
      if (
        hasTrueImages &&
        trueImage === undefined &&
        trueImageSum > MISSING_IMAGE_BRIGHTNESS_LIMIT
      ) {
        this.#options.warn(
          'Telescope events of more than a million photo-electrons without true image, which may be cut short, were left out.',
        );
        continue;
      }
      const pixels = this.#pixels(event, telId, telescopeEvent);
      if (pixels === undefined) continue;
      this.#push({
        event: index,
        telescope: found.telescope,
        triggerTime: taiTimestamp(addNanoseconds(utc, trigger.triggerTimes[triggered])),
        triggerEventType: eventTypeOfTrigger(trigger.teltrgTypeMask?.[triggered] ?? 0),
        ...pixels,
        photoelectrons: trueImage,
        trueImageSum,
        impactDistance: impacts?.[found.telescope] ?? NaN,
      });
    }
  }

  /** Objects with the true photo-electrons by the place of the telescope in the simulation. */
  #photoelectronObjects(event: AssembledEvent): Map<number, EventIoObject> | undefined {
    if (event.photoelectrons === undefined) return undefined;
    const found = new Map<number, EventIoObject>();
    for (const part of subObjects(event.photoelectrons)) {
      if (part.type === 1208) found.set(part.id % 1000, part);
    }
    return found;
  }

  /** Raw data of a telescope and what is needed with them; undefined when they are of no use. */
  #pixels(event: AssembledEvent, telId: number, telescopeEvent: TelescopeEvent) {
    const { subarray, warn } = this.#options;
    const adc = telescopeEvent.adcSamples ?? telescopeEvent.adcSums;
    if (adc === undefined) {
      warn('Telescope events without samples or sums were left out.');
      return undefined;
    }
    const calibration = event.calibrations?.get(telId);
    if (calibration === undefined) {
      warn(`Telescope ${telId} has data before its calibration; they were left out.`);
      return undefined;
    }
    const place = this.#places.get(telId);
    const readout =
      place === undefined
        ? undefined
        : subarray.cameras[subarray.telescopes[place.telescope].camera].readout;
    const adcHeader = decodeAdcHeader(adc);
    const { nPixels, nGains, nSamples } = adcHeader;
    if (
      nPixels !== readout?.nPixels ||
      nGains !== readout.nChannels ||
      nPixels * nGains * nSamples * 4 > MAX_CAMERA_BYTES
    ) {
      warn(
        `Telescope ${telId} has data of ${nPixels} pixels in ${nGains} channels of ${nSamples} samples where its description says ${readout?.nPixels ?? 0} in ${readout?.nChannels ?? 0}; they were left out.`,
      );
      return undefined;
    }
    return { adc, adcHeader, calibration, triggerPixels: telescopeEvent.triggeredPixels };
  }

  #push(row: TelescopeRow): void {
    const { camera, optic } = this.#options.subarray.telescopes[row.telescope];
    const { nPixels, nGains, nSamples } = row.adcHeader;
    const key = `${camera} ${optic} ${nSamples} ${row.adc.type}`;
    const block = this.#blocks.get(key);
    if (block === undefined) this.#blocks.set(key, [row]);
    else block.push(row);
    this.#bytes += nPixels * nGains * nSamples * (row.adc.type === 2012 ? 4 : 2);
  }

  /**
   * Makes a batch of the events added so far and starts an empty one.
   *
   * @param hasTrueImages whether the run was told to hold true images
   */
  async build(
    { run, trackingMode, direction }: RunHeader,
    hasTrueImages: boolean,
  ): Promise<ArrayEventBatch> {
    const events = this.#events;
    const blocks = [...this.#blocks.values()];
    this.#events = [];
    this.#blocks = new Map();
    this.#bytes = 0;

    const { subarray, trueImages, pool, warn, damaged } = this.#options;
    const memory = new BatchMemory(pool);
    const nTelescopes = subarray.telescopes.length;
    const telsWithTrigger = new Uint8Array(events.length * nTelescopes);
    const pointingAlt = new Float64Array(events.length * nTelescopes).fill(NaN);
    const pointingAz = new Float64Array(events.length * nTelescopes).fill(NaN);
    for (const [index, { event }] of events.entries()) {
      const trigger = event.arrayEvent?.triggerInformation;
      for (const telId of trigger?.triggeredTelescopes ?? []) {
        const place = this.#places.get(telId);
        if (place !== undefined) telsWithTrigger[index * nTelescopes + place.telescope] = 1;
      }
    }
    for (const rows of blocks) {
      for (const { event, telescope } of rows) {
        const telId = subarray.telescopes[telescope].telId;
        const tracking = events[event].event.arrayEvent?.trackingPositions.get(telId);
        if (tracking === undefined) warn('Telescope events without tracking position were met.');
        const at = event * nTelescopes + telescope;
        pointingAlt[at] = clipAltitude(altitudeOf(tracking)) * DEGREES;
        pointingAz[at] = azimuthOf(tracking) * DEGREES;
      }
    }
    const isAltAz = trackingMode === 0;
    const [az, alt] = isAltAz ? direction : [NaN, NaN];
    return {
      obsId: run,
      nEvents: events.length,
      eventId: Float64Array.from(events, ({ eventId }) => eventId),
      eventType: Uint8Array.from(events, ({ eventType }) => eventType),
      time: timeColumn(events.map(({ time }) => time)),
      telsWithTrigger,
      pointingAlt,
      pointingAz,
      arrayPointingAlt: new Float64Array(events.length).fill(clipAltitude(alt) * DEGREES),
      arrayPointingAz: new Float64Array(events.length).fill(az * DEGREES),
      showers: simulatedShowers(events),
      telescopes: await Promise.all(
        blocks.map((rows) =>
          buildBlock(subarray, rows, timeColumn(rows.map((row) => row.triggerTime)), {
            trueImages,
            hasTrueImages,
            memory,
            damaged,
          }),
        ),
      ),
      release: () => {
        memory.release();
      },
    };
  }
}

/** Corrected altitude where there is one, else the raw one [rad]. */
function altitudeOf(tracking: TrackingPosition | undefined): number {
  const corrected = tracking?.altitudeCor ?? NaN;
  return Number.isNaN(corrected) ? (tracking?.altitudeRaw ?? NaN) : corrected;
}

/** Corrected azimuth where there is one, else the raw one [rad]. */
function azimuthOf(tracking: TrackingPosition | undefined): number {
  const corrected = tracking?.azimuthCor ?? NaN;
  return Number.isNaN(corrected) ? (tracking?.azimuthRaw ?? NaN) : corrected;
}

/** Simulated showers of the events; NaN (identifier 0) where an event has none. */
function simulatedShowers(events: readonly EventRow[]): SimulatedShowers {
  const column = (value: (event: AssembledEvent) => number | undefined): Float64Array =>
    Float64Array.from(events, ({ event }) => (event.kind === 'data' ? (value(event) ?? NaN) : NaN));
  const angle = (radians: number | undefined): number => (radians ?? NaN) * DEGREES;
  return {
    energy: column(({ shower }) => shower?.energy),
    alt: column(({ shower }) => angle(clipAltitude(shower?.altitude ?? NaN))),
    az: column(({ shower }) => angle(shower?.azimuth)),
    coreX: column(({ mcEvent }) => mcEvent?.xcore),
    coreY: column(({ mcEvent }) => mcEvent?.ycore),
    hFirstInt: column(({ shower }) => shower?.hFirstInt),
    xMax: column(({ shower }) => shower?.xmax),
    startingGrammage: column(({ shower }) => shower?.depthStart),
    showerPrimaryId: Int32Array.from(events, ({ event }) => event.shower?.primaryId ?? 0),
  };
}
