import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import type { CameraReadout } from '../../instrument/camera-readout.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import type { TelescopeEventBlock } from '../array-event-batch.ts';
import type { SourceOptions } from '../event-source.ts';
import { findColumn, numbersOf } from './column-access.ts';
import { copyRows } from './copy-rows.ts';
import type { EventIndex } from './event-index.ts';
import type { EventList } from './event-list.ts';
import { storedCalibrations } from './stored-calibrations.ts';
import { copyTimes, emptyTimes } from './stored-time.ts';
import { TableCursor } from './table-cursor.ts';

const triggerPath = '/dl1/event/telescope/trigger';

/** Groups of tables per telescope and the columns that we want of them. */
const groups = {
  images: {
    path: '/dl1/event/telescope/images',
    columns: ['image', 'peak_time', 'image_mask', 'is_valid'],
  },
  r0: { path: '/r0/event/telescope', columns: ['waveform'] },
  r1: {
    path: '/r1/event/telescope',
    columns: ['waveform', 'pixel_status', 'selected_gain_channel', 'pixel_time_shift'],
  },
  trueImages: {
    path: '/simulation/event/telescope/images',
    columns: ['true_image', 'true_image_sum'],
  },
  impact: { path: '/simulation/event/telescope/impact', columns: ['true_impact_distance'] },
} as const;

type Group = keyof typeof groups;

/** Tables of one telescope. */
type Cursors = Partial<Record<Group, TableCursor>>;

/** Rows of the tables of each telescope, and of the triggers. */
export interface TelescopeTableRows {
  readonly tables: readonly Readonly<Partial<Record<Group, number>>>[];
  readonly triggers: number;
}

/** Array events of a batch. */
interface Wanted {
  readonly first: number;
  readonly end: number;
  readonly kept: readonly number[];
  readonly mask: Uint8Array;
}

/** Rows of a block and where each telescope event of the batch goes. */
interface Rows {
  /** Index of the array event in the batch, index of the telescope. */
  readonly event: Uint32Array;
  readonly telescope: Uint32Array;
  /** Row by array event of the batch, for each telescope; -1 where there is none. */
  readonly rowOf: ReadonlyMap<number, Int32Array>;
}

function elements(shape: readonly number[] | undefined): number {
  return (shape ?? []).reduce((product, n) => product * n, 1);
}

/** The tables of all telescopes, read side by side in the order of the array events. */
export class TelescopeTables {
  readonly #subarray: SubarrayDescription;
  readonly #cursors: readonly Cursors[];
  readonly #triggers: TableCursor | undefined;
  #missingImages = 0;

  private constructor(
    subarray: SubarrayDescription,
    cursors: readonly Cursors[],
    triggers: TableCursor | undefined,
  ) {
    this.#subarray = subarray;
    this.#cursors = cursors;
    this.#triggers = triggers;
  }

  /** @throws PhotoelectronError `format-damaged`, `format-unsupported` */
  static async open(
    file: Hdf5File,
    subarray: SubarrayDescription,
    index: EventIndex,
    bytesPerRead: number,
    options: SourceOptions,
  ): Promise<TelescopeTables> {
    const wanted = (Object.keys(groups) as Group[]).filter(
      (group) => group !== 'trueImages' || options.trueImages !== false,
    );
    const cursors: Cursors[] = [];
    for (const { telId } of subarray.telescopes) {
      const tables: Cursors = {};
      for (const group of wanted) {
        const path = `${groups[group].path}/tel_${String(telId).padStart(3, '0')}`;
        if ((await file.kind(path)) !== 'dataset') continue;
        tables[group] = await TableCursor.open(
          file,
          path,
          index,
          groups[group].columns,
          bytesPerRead,
        );
      }
      cursors.push(tables);
    }
    const columns = ['tel_id', 'time', 'event_type', 'n_trigger_pixels'];
    const triggers =
      (await file.kind(triggerPath)) === 'dataset'
        ? await TableCursor.open(file, triggerPath, index, columns, bytesPerRead)
        : undefined;
    return new TelescopeTables(subarray, cursors, triggers);
  }

  /** The next rows of all tables, for `from`. */
  rows(): TelescopeTableRows {
    return {
      tables: this.#cursors.map((tables) =>
        Object.fromEntries(Object.entries(tables).map(([group, cursor]) => [group, cursor.row])),
      ),
      triggers: this.#triggers?.row ?? 0,
    };
  }

  /** The same tables, to be read from rows on. */
  from({ tables, triggers }: TelescopeTableRows): TelescopeTables {
    const cursors = this.#cursors.map((own, tel) =>
      Object.fromEntries(
        Object.entries(own).map(([group, cursor]) => [
          group,
          cursor.from(tables[tel][group as Group] ?? 0),
        ]),
      ),
    );
    return new TelescopeTables(this.#subarray, cursors, this.#triggers?.from(triggers));
  }

  /** Pixel data of one telescope event [bytes], for each telescope. */
  get bytesPerRow(): readonly number[] {
    return this.#cursors.map(({ images, r0, r1, trueImages }) => {
      const perElement = [
        [images?.shape('image'), 9],
        [r0?.shape('waveform'), 2],
        [r1?.shape('waveform'), 4],
        [trueImages?.shape('true_image'), 4],
      ] as const;
      return perElement.reduce(
        (sum, [shape, bytes]) => sum + (shape === undefined ? 0 : bytes * elements(shape)),
        64,
      );
    });
  }

  /** Telescope events without an image although their telescopes have images. */
  get missingImages(): number {
    return this.#missingImages;
  }

  /** Tables that had rows which belong to no array event. */
  strays(): readonly TableCursor[] {
    const all = this.#cursors.flatMap((tables) => Object.values(tables));
    return [...all, ...(this.#triggers === undefined ? [] : [this.#triggers])];
  }

  /**
   * Reads the telescope events of a batch, one block for each kind of telescope.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported`
   */
  async read(wanted: Wanted, events: EventList): Promise<TelescopeEventBlock[]> {
    const { telescopes } = this.#subarray;
    const kinds = new Map<string, number[]>();
    telescopes.forEach(({ camera, optic }, tel) => {
      const key = `${String(camera)} ${String(optic)}`;
      kinds.set(key, [...(kinds.get(key) ?? []), tel]);
    });
    const blocks: TelescopeEventBlock[] = [];
    for (const tels of kinds.values()) {
      const rows = this.#rows(wanted, tels);
      if (rows.event.length === 0) continue;
      blocks.push(await this.#block(wanted, events, tels, rows));
    }
    await this.#readTriggers(wanted, events, blocks);
    return blocks;
  }

  #rows({ kept, mask }: Wanted, tels: readonly number[]): Rows {
    const nTels = this.#subarray.telescopes.length;
    const event: number[] = [];
    const telescope: number[] = [];
    const rowOf = new Map(tels.map((tel) => [tel, new Int32Array(kept.length).fill(-1)]));
    kept.forEach((_, i) => {
      for (const [tel, row] of rowOf) {
        if (mask[i * nTels + tel] === 0) continue;
        row[i] = event.length;
        event.push(i);
        telescope.push(tel);
      }
    });
    return { event: Uint32Array.from(event), telescope: Uint32Array.from(telescope), rowOf };
  }

  async #block(
    wanted: Wanted,
    events: EventList,
    tels: readonly number[],
    rows: Rows,
  ): Promise<TelescopeEventBlock> {
    const { telescopes, cameras } = this.#subarray;
    const { camera, optic } = telescopes[tels[0]];
    const { nPixels } = cameras[camera].geometry;
    const nRows = rows.event.length;
    const has = (group: Group, column: string) =>
      tels.some((tel) => this.#cursors[tel][group]?.shape(column) !== undefined);
    const read = (group: Group, copy: (source: Copy) => void) =>
      this.#copy(group, wanted, tels, rows, copy);

    const image = has('images', 'image') ? new Float32Array(nRows * nPixels) : undefined;
    const peakTime = has('images', 'peak_time') ? new Float32Array(nRows * nPixels) : undefined;
    const imageMask = has('images', 'image_mask') ? new Uint8Array(nRows * nPixels) : undefined;
    const imageIsValid = new Uint8Array(nRows);
    const imageFound = new Uint8Array(nRows);
    await read('images', ({ put, targets, has: hasColumn }) => {
      for (const target of targets) if (target >= 0) imageFound[target] = 1;
      if (image !== undefined) put('image', image, nPixels);
      if (peakTime !== undefined) put('peak_time', peakTime, nPixels);
      if (imageMask !== undefined) put('image_mask', imageMask, nPixels);
      if (hasColumn('is_valid')) put('is_valid', imageIsValid, 1);
      else for (const target of targets) if (target >= 0) imageIsValid[target] = 1;
    });
    if (image !== undefined)
      this.#missingImages += imageFound.filter((found) => found === 0).length;

    const trueImage = has('trueImages', 'true_image') ? new Int32Array(nRows * nPixels) : undefined;
    const trueImageSum = has('trueImages', 'true_image_sum')
      ? new Int32Array(nRows).fill(-1)
      : undefined;
    const trueFound = new Uint8Array(nRows);
    await read('trueImages', ({ put, targets }) => {
      for (const target of targets) if (target >= 0) trueFound[target] = 1;
      if (trueImage !== undefined) put('true_image', trueImage, nPixels);
      if (trueImageSum !== undefined) put('true_image_sum', trueImageSum, 1);
    });

    const hasImpact = has('impact', 'true_impact_distance');
    const trueImpactDistance = new Float64Array(hasImpact ? nRows : 0).fill(NaN);
    await read('impact', ({ put }) => {
      if (hasImpact) put('true_impact_distance', trueImpactDistance, 1);
    });
    return {
      camera,
      optic,
      event: rows.event,
      telId: Uint16Array.from(rows.telescope, (tel) => telescopes[tel].telId),
      triggerTime: emptyTimes(nRows),
      triggerEventType: Uint8Array.from(
        rows.event,
        (event) => events.eventTypes[wanted.kept[event]],
      ),
      nTriggerPixels: new Int32Array(nRows).fill(-1),
      ...(await this.#waveforms(wanted, tels, rows, cameras[camera].readout)),
      ...(image !== undefined && { image, imageIsValid }),
      ...(peakTime !== undefined && { peakTime }),
      ...(imageMask !== undefined && { imageMask }),
      ...(trueImage !== undefined && {
        trueImage,
        trueImagePresent: trueFound.map((found, row) =>
          found === 1 && (trueImageSum === undefined || trueImageSum[row] >= 0) ? 1 : 0,
        ),
      }),
      ...(trueImageSum !== undefined && { trueImageSum }),
      ...(hasImpact && { trueImpactDistance }),
    };
  }

  async #waveforms(
    wanted: Wanted,
    tels: readonly number[],
    rows: Rows,
    readout: CameraReadout,
  ): Promise<
    Pick<
      TelescopeEventBlock,
      | 'nChannels'
      | 'nSamples'
      | 'r0Waveform'
      | 'r1Waveform'
      | 'selectedGainChannel'
      | 'calibrations'
      | 'calibration'
    >
  > {
    const nRows = rows.event.length;
    const { nPixels } = readout;
    const shapeOf = (group: 'r0' | 'r1') => {
      const shape = tels
        .map((tel) => this.#cursors[tel][group]?.shape('waveform'))
        .find((found) => found !== undefined);
      // Before data model v6 there was no dimension for the gain channel.
      const full = shape?.length === 2 ? [1, ...shape] : shape;
      if (full !== undefined && (full.length !== 3 || full[1] !== nPixels)) {
        throw new PhotoelectronError(
          'format-damaged',
          `Waveforms have the shape (${full.join(', ')}) where the camera has ${String(nPixels)} pixels.`,
          { item: groups[group].path },
        );
      }
      return full;
    };
    const r0Shape = shapeOf('r0');
    const r1Shape = shapeOf('r1');
    const r0Waveform = r0Shape && new Uint16Array(nRows * elements(r0Shape));
    const r1Waveform = r1Shape && new Float32Array(nRows * elements(r1Shape));
    const hasR1 = (column: string) =>
      tels.some((tel) => this.#cursors[tel].r1?.shape(column) !== undefined);
    const hasGain = hasR1('selected_gain_channel');
    const hasStatus = hasR1('pixel_status');
    const status = new Uint8Array(hasStatus ? nRows * nPixels : 0);
    const selectedGainChannel = new Uint8Array(hasGain ? nRows * nPixels : 0);
    const nShifts = nPixels * (hasGain ? 1 : readout.nChannels);
    const timeShift = hasR1('pixel_time_shift') ? new Float32Array(nRows * nShifts) : undefined;
    await this.#copy('r0', wanted, tels, rows, ({ put }) => {
      if (r0Waveform) put('waveform', r0Waveform, elements(r0Shape));
    });
    await this.#copy('r1', wanted, tels, rows, ({ put, has }) => {
      if (r1Waveform) put('waveform', r1Waveform, elements(r1Shape));
      if (has('selected_gain_channel')) put('selected_gain_channel', selectedGainChannel, nPixels);
      if (has('pixel_status')) put('pixel_status', status, nPixels);
      if (timeShift && has('pixel_time_shift')) put('pixel_time_shift', timeShift, nShifts);
    });
    const [nChannels, , nSamples] = r0Shape ?? r1Shape ?? [1, nPixels, 0];
    return {
      nChannels,
      nSamples,
      ...(r0Waveform && { r0Waveform }),
      ...(r1Waveform && { r1Waveform }),
      ...(hasGain && { selectedGainChannel }),
      ...(hasStatus &&
        storedCalibrations({
          nPixels,
          nChannels: readout.nChannels,
          isSelected: hasGain,
          status,
          ...(timeShift && { timeShift }),
        })),
    };
  }

  /** Hands the rows of a group that belong to a block to `copy`, piece by piece. */
  async #copy(
    group: Group,
    { first, end, kept }: Wanted,
    tels: readonly number[],
    { rowOf }: Rows,
    copy: (source: Copy) => void,
  ): Promise<void> {
    const local = new Int32Array(end - first).fill(-1);
    kept.forEach((event, i) => {
      local[event - first] = i;
    });
    for (const tel of tels) {
      const cursor = this.#cursors[tel][group];
      const row = rowOf.get(tel);
      if (cursor === undefined || row === undefined) continue;
      for (const source of await cursor.take(first, end)) {
        const targets = source.events.map((event) => {
          const i = local[event - first];
          return i < 0 ? -1 : row[i];
        });
        copy({
          targets,
          has: (name) => cursor.shape(name) !== undefined,
          put: (name, into, width) => {
            copyRows(source, name, cursor.stored(name), targets, into, width);
          },
        });
      }
    }
  }

  async #readTriggers(
    { first, end, kept }: Wanted,
    events: EventList,
    blocks: readonly TelescopeEventBlock[],
  ): Promise<void> {
    const cursor = this.#triggers;
    if (cursor === undefined) return;
    const place = new Map<string, { block: TelescopeEventBlock; row: number }>();
    for (const block of blocks) {
      block.event.forEach((event, row) => {
        place.set(`${String(kept[event])} ${String(block.telId[row])}`, { block, row });
      });
    }
    for (const { table, rows, events: found } of await cursor.take(first, end)) {
      const telIds = numbersOf(table, 'tel_id');
      const types = findColumn(table, 'event_type') && numbersOf(table, 'event_type');
      const pixels = findColumn(table, 'n_trigger_pixels') && numbersOf(table, 'n_trigger_pixels');
      const times = findColumn(table, 'time');
      const perBlock = new Map<TelescopeEventBlock, Places>(
        blocks.map((block) => [block, { rows: [], targets: [] }]),
      );
      rows.forEach((row, i) => {
        const target = place.get(`${String(found[i])} ${String(telIds[row])}`);
        if (target === undefined) return;
        const { block, row: at } = target;
        perBlock.get(block)?.rows.push(row);
        perBlock.get(block)?.targets.push(at);
        if (types !== undefined) block.triggerEventType[at] = events.translateType(types[row]);
        if (pixels !== undefined) block.nTriggerPixels[at] = pixels[row];
      });
      if (times === undefined) continue;
      for (const [block, { rows: from, targets }] of perBlock) {
        copyTimes(times, from, targets, block.triggerTime);
      }
    }
  }
}

/** Rows of the trigger table and the rows of a block that they belong to. */
interface Places {
  readonly rows: number[];
  readonly targets: number[];
}

/** Rows of one table on their way into a block. */
interface Copy {
  /** Row of the block for each row, -1 where it is not wanted. */
  readonly targets: readonly number[];
  readonly has: (name: string) => boolean;
  readonly put: (name: string, into: Parameters<typeof copyRows>[4], width: number) => void;
}
