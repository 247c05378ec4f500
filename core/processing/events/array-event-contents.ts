import { EventType } from '../../datamodel/event-type.ts';
import { formatTaiTimestamp } from '../../foundation/format-tai-timestamp.ts';
import { numberOfIslands } from '../../native/islands.ts';
import { fieldOfView, type HorizontalDirection } from '../../instrument/field-of-view.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import { geometryColumns } from '../geometry-columns.ts';
import type { ProcessedBatch, ProcessedBlock } from '../processed-batch.ts';
import { showerColumns } from '../shower-columns.ts';
import { definedValue, imageValues } from './event-table.ts';
import {
  directionOnSky,
  imageAxis,
  imageInSpace,
  type ImageOnSky,
  type LineOnGround,
} from './image-in-space.ts';

/** Values by name; null where they are undefined. */
type Values = Record<string, number | null>;

/** What one telescope saw of an event; arrays of shape (n_pixels). */
export interface TelescopeContents {
  readonly telId: number;
  /** Charge [p.e.]. */
  readonly image: Float32Array;
  /** Peak time [ns]. */
  readonly peakTime: Float32Array;
  /** 1 where a pixel survived cleaning. */
  readonly mask: Uint8Array;
  /** Number of the island of a pixel from 1 on, 0 outside. */
  readonly island: Int16Array;
  readonly trueImage: Int32Array | null;
  readonly unusable: Uint8Array | null;
  readonly gain: Uint8Array | null;
  readonly parameters: Values;
  readonly pointingAltDeg: number | null;
  readonly pointingAzDeg: number | null;
  /** Where directions fall in this camera, in the frame of the image parameters. */
  readonly directions: CameraDirection[];
  /** The image around the pointing of the array. */
  readonly onSky: ImageOnSky | null;
  /** Line on which the shower fell as the image has it. */
  readonly axisOnGround: LineOnGround | null;
}

/** Where the direction of a shower falls in a camera. */
export interface CameraDirection {
  readonly kind: 'true' | 'reconstructed';
  /** Of the reconstructor; empty for the true direction. */
  readonly name: string;
  /** [deg], or [m] in the camera frame. */
  readonly x: number;
  readonly y: number;
}

/** A direction and an impact, reconstructed or true. */
export interface ShowerContents {
  readonly altDeg: number | null;
  readonly azDeg: number | null;
  /** Around the pointing of the array. */
  readonly onSky: { readonly lonDeg: number; readonly latDeg: number } | null;
  /** On the ground, x to north, y to west [m]. */
  readonly coreX: number | null;
  readonly coreY: number | null;
  readonly energyTeV: number | null;
  readonly values: Values;
}

/** Everything of one array event. */
export interface ArrayEventContents {
  readonly obsId: number;
  readonly eventId: number;
  /** TAI, ISO 8601; null where it is not known. */
  readonly time: string | null;
  readonly eventType: string;
  readonly pointingAltDeg: number | null;
  readonly pointingAzDeg: number | null;
  readonly telescopes: TelescopeContents[];
  readonly triggeredTelIds: number[];
  /** By reconstructor, where its result is valid. */
  readonly reconstructed: Record<string, ShowerContents>;
  readonly truth: ShowerContents | null;
}

const eventTypeNames = new Map<number, string>(
  Object.entries(EventType).map(([name, code]) => [code, name]),
);

/** Name of an event type by its code. */
export function eventTypeName(code: number): string {
  return eventTypeNames.get(code) ?? `TYPE_${String(code)}`;
}

/** A time stamp as text, null where the file has none. */
export function timeText(seconds: number, quarterNanoseconds: number): string | null {
  const isKnown = seconds !== 0 || quarterNanoseconds !== 0;
  return isKnown ? formatTaiTimestamp(seconds, quarterNanoseconds) : null;
}

/** A number, or null where it is undefined. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * Takes one array event out of a processed batch. All arrays are new.
 *
 * @param event index in the batch
 * @param telIds telescopes wanted. Default: all with an image
 */
export async function arrayEventContents(
  { batch, blocks, order, showers }: ProcessedBatch,
  event: number,
  subarray: SubarrayDescription,
  telIds?: readonly number[],
): Promise<ArrayEventContents> {
  const nTelescopes = subarray.telescopes.length;
  const arrayPointing = { alt: batch.arrayPointingAlt[event], az: batch.arrayPointingAz[event] };
  const trueShower = truth(batch, event, arrayPointing);
  const reconstructed = reconstructedShowers(showers, event, arrayPointing);
  const valuesOfBlock = new Map<ProcessedBlock, Map<string, ArrayLike<number>>>();
  const telescopes: TelescopeContents[] = [];
  for (let i = order.offsets[event]; i < order.offsets[event + 1]; i++) {
    const processed = blocks[order.block[i]];
    const row = order.row[i];
    const telId = processed.block.telId[row];
    if (processed.images === undefined || telIds?.includes(telId) === false) continue;
    let values = valuesOfBlock.get(processed);
    if (values === undefined) {
      values = imageValues(processed);
      valuesOfBlock.set(processed, values);
    }
    const parameters = rowValues(values, row);
    for (const { algorithm, impactDistance, corePsi } of showers) {
      parameters[`${algorithm}_tel_impact_distance`] = orNull(impactDistance[i]);
      if (corePsi !== undefined) parameters['core_psi'] ??= orNull(corePsi[i]);
    }
    const pointing = event * nTelescopes + order.telescope[i];
    const [alt, az] = [batch.pointingAlt[pointing], batch.pointingAz[pointing]];
    telescopes.push({
      telId,
      ...(await pixels(processed, row)),
      parameters,
      pointingAltDeg: orNull(alt),
      pointingAzDeg: orNull(az),
      directions: directions(processed.plan, { alt, az }, trueShower, reconstructed),
      ...imageInSpace(
        imageAxis(processed.plan, parameters),
        { alt, az },
        arrayPointing,
        subarray.telescopes[order.telescope[i]].position,
      ),
    });
  }
  return {
    obsId: batch.obsId,
    eventId: batch.eventId[event],
    time: timeText(batch.time.seconds[event], batch.time.quarterNanoseconds[event]),
    eventType: eventTypeName(batch.eventType[event]),
    pointingAltDeg: orNull(arrayPointing.alt),
    pointingAzDeg: orNull(arrayPointing.az),
    telescopes,
    triggeredTelIds: subarray.telescopes
      .filter((_, tel) => batch.telsWithTrigger[event * nTelescopes + tel] !== 0)
      .map(({ telId }) => telId),
    reconstructed,
    truth: trueShower,
  };
}

function rowValues(columns: ReadonlyMap<string, ArrayLike<number>>, row: number): Values {
  const values: Values = {};
  for (const [name, data] of columns) {
    values[name] = orNull(definedValue(data, row));
  }
  return values;
}

async function pixels({ plan, block, images, mask }: ProcessedBlock, row: number) {
  const { geometry, readout } = plan.cameraDescription;
  const n = geometry.nPixels;
  const rowOf = <A extends Float32Array | Uint8Array | Int32Array>(data: A) =>
    data.slice(row * n, (row + 1) * n) as A;
  const { image, peakTime, selectedGainChannel = block.selectedGainChannel } = images!;
  const ownMask = mask === undefined ? new Uint8Array(n) : rowOf(mask);
  const { labels } = await numberOfIslands(geometry.neighbors, ownMask);
  const gain =
    readout.nChannels > 1 && selectedGainChannel !== undefined ? rowOf(selectedGainChannel) : null;
  const hasTruth = block.trueImage !== undefined && block.trueImagePresent?.[row] !== 0;
  return {
    image: rowOf(image),
    peakTime: rowOf(peakTime),
    mask: ownMask,
    island: Int16Array.from(labels),
    trueImage: hasTruth ? rowOf(block.trueImage) : null,
    unusable: unusablePixels(block, row, n, gain),
    gain,
  };
}

/** 1 where a pixel is unusable in the channel that was chosen for it. */
function unusablePixels(
  { calibrations, calibration }: ProcessedBlock['block'],
  row: number,
  nPixels: number,
  gain: Uint8Array | null,
): Uint8Array | null {
  const slot = calibration === undefined ? undefined : calibrations?.at(calibration[row]);
  if (slot === undefined) return null;
  const { outlierMask } = slot;
  return Uint8Array.from({ length: nPixels }, (_, pixel) => {
    const at = (gain?.[pixel] ?? 0) * nPixels + pixel;
    return outlierMask[at < outlierMask.length ? at : pixel];
  });
}

function reconstructedShowers(
  showers: ProcessedBatch['showers'],
  event: number,
  arrayPointing: HorizontalDirection,
): Record<string, ShowerContents> {
  return Object.fromEntries(
    showers
      .filter(({ geometry }) => geometry.isValid[event] !== 0)
      .map(({ algorithm, geometry }) => {
        const values: Values = {};
        for (const [name, key] of geometryColumns) {
          values[`${algorithm}_${name}`] = orNull(geometry[key][event]);
        }
        return [algorithm, shower(values, algorithm, arrayPointing)];
      }),
  );
}

function directions(
  { parameterGeometry, focalLength }: TelescopePlan,
  pointing: HorizontalDirection,
  trueShower: ShowerContents | null,
  reconstructed: Readonly<Record<string, ShowerContents>>,
): CameraDirection[] {
  const found: CameraDirection[] = [];
  const add = (kind: CameraDirection['kind'], name: string, { altDeg, azDeg }: ShowerContents) => {
    if (altDeg === null || azDeg === null) return;
    const { lon, lat } = fieldOfView({ alt: altDeg, az: azDeg }, pointing);
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
    // The inverse of `toTelescopeFrame`.
    const metres = (focalLength * Math.PI) / 180;
    const isSky = parameterGeometry.frame === 'TelescopeFrame';
    const [x, y] = isSky ? [lon, lat] : [lat * metres, lon * metres];
    found.push({ kind, name, x, y });
  };
  if (trueShower !== null) add('true', '', trueShower);
  for (const [name, each] of Object.entries(reconstructed)) add('reconstructed', name, each);
  return found;
}

function truth(
  { showers }: ProcessedBatch['batch'],
  event: number,
  arrayPointing: HorizontalDirection,
): ShowerContents | null {
  if (showers === undefined || Number.isNaN(showers.energy[event])) return null;
  const values: Values = {};
  for (const [name, key] of showerColumns) values[name] = orNull(showers[key][event]);
  return shower(values, 'true', arrayPointing);
}

function shower(
  values: Values,
  prefix: string,
  arrayPointing: HorizontalDirection,
): ShowerContents {
  const of = (name: string) => values[`${prefix}_${name}`] ?? null;
  const [alt, az] = [of('alt'), of('az')];
  return {
    altDeg: alt,
    azDeg: az,
    onSky: alt === null || az === null ? null : directionOnSky({ alt, az }, arrayPointing),
    coreX: of('core_x'),
    coreY: of('core_y'),
    energyTeV: of('energy'),
    values,
  };
}
