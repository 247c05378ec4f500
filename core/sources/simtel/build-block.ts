import type { EventIoObject } from '../../formats/eventio/object-header.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import { decodeAdcSamples, decodeAdcSums } from '../../native/decode-adc.ts';
import { decodeTrueImages } from '../../native/decode-photoelectrons.ts';
import { decodePixelLists } from '../../native/decode-pixel-lists.ts';
import { DecodingStatus } from '../../native/encoded-objects.ts';
import type { CameraCalibration, TelescopeEventBlock, TimeColumn } from '../array-event-batch.ts';
import type { BatchMemory } from '../batch-memory.ts';
import { selectTelescopeRows } from '../select-telescope-rows.ts';
import type { TelescopeRow } from './telescope-row.ts';

/** What the caller wants, and who is told what went wrong. */
export interface BlockOptions {
  readonly trueImages: boolean;
  /** For the arrays of pixels. */
  readonly memory: BatchMemory;
  /** Whether the run was told to hold true images: missing ones are then -1 in every pixel. */
  readonly hasTrueImages: boolean;
  /** Told of data that could not be decoded. */
  readonly damaged: (message: string) => void;
}

/** An object that only some rows have, and the rows that have it. */
interface Sparse {
  readonly rows: readonly number[];
  readonly objects: readonly EventIoObject[];
}

function gather(
  rows: readonly TelescopeRow[],
  object: (row: TelescopeRow) => EventIoObject | undefined,
): Sparse {
  const found: { rows: number[]; objects: EventIoObject[] } = { rows: [], objects: [] };
  for (const [index, row] of rows.entries()) {
    const each = object(row);
    if (each === undefined) continue;
    found.rows.push(index);
    found.objects.push(each);
  }
  return found;
}

/** Raw data of all rows and how their decoding ended. */
async function decodeAdc(rows: readonly TelescopeRow[], memory: BatchMemory) {
  const [{ adc, adcHeader }] = rows;
  const { nPixels, nGains: nChannels, nSamples } = adcHeader;
  const objects = rows.map((row) => row.adc);
  const size = rows.length * nChannels * nPixels * nSamples;
  if (adc.type === 2012) {
    const into = memory.uint32(size);
    const { sums, status } = await decodeAdcSums(objects, { nChannels, nPixels }, { into });
    return { r0Waveform: sums, r0IsSum: true, status };
  }
  const shape = { nChannels, nPixels, nSamples };
  const into = memory.uint16(size);
  const { samples, status } = await decodeAdcSamples(objects, shape, { into });
  return { r0Waveform: samples, r0IsSum: false, status };
}

/** Triggered pixels; the number of them is -1 in rows without a list. */
async function decodeTriggers(rows: readonly TelescopeRow[], nPixels: number, memory: BatchMemory) {
  const nTriggerPixels = new Int32Array(rows.length).fill(-1);
  const lists = gather(rows, (row) => row.triggerPixels);
  if (lists.rows.length === 0) return { nTriggerPixels };
  const into = memory.uint8(lists.rows.length * nPixels);
  const { masks, counts } = await decodePixelLists(lists.objects, nPixels, { into });
  const complete = lists.rows.length === rows.length;
  const triggerPixels = complete ? masks : memory.uint8(rows.length * nPixels).fill(0);
  for (const [index, row] of lists.rows.entries()) {
    nTriggerPixels[row] = counts[index];
    if (complete) continue;
    triggerPixels.set(masks.subarray(index * nPixels, (index + 1) * nPixels), row * nPixels);
  }
  return { nTriggerPixels, triggerPixels };
}

/** True images, -1 in every pixel where an event has none; nothing when none are to be expected. */
async function decodeTruth(
  rows: readonly TelescopeRow[],
  nPixels: number,
  { trueImages, hasTrueImages, damaged, memory }: BlockOptions,
) {
  const found = gather(rows, (row) => row.photoelectrons);
  if (!trueImages || (!hasTrueImages && found.rows.length === 0)) return {};
  const into = memory.int32(found.rows.length * nPixels);
  const { images, status } = await decodeTrueImages(found.objects, nPixels, { into });
  const trueImagePresent = new Uint8Array(rows.length);
  const trueImage =
    found.rows.length === rows.length ? images : memory.int32(rows.length * nPixels).fill(-1);
  for (const [index, row] of found.rows.entries()) {
    if (status[index] !== DecodingStatus.OK) {
      damaged('True images that could not be decoded count as missing.');
      trueImage.fill(-1, row * nPixels, (row + 1) * nPixels);
      continue;
    }
    trueImagePresent[row] = 1;
    if (trueImage === images) continue;
    trueImage.set(images.subarray(index * nPixels, (index + 1) * nPixels), row * nPixels);
  }
  return { trueImage, trueImagePresent };
}

/** The distinct calibrations of the rows and which one each row uses. */
function shareCalibrations(rows: readonly TelescopeRow[]) {
  const slots = new Map<CameraCalibration, number>();
  const calibration = new Uint16Array(rows.length);
  for (const [index, row] of rows.entries()) {
    let slot = slots.get(row.calibration);
    if (slot === undefined) {
      slot = slots.size;
      slots.set(row.calibration, slot);
    }
    calibration[index] = slot;
  }
  return { calibrations: [...slots.keys()], calibration };
}

/**
 * Makes the columns of telescope events of one kind; their pixels are decoded in the native core, all
 * at once. Telescope events whose raw data cannot be decoded are left out.
 *
 * @param rows telescope events of the same camera, optics and shape of data, events ascending
 */
export async function buildBlock(
  subarray: SubarrayDescription,
  rows: readonly TelescopeRow[],
  triggerTime: TimeColumn,
  options: BlockOptions,
): Promise<TelescopeEventBlock> {
  const [{ telescope, adcHeader }] = rows;
  const { camera, optic } = subarray.telescopes[telescope];
  const { nPixels, nGains, nSamples } = adcHeader;
  const [{ status, ...raw }, triggers, truth] = await Promise.all([
    decodeAdc(rows, options.memory),
    decodeTriggers(rows, nPixels, options.memory),
    decodeTruth(rows, nPixels, options),
  ]);
  const block: TelescopeEventBlock = {
    camera,
    optic,
    event: Uint32Array.from(rows, ({ event }) => event),
    telId: Uint16Array.from(rows, (row) => subarray.telescopes[row.telescope].telId),
    triggerTime,
    triggerEventType: Uint8Array.from(rows, (row) => row.triggerEventType),
    ...triggers,
    ...raw,
    nChannels: nGains,
    nSamples,
    ...shareCalibrations(rows),
    ...truth,
    trueImageSum: Int32Array.from(rows, (row) => row.trueImageSum),
    trueImpactDistance: Float64Array.from(rows, (row) => row.impactDistance),
  };
  const good: number[] = [];
  for (const [row, each] of status.entries()) {
    if (each === DecodingStatus.OK) good.push(row);
    else {
      const { telId } = subarray.telescopes[rows[row].telescope];
      options.damaged(
        each === DecodingStatus.UNSUPPORTED
          ? `Raw data of telescope ${telId} are in a mode that is not known; they were left out.`
          : `Raw data of telescope ${telId} are damaged; they were left out.`,
      );
    }
  }
  return selectTelescopeRows(block, good);
}
