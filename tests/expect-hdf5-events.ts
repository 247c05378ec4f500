import { expect } from 'vitest';
import type { ArrayEventBatch } from '../core/sources/array-event-batch.ts';
import { openCtapipeHdf5Source } from '../core/sources/ctapipe-hdf5/open-ctapipe-hdf5-source.ts';
import type { EventSource } from '../core/sources/event-source.ts';
import { type PeerResult, peerArray } from './peers/exchange.ts';

interface FileNotes {
  readonly n_events: number;
  readonly n_images: number;
  readonly n_waveforms: number;
  readonly obs_ids: readonly number[];
  readonly tel_ids: readonly number[];
  readonly descriptions: readonly string[];
  readonly n_runs: number;
  readonly n_distributions: number;
}

const NONE = -1;

/** ctapipe turns angles that are stored as float32 radians into degrees in float32. */
function agrees(ours: number, theirs: number): boolean {
  return Object.is(ours, theirs) || Math.abs(ours - theirs) < 1e-6 * Math.max(1, Math.abs(theirs));
}

/** Where two arrays differ first, -1 where nowhere; far quicker than a deep comparison. */
function firstDifference(ours: ArrayLike<number>, theirs: Float32Array): number {
  if (ours.length !== theirs.length) return Math.min(ours.length, theirs.length);
  return theirs.findIndex((value, i) => !Object.is(value, ours[i]));
}

/** Columns of one array event as ctapipe-hdf5-source.py lists them. */
function arrayRow(batch: ArrayEventBatch, i: number): number[] {
  const { showers, time } = batch;
  if (showers === undefined) throw new Error('no showers');
  return [
    batch.obsId,
    batch.eventId[i],
    batch.eventType[i],
    time.seconds[i] + time.quarterNanoseconds[i] / 4e9,
    showers.energy[i],
    showers.alt[i],
    showers.az[i],
    showers.coreX[i],
    showers.coreY[i],
    showers.hFirstInt[i],
    showers.xMax[i],
    showers.showerPrimaryId[i],
    batch.arrayPointingAlt[i],
    batch.arrayPointingAz[i],
  ];
}

/** A telescope event: the columns of ctapipe-hdf5-source.py, and the image if there is one. */
interface TelescopeRow {
  readonly values: readonly number[];
  readonly image: readonly number[] | undefined;
  readonly waveform: Float32Array | undefined;
}

function telescopeRows(source: EventSource, batch: ArrayEventBatch): Map<string, TelescopeRow> {
  const rows = new Map<string, TelescopeRow>();
  const nTels = source.subarray.telescopes.length;
  for (const block of batch.telescopes) {
    const { nPixels } = source.subarray.cameras[block.camera].geometry;
    block.telId.forEach((telId, row) => {
      const event = block.event[row];
      const tel = source.subarray.telescopes.findIndex((found) => found.telId === telId);
      const { seconds, quarterNanoseconds } = block.triggerTime;
      const values = [
        batch.obsId,
        batch.eventId[event],
        telId,
        seconds[row] + quarterNanoseconds[row] / 4e9,
        block.nTriggerPixels[row],
        batch.pointingAlt[event * nTels + tel],
        batch.pointingAz[event * nTels + tel],
        block.trueImpactDistance?.[row] ?? NaN,
        // ctapipe reads sums of true images only together with images.
        block.image === undefined ? NONE : (block.trueImageSum?.[row] ?? NONE),
      ];
      const slice = (pixels: ArrayLike<number> | undefined) =>
        Array.from({ length: nPixels }, (_, pixel) => pixels?.[row * nPixels + pixel] ?? NaN);
      const image =
        block.image === undefined
          ? undefined
          : [block.image, block.peakTime, block.imageMask, block.trueImage].flatMap(slice);
      const { r1Waveform } = block;
      const width = (r1Waveform?.length ?? 0) / block.telId.length;
      const waveform = r1Waveform?.subarray(row * width, (row + 1) * width);
      rows.set(`${String(batch.eventId[event])} ${String(telId)}`, { values, image, waveform });
    });
  }
  return rows;
}

function expectInstrument(source: EventSource, result: PeerResult, file: number) {
  const { telescopes, cameras, optics } = source.subarray;
  for (const { telId, camera, optic, position } of telescopes) {
    // The reference lists the first telescope of each type.
    const key = `${String(file)}:geometry:${String(telId)}`;
    if (!result.arrays.has(key)) continue;
    const { geometry, readout } = cameras[camera];
    const expected = peerArray(result, key, 'float64');
    const ours = [
      ...geometry.pixX,
      ...geometry.pixY,
      ...geometry.pixArea,
      geometry.pixRotation,
      ...readout.referencePulseShape,
      readout.samplingRate,
      readout.nSamples,
      optics[optic].equivalentFocalLength,
      optics[optic].mirrorArea,
      optics[optic].nMirrors,
      ...position,
    ];
    expect(ours).toHaveLength(expected.length);
    const far = ours.findIndex((value, i) => !(Math.abs(value - expected[i]) < 1e-9));
    expect(far, `telescope ${String(telId)}`).toBe(NONE);
    const neighbors = peerArray(result, `${String(file)}:neighbors:${String(telId)}`, 'int32');
    expect(geometry.neighbors.indices, `neighbours of ${String(telId)}`).toEqual(neighbors);
  }
}

/**
 * Expects our source to deliver from each file what ctapipe's event source did.
 *
 * @param result what ctapipe-hdf5-source.py wrote for these files
 */
export async function expectHdf5Events(
  result: PeerResult,
  files: readonly string[],
): Promise<void> {
  const notes = result.notes.files as FileNotes[];
  for (const [file, name] of files.entries()) {
    const source = await openCtapipeHdf5Source(name, { focalLengthChoice: 'EQUIVALENT' });
    const expected = notes[file];
    expect(source.obsIds, name).toEqual(expected.obs_ids);
    expect(source.subarray.telescopes.map(({ telId }) => telId)).toEqual(expected.tel_ids);
    expect(source.subarray.telescopes.map(({ type }) => type)).toEqual(expected.descriptions);
    expect(source.simulationRuns().nRows).toBe(expected.n_runs);
    expect(source.showerDistribution()?.nRows ?? 0).toBe(expected.n_distributions);
    expectInstrument(source, result, file);

    const arrayEvents = peerArray(result, `${String(file)}:array`, 'float64');
    const telescopeEvents = peerArray(result, `${String(file)}:telescope`, 'float64');
    const arrayWidth = arrayEvents.length / expected.n_events;
    let event = 0;
    let row = 0;
    let image = 0;
    let waveform = 0;
    for await (const batch of source.batches()) {
      const rows = telescopeRows(source, batch);
      for (let i = 0; i < batch.nEvents; i++, event++) {
        arrayRow(batch, i).forEach((value, column) => {
          const theirs = arrayEvents[event * arrayWidth + column];
          expect(
            agrees(value, theirs),
            `${name} event ${String(event)} column ${String(column)}`,
          ).toBe(true);
        });
      }
      const nTelescopeColumns = 9;
      for (let left = rows.size; left > 0; left--, row++) {
        const theirs = telescopeEvents.subarray(
          row * nTelescopeColumns,
          (row + 1) * nTelescopeColumns,
        );
        const found = rows.get(`${String(theirs[1])} ${String(theirs[2])}`);
        if (found === undefined) throw new Error(`${name}: no row ${String(row)}`);
        found.values.forEach((value, column) => {
          expect(
            agrees(value, theirs[column]),
            `${name} row ${String(row)} column ${String(column)}`,
          ).toBe(true);
        });
        if (found.waveform !== undefined) {
          const key = `${String(file)}:waveform:${String(waveform)}`;
          const theirs = peerArray(result, key, 'float32');
          expect(firstDifference(found.waveform, theirs)).toBe(NONE);
          waveform++;
        }
        // sst1mpipe strips the attributes by which ctapipe finds the columns of images.
        if (found.image !== undefined && expected.n_images > 0) {
          const pixels = peerArray(result, `${String(file)}:image:${String(image)}`, 'float32');
          expect(firstDifference(found.image, pixels)).toBe(NONE);
          image++;
        }
      }
    }
    expect(image, name).toBe(expected.n_images);
    expect(waveform, name).toBe(expected.n_waveforms);
    expect(event, name).toBe(expected.n_events);
    expect(row * 9, name).toBe(telescopeEvents.length);
    expect(source.warnings()).toEqual([]);
    expect(source.progress()).toBe(1);
    await source.close();
  }
}
