import { crc32 } from 'node:zlib';
import { expect } from 'vitest';
import type { Column, Table } from '../core/foundation/table.ts';
import type { ArrayEventBatch, TelescopeEventBlock } from '../core/sources/array-event-batch.ts';
import type { EventSource } from '../core/sources/event-source.ts';
import { type PeerResult, peerArray } from './peers/exchange.ts';

interface TelescopeNotes {
  tel_id: number;
  type: string;
  name: string;
  camera: number;
  position: number[];
  size_type: string;
  reflector_shape: string;
  equivalent_focal_length: number;
  effective_focal_length: number | null;
  n_mirrors: number;
  n_mirror_tiles: number;
  mirror_area: number;
  camera_name: string;
  pix_type: string;
  pix_rotation: number;
  cam_rotation: number;
  sampling_rate: number;
  pulse_width: number;
  n_channels: number;
  n_pixels: number;
  n_samples: number;
}

interface Notes {
  subarray: { name: string; telescopes: TelescopeNotes[]; location: number[] };
  run: Record<string, number | null>;
  observation: Record<string, number>;
  scheduling: Record<string, number>;
  distribution?: { hist_id: number; n_entries: number };
  n_events: number;
  n_rows: number;
}

/** A telescope event in whatever block it is. */
interface Row {
  readonly batch: ArrayEventBatch;
  readonly block: TelescopeEventBlock;
  readonly row: number;
}

/** Numbers of a column of a table. */
function columnOf(table: Table, name: string): number[] {
  const column = table.columns.find(
    (each): each is Column => each.meta.name === name && 'data' in each,
  );
  if (column === undefined) throw new Error(`there is no column ${name}`);
  return Array.from(column.data, Number);
}

/** The only value of a column of a table of one row. */
function only(table: Table, name: string): number {
  expect(table.nRows, name).toBe(1);
  return columnOf(table, name)[0];
}

/** Rounded to float32, in which the file holds it. */
function sameFloat(ours: number, theirs: number | null, where: string): void {
  const expected = theirs ?? NaN;
  if (Number.isNaN(expected)) expect(ours, where).toBeNaN();
  else expect(Math.abs(ours - expected), where).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
}

/** Compares number by number; one assertion for all, because arrays are long. */
function expectClose(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  bound: number,
  where: string,
): void {
  expect(ours.length, where).toBe(theirs.length);
  const wrong: string[] = [];
  for (let i = 0; i < theirs.length; ++i) {
    const same = Object.is(ours[i], theirs[i]) || Math.abs(ours[i] - theirs[i]) <= bound;
    if (!same && wrong.length < 5) wrong.push(`[${i}] ${ours[i]} instead of ${theirs[i]}`);
  }
  expect(wrong, where).toEqual([]);
}

function expectSame(ours: ArrayLike<number>, theirs: ArrayLike<number>, where: string): void {
  expectClose(ours, theirs, 0, where);
}

function expectSubarray(source: EventSource, result: PeerResult, notes: Notes): void {
  const { subarray } = source;
  expect(subarray.name).toBe(notes.subarray.name);
  const { longitude, latitude, height } = subarray.referenceLocation;
  expect(longitude).toBeCloseTo(notes.subarray.location[0], 9);
  expect(latitude).toBeCloseTo(notes.subarray.location[1], 9);
  expect(height).toBeCloseTo(notes.subarray.location[2], 6);
  expect(subarray.telescopes.map(({ telId }) => telId)).toEqual(
    notes.subarray.telescopes.map(({ tel_id }) => tel_id),
  );
  const compared = new Set<string>();
  for (const [i, theirs] of notes.subarray.telescopes.entries()) {
    const ours = subarray.telescopes[i];
    const optics = subarray.optics[ours.optic];
    const camera = subarray.cameras[ours.camera];
    expect({
      tel_id: ours.telId,
      type: ours.type,
      name: ours.name,
      camera: theirs.camera,
      position: [...ours.position],
      size_type: optics.sizeType,
      reflector_shape: optics.reflectorShape,
      equivalent_focal_length: optics.equivalentFocalLength,
      effective_focal_length: Number.isNaN(optics.effectiveFocalLength)
        ? null
        : optics.effectiveFocalLength,
      n_mirrors: optics.nMirrors,
      n_mirror_tiles: optics.nMirrorTiles,
      mirror_area: optics.mirrorArea,
      camera_name: camera.name,
      pix_type: camera.geometry.pixType,
      pix_rotation: theirs.pix_rotation,
      cam_rotation: theirs.cam_rotation,
      sampling_rate: camera.readout.samplingRate,
      pulse_width: camera.readout.referencePulseSampleWidth,
      n_channels: camera.readout.nChannels,
      n_pixels: camera.readout.nPixels,
      n_samples: camera.readout.nSamples,
    }).toEqual(theirs);
    expect(camera.geometry.pixRotation).toBeCloseTo(theirs.pix_rotation, 10);
    expect(camera.geometry.camRotation).toBeCloseTo(theirs.cam_rotation, 10);
    const pair = `${String(ours.camera)} ${String(theirs.camera)}`;
    if (compared.has(pair)) continue;
    compared.add(pair);
    const array = (name: string) =>
      peerArray(result, `camera${String(theirs.camera)}/${name}`, 'float64');
    const list = (name: string) =>
      peerArray(result, `camera${String(theirs.camera)}/${name}`, 'int32');
    expectClose(camera.geometry.pixX, array('pix_x'), 1e-14, 'pix_x');
    expectClose(camera.geometry.pixY, array('pix_y'), 1e-14, 'pix_y');
    expectSame(camera.geometry.pixArea, array('pix_area'), 'pix_area');
    expectSame(camera.geometry.neighbors.indptr, list('indptr'), 'indptr');
    expectSame(camera.geometry.neighbors.indices, list('indices'), 'indices');
    expectSame(camera.readout.referencePulseShape, array('pulse'), 'pulse');
  }
}

function expectTables(source: EventSource, result: PeerResult, notes: Notes): void {
  const run = source.simulationRuns();
  for (const [name, theirs] of Object.entries(notes.run)) {
    sameFloat(only(run, name), theirs, name);
  }
  const observation = source.observationBlocks();
  expect(only(observation, 'obs_id')).toBe(notes.observation.obs_id);
  expect(only(observation, 'state')).toBe(notes.observation.state);
  expect(only(observation, 'subarray_pointing_frame')).toBe(notes.observation.frame);
  sameFloat(only(observation, 'subarray_pointing_lat'), notes.observation.lat, 'lat');
  sameFloat(only(observation, 'subarray_pointing_lon'), notes.observation.lon, 'lon');
  expect(only(observation, 'actual_start_time')).toBe(notes.observation.start);
  const scheduling = source.schedulingBlocks();
  for (const [name, theirs] of Object.entries(notes.scheduling)) {
    expect(only(scheduling, name), name).toBe(theirs);
  }
  const atmosphere = source.atmosphereProfile();
  expect(atmosphere !== undefined).toBe(result.arrays.has('atmosphere/height'));
  if (atmosphere !== undefined) {
    for (const name of ['height', 'density', 'column_density']) {
      expectSame(
        columnOf(atmosphere, name),
        peerArray(result, `atmosphere/${name}`, 'float64'),
        name,
      );
    }
  }
  const distribution = source.showerDistribution();
  expect(distribution !== undefined).toBe(notes.distribution !== undefined);
  if (distribution !== undefined && notes.distribution !== undefined) {
    expect(only(distribution, 'hist_id')).toBe(notes.distribution.hist_id);
    expect(only(distribution, 'n_entries')).toBe(notes.distribution.n_entries);
    const edges = peerArray(result, 'distribution/bins_energy', 'float64');
    const ratios = columnOf(distribution, 'bins_energy').map((edge, i) => edge / edges[i]);
    expectClose(
      ratios,
      ratios.map(() => 1),
      1e-14,
      'bins_energy',
    );
    const distances = peerArray(result, 'distribution/bins_core_dist', 'float64');
    expectSame(columnOf(distribution, 'bins_core_dist'), distances, 'bins_core_dist');
    const counts = peerArray(result, 'distribution/histogram', 'float32');
    expectSame(columnOf(distribution, 'histogram'), counts, 'histogram');
  }
}

function expectEvents(
  batches: readonly ArrayEventBatch[],
  result: PeerResult,
  nTelescopes: number,
): void {
  const events = batches.flatMap((batch) =>
    Array.from({ length: batch.nEvents }, (_, i) => ({ batch, i })),
  );
  const column = (name: string) => peerArray(result, `event/${name}`, 'float64');
  const ids = column('event_id');
  expect(events.map(({ batch, i }) => batch.eventId[i])).toEqual([...ids]);
  expect(events.map(({ batch, i }) => batch.eventType[i])).toEqual([
    ...peerArray(result, 'event/event_type', 'uint8'),
  ]);
  expect(
    events.flatMap(({ batch, i }) => [batch.time.seconds[i], batch.time.quarterNanoseconds[i]]),
  ).toEqual([...peerArray(result, 'event/time', 'uint32')]);
  expect(
    events.flatMap(({ batch, i }) => [
      ...batch.telsWithTrigger.subarray(i * nTelescopes, (i + 1) * nTelescopes),
    ]),
  ).toEqual([...peerArray(result, 'event/tels_with_trigger', 'uint8')]);
  const compare = (
    name: string,
    bound: number,
    value: (batch: ArrayEventBatch, i: number) => number | undefined,
  ) => {
    const ours = Float64Array.from(events, ({ batch, i }) => value(batch, i) ?? NaN);
    expectClose(ours, column(name), bound, name);
  };
  compare('array_alt', 1e-5, (batch, i) => batch.arrayPointingAlt[i]);
  compare('array_az', 1e-4, (batch, i) => batch.arrayPointingAz[i]);
  compare('energy', 0, ({ showers }, i) => showers?.energy[i]);
  compare('alt', 1e-12, ({ showers }, i) => showers?.alt[i]);
  compare('az', 1e-12, ({ showers }, i) => showers?.az[i]);
  compare('core_x', 0, ({ showers }, i) => showers?.coreX[i]);
  compare('core_y', 0, ({ showers }, i) => showers?.coreY[i]);
  compare('h_first_int', 0, ({ showers }, i) => showers?.hFirstInt[i]);
  compare('x_max', 0, ({ showers }, i) => showers?.xMax[i]);
  compare('starting_grammage', 0, ({ showers }, i) => showers?.startingGrammage[i]);
  compare('shower_primary_id', 0, ({ showers }, i) =>
    Number.isNaN(showers?.energy[i]) ? NaN : showers?.showerPrimaryId[i],
  );
}

function expectRow(result: PeerResult, index: number, found: Row, source: EventSource): void {
  const { block, row, batch } = found;
  const where = `row ${String(index)}`;
  const nPixels = source.subarray.cameras[block.camera].readout.nPixels;
  const size = block.nChannels * nPixels * block.nSamples;
  const slot = block.calibrations?.[block.calibration?.[row] ?? 0];
  if (block.r0Waveform === undefined || slot === undefined) throw new Error(`${where} has no data`);
  const number = (name: string) => {
    const array = result.arrays.get(`row/${name}`);
    return Number(array?.data[index]);
  };
  const shape = peerArray(result, 'row/shape', 'int32');
  expect([block.nChannels, nPixels, block.nSamples], where).toEqual([
    ...shape.subarray(3 * index, 3 * index + 3),
  ]);
  expect(block.triggerEventType[row], where).toBe(number('event_type'));
  expect(block.nTriggerPixels[row], where).toBe(number('n_trigger_pixels'));
  expect(block.trueImageSum?.[row], where).toBe(number('true_image_sum'));
  const time = peerArray(result, 'row/time', 'uint32');
  expect(
    [block.triggerTime.seconds[row], block.triggerTime.quarterNanoseconds[row]],
    where,
  ).toEqual([time[2 * index], time[2 * index + 1]]);
  const impact = number('impact');
  if (Number.isNaN(impact)) expect(block.trueImpactDistance?.[row], where).toBeNaN();
  else expect(block.trueImpactDistance?.[row], where).toBeCloseTo(impact, 9);
  const telescope = source.subarray.telescopes.findIndex(({ telId }) => telId === block.telId[row]);
  const at = block.event[row] * source.subarray.telescopes.length + telescope;
  expect(Math.abs(batch.pointingAlt[at] - number('alt')), where).toBeLessThan(1e-5);
  expect(Math.abs(batch.pointingAz[at] - number('az')), where).toBeLessThan(1e-4);

  const r0 = block.r0Waveform.subarray(row * size, (row + 1) * size);
  const checksum = (data: ArrayBufferView) =>
    crc32(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  expect(checksum(r0), `R0 of ${where}`).toBe(number('r0'));
  expect(checksum(slot.pedestalPerSample), `pedestals of ${where}`).toBe(number('pedestal'));
  expect(checksum(slot.dcToPe), `factors of ${where}`).toBe(number('factor'));
  expect(checksum(slot.timeShift), `time shifts of ${where}`).toBe(number('time_shift'));
  expect(checksum(slot.outlierMask), `outliers of ${where}`).toBe(number('outlier'));
  const hasImage = number('has_true_image') === 1;
  expect(block.trueImage !== undefined, where).toBe(hasImage);
  if (block.trueImage !== undefined) {
    const image = block.trueImage.subarray(row * nPixels, (row + 1) * nPixels);
    expect(checksum(image), `true image of ${where}`).toBe(number('true_image'));
    expect(block.trueImagePresent?.[row], where).toBe(number('true_image_present'));
  }
  const listed = result.arrays.get(`trigger_pixels/${String(index)}`);
  if (listed !== undefined) {
    const mask = block.triggerPixels?.subarray(row * nPixels, (row + 1) * nPixels);
    const pixels = [...(mask ?? []).entries()]
      .filter(([, set]) => set === 1)
      .map(([pixel]) => pixel);
    expect(pixels, where).toEqual(Array.from(listed.data, Number).sort((a, b) => a - b));
  }
  const r1 = result.arrays.get(`r1/${String(index)}`);
  if (r1 !== undefined) {
    let next = 0;
    for (let channel = 0; channel < block.nChannels; ++channel) {
      for (let pixel = 0; pixel < nPixels; pixel += 97) {
        const calibration = channel * nPixels + pixel;
        for (let sample = 0; sample < block.nSamples; ++sample) {
          const adc = r0[calibration * block.nSamples + sample];
          const ours = (adc - slot.pedestalPerSample[calibration]) * slot.dcToPe[calibration];
          const theirs = Number(r1.data[next]);
          next += 1;
          // The reference subtracts in float32: its rounding is that of the ADC count.
          const bound = 1e-5 * Math.abs(theirs) + 1.2e-7 * adc * slot.dcToPe[calibration];
          if (!(Math.abs(ours - theirs) <= bound)) expect(ours, where).toBe(theirs);
        }
      }
    }
    expect(next).toBe(r1.data.length);
  }
}

/**
 * Compares everything that a source of a sim_telarray file gives with what
 * `tests/peers/simtel-source.py` wrote.
 *
 * @param all what the script wrote of all files
 * @param file number of the file among them
 * @returns number of telescope events compared
 */
export async function expectSimtelSource(
  source: EventSource,
  all: PeerResult,
  file: number,
): Promise<number> {
  const prefix = `${String(file)}/`;
  const ofFile = [...all.arrays].filter(([name]) => name.startsWith(prefix));
  const result: PeerResult = {
    ...all,
    arrays: new Map(ofFile.map(([name, array]) => [name.slice(prefix.length), array])),
  };
  const notes = all.notes[String(file)] as Notes;
  const batches: ArrayEventBatch[] = [];
  for await (const batch of source.batches()) batches.push(batch);
  expectSubarray(source, result, notes);
  expectTables(source, result, notes);
  const nEvents = batches.reduce((sum, batch) => sum + batch.nEvents, 0);
  expect(nEvents).toBe(notes.n_events);
  if (nEvents === 0) return 0;
  expectEvents(batches, result, source.subarray.telescopes.length);

  const rows = new Map<string, Row>();
  let firstEvent = 0;
  for (const batch of batches) {
    for (const block of batch.telescopes) {
      for (const [row, event] of block.event.entries()) {
        rows.set(`${String(firstEvent + event)} ${String(block.telId[row])}`, {
          batch,
          block,
          row,
        });
      }
    }
    firstEvent += batch.nEvents;
  }
  expect(rows.size).toBe(notes.n_rows);
  const event = peerArray(result, 'row/event', 'int32');
  const telId = peerArray(result, 'row/tel_id', 'int32');
  for (let index = 0; index < notes.n_rows; ++index) {
    const found = rows.get(`${String(event[index])} ${String(telId[index])}`);
    if (found === undefined) throw new Error(`telescope event ${String(index)} is missing`);
    expectRow(result, index, found, source);
  }
  return rows.size;
}
