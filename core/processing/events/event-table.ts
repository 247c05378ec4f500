import { closestName } from '../../foundation/closest-name.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { geometryColumns } from '../geometry-columns.ts';
import type { ProcessedBatch, ProcessedBlock } from '../processed-batch.ts';
import { showerColumns } from '../shower-columns.ts';
import type { EventColumn } from './event-columns.ts';
import { GrowingColumn } from './growing-column.ts';

const float64 = () => new GrowingColumn((length) => new Float64Array(length));
const float32 = () => new GrowingColumn((length) => new Float32Array(length));
const int32 = () => new GrowingColumn((length) => new Int32Array(length));

/**
 * What is known of every array event and image of a file, as columns. Values of array events are in
 * double precision, those of images in single precision (there are a hundred of them for each image).
 */
export class EventTable {
  readonly columns: readonly EventColumn[];
  /** By name, one value for each array event. */
  readonly events: ReadonlyMap<string, GrowingColumn<Float64Array>>;
  /** By name, one value for each image; images of an array event stand together. */
  readonly images: ReadonlyMap<string, GrowingColumn<Float32Array>>;
  /** TAI seconds and quarter nanoseconds of each array event. */
  readonly seconds = new GrowingColumn((length) => new Uint32Array(length));
  readonly quarterNanoseconds = new GrowingColumn((length) => new Uint32Array(length));
  /** First image of each array event. */
  readonly firstImage = int32();
  /** The image of each array event with the largest intensity, -1 for events without images. */
  readonly brightestImage = int32();
  /** Array event of each image. */
  readonly eventOfImage = int32();
  readonly #byName: ReadonlyMap<string, EventColumn>;

  constructor(columns: readonly EventColumn[]) {
    this.columns = columns;
    this.#byName = new Map(columns.map((column) => [column.name, column]));
    const of = (kind: EventColumn['of']) => columns.filter((column) => column.of === kind);
    this.events = new Map(of('event').map(({ name }) => [name, float64()]));
    this.images = new Map(of('image').map(({ name }) => [name, float32()]));
  }

  get nEvents(): number {
    return this.firstImage.length;
  }

  get nImages(): number {
    return this.eventOfImage.length;
  }

  /** Memory of the columns [bytes]. */
  get bytes(): number {
    const all = [...this.events.values(), ...this.images.values()];
    return all.reduce((sum, column) => sum + column.bytes, 0);
  }

  /**
   * A column by name.
   *
   * @throws PhotoelectronError `argument-invalid` with the closest name there is
   */
  column(name: string): EventColumn {
    const column = this.#byName.get(name);
    if (column !== undefined) return column;
    const guess = closestName(name, this.#byName.keys());
    throw new PhotoelectronError(
      'argument-invalid',
      `Events have no column "${name}"${guess === undefined ? '.' : `; did you mean "${guess}"?`}`,
      { item: name },
    );
  }

  /** Value of an array event; of a column of images that of the brightest one, NaN without images. */
  value(column: EventColumn, event: number): number {
    const { name, of } = column;
    if (of === 'event') return this.events.get(name)!.at(event);
    const image = this.brightestImage.at(event);
    return image < 0 ? NaN : this.images.get(name)!.at(image);
  }

  /** Adds the events of a batch. */
  append(processed: ProcessedBatch): void {
    const firstEvent = this.nEvents;
    const { order, batch } = processed;
    const hasImage = processed.blocks.map(({ images }) => images !== undefined);
    /** Rows in telescope order that have an image. */
    const rows: number[] = [];
    for (let event = 0; event < batch.nEvents; event++) {
      this.firstImage.push(this.nImages);
      for (let row = order.offsets[event]; row < order.offsets[event + 1]; row++) {
        if (!hasImage[order.block[row]]) continue;
        rows.push(row);
        this.eventOfImage.push(firstEvent + event);
      }
    }
    this.#appendImages(processed, rows);
    this.#appendEvents(processed, firstEvent);
    this.#findBrightest(firstEvent);
  }

  #appendImages({ blocks, order, showers }: ProcessedBatch, rows: readonly number[]): void {
    const ofBlock = blocks.map(imageValues);
    const ofOrder = new Map<string, Float64Array>();
    for (const { algorithm, impactDistance, corePsi } of showers) {
      ofOrder.set(`${algorithm}_tel_impact_distance`, impactDistance);
      if (corePsi !== undefined && !ofOrder.has('core_psi')) ofOrder.set('core_psi', corePsi);
    }
    for (const [name, column] of this.images) {
      const inOrder = ofOrder.get(name);
      if (inOrder !== undefined) {
        column.append(rows.length, (i) => inOrder[rows[i]]);
        continue;
      }
      const data = ofBlock.map((values) => values.get(name));
      column.append(rows.length, (i) =>
        definedValue(data[order.block[rows[i]]], order.row[rows[i]]),
      );
    }
  }

  #appendEvents({ batch, showers }: ProcessedBatch, firstEvent: number): void {
    const { nEvents, time } = batch;
    this.seconds.append(nEvents, (event) => time.seconds[event]);
    this.quarterNanoseconds.append(nEvents, (event) => time.quarterNanoseconds[event]);
    const nTelescopes = nEvents === 0 ? 0 : batch.telsWithTrigger.length / nEvents;
    const values = new Map<string, (event: number) => number>([
      ['obs_id', () => batch.obsId],
      ['event_id', (event) => batch.eventId[event]],
      ['event_type', (event) => batch.eventType[event]],
      ['time', (event) => time.seconds[event] + time.quarterNanoseconds[event] / 4e9],
      ['n_telescopes', (event) => this.nImagesOf(firstEvent + event)],
      [
        'n_triggered',
        (event) =>
          batch.telsWithTrigger
            .subarray(event * nTelescopes, (event + 1) * nTelescopes)
            .reduce((sum, on) => sum + on, 0),
      ],
    ]);
    if (batch.showers !== undefined) {
      for (const [name, key] of showerColumns) {
        const data = batch.showers[key];
        values.set(name, (event) => data[event]);
      }
    }
    for (const { algorithm, geometry } of showers) {
      for (const [name, key] of geometryColumns) {
        values.set(`${algorithm}_${name}`, (event) => geometry[key][event]);
      }
    }
    for (const [name, column] of this.events) {
      column.append(nEvents, values.get(name) ?? (() => NaN));
    }
  }

  /** Images of an array event. */
  nImagesOf(event: number): number {
    const end = event + 1 < this.nEvents ? this.firstImage.at(event + 1) : this.nImages;
    return end - this.firstImage.at(event);
  }

  #findBrightest(firstEvent: number): void {
    const intensity =
      this.images.get('hillas_intensity') ?? this.images.get('camera_frame_hillas_intensity');
    for (let event = firstEvent; event < this.nEvents; event++) {
      const first = this.firstImage.at(event);
      const end = first + this.nImagesOf(event);
      let brightest = first < end ? first : -1;
      for (let image = first; image < end; image++) {
        const [value, best] = [intensity?.at(image) ?? NaN, intensity?.at(brightest) ?? NaN];
        if (value > best || (Number.isNaN(best) && !Number.isNaN(value))) brightest = image;
      }
      this.brightestImage.push(brightest);
    }
  }
}

/**
 * A value of an image, NaN where it is not known: whole numbers that are not known are -1 in the columns
 * of products, which only counts have.
 */
export function definedValue(data: ArrayLike<number> | undefined, row: number): number {
  if (data === undefined || (data instanceof Int32Array && data[row] === -1)) return NaN;
  return data[row];
}

/** What is known of the images of a block, by the name of the column. */
export function imageValues({ block, parameters }: ProcessedBlock): Map<string, ArrayLike<number>> {
  const values = new Map<string, ArrayLike<number>>([
    ['tel_id', block.telId],
    ['n_trigger_pixels', block.nTriggerPixels],
  ]);
  const add = (columns: Readonly<Record<string, ArrayLike<number>>> = {}) => {
    for (const [name, data] of Object.entries(columns)) values.set(name, data);
  };
  add(parameters?.columns);
  add(parameters?.trueColumns);
  add(parameters?.muonColumns);
  for (const { meta, data } of parameters?.custom ?? []) values.set(meta.name, data);
  if (block.trueImageSum !== undefined) values.set('true_image_sum', block.trueImageSum);
  if (block.trueImpactDistance !== undefined) {
    values.set('true_impact_distance', block.trueImpactDistance);
  }
  return values;
}
