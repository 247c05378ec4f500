import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Table } from '../../foundation/table.ts';
import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import type { ArrayEventBatch, BatchPlace, SimulatedShowers } from '../array-event-batch.ts';
import type { DataLevel, EventSource, SourceOptions, SourceWarning } from '../event-source.ts';
import { findColumn, numbersOf, toNumbers } from './column-access.ts';
import { copyRows } from './copy-rows.ts';
import { EventIndex } from './event-index.ts';
import { type EventList, triggerPath } from './event-list.ts';
import { type PointingAt, arrayPointing, telescopePointing } from './stored-pointing.ts';
import { copyTimes, emptyTimes } from './stored-time.ts';
import { TableCursor } from './table-cursor.ts';
import { type TelescopeTableRows, TelescopeTables } from './telescope-tables.ts';

const defaultBatchBytes = 32 * 1024 * 1024;
/** What all cursors together may hold [bytes]. */
const cursorBytes = 64 * 1024 * 1024;
/** Trigger rows looked at to fill a batch, and so the most events of one. */
const maxBatchEvents = 1024;

const showerPath = '/simulation/event/subarray/shower';
const showerColumns = [
  'true_energy',
  'true_alt',
  'true_az',
  'true_core_x',
  'true_core_y',
  'true_h_first_int',
  'true_x_max',
  'true_starting_grammage',
  'true_shower_primary_id',
] as const;

/** What is known of a file when it has been opened. */
export interface OpenedFile {
  readonly format: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly subarray: SubarrayDescription;
  /** Telescopes in the order of the masks of the file. */
  readonly maskOrder: readonly number[];
  readonly dataLevels: readonly DataLevel[];
  readonly events: EventList;
  readonly simulationRuns: Table;
  readonly showerDistribution: Table | undefined;
  readonly atmosphereProfile: Table | undefined;
  readonly schedulingBlocks: Table;
  readonly observationBlocks: Table;
  readonly options: SourceOptions;
}

/** Where a batch begins. */
interface Hdf5Place extends BatchPlace {
  readonly format: 'ctapipe HDF5';
  /** Array event, as a position in the file. */
  readonly event: number;
  readonly rows: TelescopeTableRows;
  /** Row of the table of simulated showers. */
  readonly showers: number;
}

/** The tables of a file, at their first rows, and where its telescopes point. */
interface OpenTables {
  readonly telescopes: TelescopeTables;
  readonly showers: TableCursor | undefined;
  readonly pointings: readonly PointingAt[];
  readonly nominal: PointingAt;
}

/** Array events that go into one batch. */
interface Selection {
  /** Positions in the file: first ≤ position < end. */
  readonly first: number;
  readonly end: number;
  /** Positions of the events that are kept. */
  readonly kept: readonly number[];
  /** 1 where a telescope of the subarray took part, shape (n_kept, n_telescopes). */
  readonly mask: Uint8Array;
  readonly trigger: Table;
}

/** An HDF5 file in ctapipe's layout as a source of array events; use `openCtapipeHdf5Source`. */
export class CtapipeHdf5Source implements EventSource {
  readonly path: string;
  readonly format: string;
  readonly isSimulation: boolean;
  readonly dataLevels: readonly DataLevel[];
  readonly subarray: SubarrayDescription;
  readonly obsIds: readonly number[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly #file: Hdf5File;
  readonly #opened: OpenedFile;
  readonly #warnings = new Map<string, number>();
  #read = 0;
  #tables: Promise<OpenTables> | undefined;

  constructor(file: Hdf5File, opened: OpenedFile) {
    this.#file = file;
    this.#opened = opened;
    this.path = file.path;
    this.format = opened.format;
    this.dataLevels = opened.dataLevels;
    this.isSimulation = opened.dataLevels.includes('SIMULATION');
    this.subarray = opened.subarray;
    this.metadata = opened.metadata;
    const blocks = numbersOf(opened.observationBlocks, 'obs_id');
    this.obsIds = [...new Set(blocks.length > 0 ? blocks : opened.events.obsIds)];
  }

  async *batches(from?: BatchPlace): AsyncGenerator<ArrayEventBatch, void, undefined> {
    const { events, options } = this.#opened;
    this.#tables ??= this.#openTables();
    const { telescopes, showers, pointings, nominal } = await this.#tables;
    const place = from as Hdf5Place | undefined;
    const own = {
      telescopes: telescopes.from(place?.rows ?? telescopes.rows()),
      showers: showers?.from(place?.showers ?? 0),
    };
    let read = place?.event ?? 0;
    let left = options.maxEvents ?? Infinity;
    const nAll = events.eventIds.length;
    while (read < nAll && left > 0) {
      if (options.signal?.aborted === true) {
        throw new PhotoelectronError('cancelled', `Reading ${this.path} was cancelled.`, {
          path: this.path,
        });
      }
      const here: Hdf5Place = {
        format: 'ctapipe HDF5',
        event: read,
        rows: own.telescopes.rows(),
        showers: own.showers?.row ?? 0,
      };
      const selection = await this.#select(read, left, own.telescopes.bytesPerRow);
      read = selection.end;
      if (place === undefined) this.#read = read;
      const nKept = selection.kept.length;
      left -= nKept;
      if (nKept === 0) continue;
      yield {
        ...this.#arrayEvents(selection, pointings, nominal),
        ...(own.showers !== undefined && {
          showers: await this.#showers(own.showers, selection),
        }),
        telescopes: await own.telescopes.read(selection, events),
        place: here,
      };
    }
    if (read < nAll || place !== undefined) return;
    const strays = [
      ...own.telescopes.strays(),
      ...(own.showers === undefined ? [] : [own.showers]),
    ];
    for (const { path, strays: count } of strays) {
      if (count > 0)
        this.#warn(`Rows of ${path} belong to no array event or are out of order`, count);
    }
    if (own.telescopes.missingImages > 0) {
      this.#warn('Telescope events have no image in the file', own.telescopes.missingImages);
    }
  }

  /** Rows can be read wherever they stand. */
  canSeek(): boolean {
    return true;
  }

  /** Opens the tables once for all readings. */
  async #openTables(): Promise<OpenTables> {
    const { events, options, observationBlocks } = this.#opened;
    const index = new EventIndex(events.obsIds, events.eventIds);
    const file = this.#file;
    const cursorShare = Math.min(
      1024 * 1024,
      Math.floor(cursorBytes / (5 * this.subarray.telescopes.length + 2)),
    );
    const telescopes = await TelescopeTables.open(file, this.subarray, index, cursorShare, options);
    const showers =
      (await file.kind(showerPath)) === 'dataset'
        ? await TableCursor.open(file, showerPath, index, showerColumns, cursorShare)
        : undefined;
    const pointings: PointingAt[] = [];
    for (const { telId } of this.subarray.telescopes) {
      pointings.push(await telescopePointing(file, `tel_${String(telId).padStart(3, '0')}`));
    }
    const nominal = await arrayPointing(file, observationBlocks);
    return { telescopes, showers, pointings, nominal };
  }

  simulationRuns(): Table {
    return this.#opened.simulationRuns;
  }

  showerDistribution(): Table | undefined {
    return this.#opened.showerDistribution;
  }

  atmosphereProfile(): Table | undefined {
    return this.#opened.atmosphereProfile;
  }

  schedulingBlocks(): Table {
    return this.#opened.schedulingBlocks;
  }

  observationBlocks(): Table {
    return this.#opened.observationBlocks;
  }

  warnings(): readonly SourceWarning[] {
    return [...this.#warnings].map(([message, count]) => ({ message, count }));
  }

  progress(): number {
    const n = this.#opened.events.eventIds.length;
    return n === 0 ? 1 : this.#read / n;
  }

  /** False when the file says so itself: it was made from an input that ended early. */
  isComplete(): boolean {
    return this.metadata['PHOTOELECTRON COMPLETE'] !== 'false';
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #warn(message: string, count: number): void {
    this.#warnings.set(message, (this.#warnings.get(message) ?? 0) + count);
  }

  /** Chooses the events of the next batch: of one observation, with telescopes of the subarray. */
  async #select(first: number, most: number, bytesPerRow: readonly number[]): Promise<Selection> {
    const { events, maskOrder, options } = this.#opened;
    const { telescopes } = this.subarray;
    const limit = options.batchBytes ?? defaultBatchBytes;
    const count = Math.min(maxBatchEvents, events.eventIds.length - first);
    const trigger = await this.#file.readRows(triggerPath, { start: first, count });
    const masks = findColumn(trigger, 'tels_with_trigger');
    const width = masks?.meta.shape?.[0] ?? 0;
    if (masks === undefined || width !== maskOrder.length) {
      throw new PhotoelectronError(
        'format-damaged',
        `${this.path} lists triggers of ${String(width)} telescopes where its subarray has ${String(maskOrder.length)}.`,
        { path: this.path, item: triggerPath },
      );
    }
    const place = telescopes.map(({ telId }) => maskOrder.indexOf(telId));
    const kept: number[] = [];
    const mask: number[] = [];
    let bytes = 0;
    let end = first;
    for (; end < first + count && kept.length < most && bytes < limit; end++) {
      if (events.obsIds[end] !== events.obsIds[first]) break;
      const row = place.map((at) => (Number(masks.data[(end - first) * width + at]) === 0 ? 0 : 1));
      if (!row.includes(1)) continue;
      kept.push(end);
      mask.push(...row);
      row.forEach((on, tel) => (bytes += on * bytesPerRow[tel]));
    }
    return { first, end, kept, mask: Uint8Array.from(mask), trigger };
  }

  #arrayEvents(
    { first, kept, mask, trigger }: Selection,
    pointings: readonly PointingAt[],
    nominal: PointingAt,
  ): Omit<ArrayEventBatch, 'telescopes' | 'showers'> {
    const { events } = this.#opened;
    const nEvents = kept.length;
    const nTels = pointings.length;
    const obsId = events.obsIds[kept[0]];
    const time = emptyTimes(nEvents);
    const times = findColumn(trigger, 'time');
    if (times !== undefined) {
      const rows = kept.map((event) => event - first);
      copyTimes(times, rows, [...rows.keys()], time);
    }
    const batch = {
      obsId,
      nEvents,
      eventId: Float64Array.from(kept, (event) => events.eventIds[event]),
      eventType: Uint8Array.from(kept, (event) => events.eventTypes[event]),
      time,
      telsWithTrigger: mask,
      pointingAlt: new Float64Array(nEvents * nTels),
      pointingAz: new Float64Array(nEvents * nTels),
      arrayPointingAlt: new Float64Array(nEvents),
      arrayPointingAz: new Float64Array(nEvents),
    };
    for (let event = 0; event < nEvents; event++) {
      const at = time.seconds[event] + time.quarterNanoseconds[event] / 4e9;
      const whole = nominal(obsId, at);
      batch.arrayPointingAlt[event] = whole.alt;
      batch.arrayPointingAz[event] = whole.az;
      pointings.forEach((pointing, tel) => {
        const { alt, az } = pointing(obsId, at);
        batch.pointingAlt[event * nTels + tel] = alt;
        batch.pointingAz[event * nTels + tel] = az;
      });
    }
    return batch;
  }

  async #showers(cursor: TableCursor, { first, end, kept }: Selection): Promise<SimulatedShowers> {
    const target = new Int32Array(end - first).fill(-1);
    kept.forEach((event, i) => {
      target[event - first] = i;
    });
    const values = showerColumns.map(() => new Float64Array(kept.length).fill(NaN));
    for (const rows of await cursor.take(first, end)) {
      const targets = rows.events.map((event) => target[event - first]);
      showerColumns.forEach((name, i) => {
        copyRows(rows, name, cursor.stored(name), targets, values[i], 1);
      });
    }
    const [energy, alt, az, coreX, coreY, hFirstInt, xMax, startingGrammage, primary] = values;
    return {
      energy,
      alt,
      az,
      coreX,
      coreY,
      hFirstInt,
      xMax,
      startingGrammage,
      showerPrimaryId: Int32Array.from(toNumbers(primary)),
    };
  }
}
