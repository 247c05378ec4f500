import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Table } from '../../foundation/table.ts';
import { ByteArenas } from '../../formats/eventio/byte-arenas.ts';
import { objectGroups } from '../../formats/eventio/object-groups.ts';
import type { EventIoObject } from '../../formats/eventio/object-header.ts';
import {
  type EventIoStream,
  type EventIoStreamOptions,
  openEventIoStream,
} from '../../formats/eventio/open-eventio-stream.ts';
import { readAhead } from '../../formats/eventio/read-ahead.ts';
import { decodeCameraMonitoring } from '../../formats/eventio/simtel/camera-monitoring.ts';
import { decodeLaserCalibration } from '../../formats/eventio/simtel/laser-calibration.ts';
import { focalLength } from '../../instrument/focal-length.ts';
import { selectSubarray } from '../../instrument/select-subarray.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import type { ArrayEventBatch, BatchPlace } from '../array-event-batch.ts';
import { BufferPool } from '../../foundation/buffer-pool.ts';
import type { DataLevel, EventSource, SourceOptions, SourceWarning } from '../event-source.ts';
import { atmosphereProfileTable } from './atmosphere-profile.ts';
import { BatchBuilder } from './batch-builder.ts';
import { buildSubarray } from './build-subarray.ts';
import { CalibrationSlots } from './calibration-slots.ts';
import { type AssembledEvent, type AssemblyState, EventAssembler } from './event-assembler.ts';
import { hasTrueImages } from './has-true-images.ts';
import { RunHeaderCollector } from './run-headers.ts';
import { observationBlockTable, schedulingBlockTable, simulationRunTable } from './run-tables.ts';
import { showerDistributionTable } from './shower-distribution.ts';
import { type DescribedTelescope, isDescribed } from './telescope-objects.ts';
import { WarningCounter } from './warning-counter.ts';

const DEFAULT_BATCH_BYTES = 16 << 20;
/** Memory of released batches that is kept for later ones [bytes]. */
const MAX_FREE_BYTES = 64 << 20;

/** Types whose content is read; photons at ground (1205) and pixel monitoring (2033) are passed over. */
const WANTED = new Set([
  70, 75, 100, 1204, 1212, 1216, 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2010, 2020,
  2021, 2022, 2023, 2026, 2028, 2034,
]);
/** Types that only CORSIKA's own IACT files begin with. */
const IACT_TYPES = new Set([1200, 1201, 1202, 1203, 1205, 1209, 1210]);

/** Where a batch begins, and what was known by then. */
interface SimtelPlace extends BatchPlace {
  readonly format: 'sim_telarray';
  readonly from: NonNullable<EventIoStreamOptions['from']>;
  readonly headers: RunHeaderCollector;
  readonly calibrations: CalibrationSlots;
  readonly assembly: AssemblyState;
  readonly subarray: SubarrayDescription;
  /** Array events before. */
  readonly nEvents: number;
  /** Number of the last calibration event without one. */
  readonly pseudoEventId: number;
}

/** An error that stops the reading of what follows, but not of what was read. */
function isDamage(error: unknown): error is PhotoelectronError {
  return (
    error instanceof PhotoelectronError &&
    (error.code === 'format-damaged' || error.code === 'format-unsupported')
  );
}

/** A sim_telarray file as array events. */
class SimtelSource implements EventSource {
  readonly format = 'sim_telarray';
  readonly isSimulation = true;
  /** Raw waveforms come with what calibrates them, so they are R1 too. */
  readonly dataLevels: readonly DataLevel[] = ['R0', 'R1', 'SIMULATION'];
  readonly path: string;
  readonly #stream: EventIoStream;
  readonly #arenas = new ByteArenas();
  readonly #pool = new BufferPool(MAX_FREE_BYTES);
  readonly #groups: AsyncIterator<readonly EventIoObject[]>;
  readonly #options: SourceOptions;
  readonly #headers = new RunHeaderCollector();
  readonly #calibrations = new CalibrationSlots();
  readonly #warnings = new WarningCounter();
  readonly #assembler: EventAssembler;
  #group: readonly EventIoObject[] = [];
  #next = 0;
  /** Where the next object begins in the decompressed file [bytes]. */
  #offset: number;
  /** Array events given so far, and the number of the last calibration event without one. */
  #nEvents = 0;
  #pseudoEventId = 0;
  /** Types met before the first run header. */
  readonly #firstTypes = new Set<number>();
  #subarray: SubarrayDescription | undefined;
  #telescopeIndex = new Map<number, number>();
  #isComplete = true;
  #batchesBegun = false;

  constructor(stream: EventIoStream, options: SourceOptions) {
    this.path = stream.path;
    this.#stream = stream;
    this.#offset = stream.start;
    this.#options = options;
    this.#groups = objectGroups(stream, {
      arenas: this.#arenas,
      wanted: (type) => {
        if (this.#headers.runs.length === 0) this.#firstTypes.add(type);
        return WANTED.has(type);
      },
    });
    const { allowedTels } = options;
    this.#assembler = new EventAssembler({
      allowed: allowedTels === undefined ? undefined : new Set(allowedTels),
      skipCalibrationEvents: options.skipCalibrationEvents ?? true,
      calibration: (telId) => {
        const index = this.#telescopeIndex.get(telId);
        if (index === undefined) return undefined;
        const { cameras, telescopes } = this.subarray;
        return this.#calibrations.slot(telId, cameras[telescopes[index].camera].readout);
      },
    });
  }

  get subarray(): SubarrayDescription {
    if (this.#subarray === undefined) {
      throw new PhotoelectronError('internal', `${this.path} has not been described yet.`);
    }
    return this.#subarray;
  }

  get obsIds(): readonly number[] {
    return [...new Set(this.#headers.runs.map(({ runHeader }) => runHeader.run))];
  }

  get metadata(): Readonly<Record<string, string>> {
    const { globalMeta, telescopeMeta, history, inputCards } = this.#headers;
    const metadata: Record<string, string> = Object.fromEntries(globalMeta);
    for (const [telId, meta] of telescopeMeta) {
      const prefix = `tel_${String(telId).padStart(3, '0')}/`;
      for (const [name, value] of meta) metadata[prefix + name] = value;
    }
    if (inputCards !== '') metadata.corsika_inputcard = inputCards;
    metadata.history = history.join('\n');
    return metadata;
  }

  /**
   * Reads the description: up to the last telescope's, to the first array event or to the end.
   *
   * @throws PhotoelectronError as `openSimtelSource`
   */
  async describe(): Promise<void> {
    while (await this.#fill()) {
      const object = this.#group[this.#next];
      // Array events cannot be read without a description: this is all there is of it.
      if (object.type === 2010 || object.type === 2028) break;
      this.#describing(this.#takeNext());
      if (this.#headers.isComplete()) break;
    }
    this.#headers.beginEvents();
    const { run, telescopes, globalMeta, telescopeMeta } = this.#headers;
    if (run === undefined) throw this.#notSimtel();
    const described = new Map<number, DescribedTelescope>();
    for (const [telId, objects] of telescopes) {
      if (isDescribed(objects)) described.set(telId, objects);
    }
    const missing = run.runHeader.nTelescopes - described.size;
    if (missing > 0) {
      this.#isComplete = false;
      this.#warnings.add(
        `The descriptions of ${missing} of ${run.runHeader.nTelescopes} telescopes are missing; these telescopes are left out.`,
      );
    }
    if (described.size === 0) {
      throw new PhotoelectronError(
        'format-damaged',
        `${this.path} is a sim_telarray file without a complete description of any telescope; it was probably cut short.`,
        { path: this.path },
      );
    }
    const subarray = buildSubarray(
      run.runHeader,
      run.mcRunHeader,
      described,
      globalMeta,
      telescopeMeta,
      (message) => {
        this.#warnings.add(message);
      },
    );
    const { allowedTels, focalLengthChoice } = this.#options;
    this.#subarray = allowedTels === undefined ? subarray : selectSubarray(subarray, allowedTels);
    for (const optics of this.#subarray.optics) {
      focalLength(optics, focalLengthChoice ?? 'EFFECTIVE');
    }
    this.#indexTelescopes();
  }

  #indexTelescopes(): void {
    this.#telescopeIndex = new Map(
      this.subarray.telescopes.map(({ telId }, index) => [telId, index]),
    );
  }

  /** Goes on where another reading of the file has been. */
  takeUp({ headers, calibrations, assembly, subarray, nEvents, pseudoEventId }: SimtelPlace): void {
    this.#headers.takeUp(headers);
    this.#calibrations.takeUp(calibrations);
    this.#assembler.takeUp(assembly);
    this.#subarray = subarray;
    this.#indexTelescopes();
    this.#nEvents = nEvents;
    this.#pseudoEventId = pseudoEventId;
  }

  /** The place now; what the assembler keeps must be its own by then. */
  #place(): SimtelPlace {
    const offset = this.#offset;
    const entry = this.#stream.entries.findLast(({ decompressed }) => decompressed <= offset);
    return {
      format: 'sim_telarray',
      from: { offset, entry: entry ?? this.#stream.entries[0] },
      headers: this.#headers.snapshot(),
      calibrations: this.#calibrations.snapshot(),
      assembly: this.#assembler.state(),
      subarray: this.subarray,
      nEvents: this.#nEvents,
      pseudoEventId: this.#pseudoEventId,
    };
  }

  /** The next object at hand. */
  #takeNext(): EventIoObject {
    const object = this.#group[this.#next++];
    this.#offset = object.headerOffset + object.headerLength + object.contentLength;
    return object;
  }

  #notSimtel(): PhotoelectronError {
    const place = { path: this.path };
    if ([...this.#firstTypes].some((type) => IACT_TYPES.has(type))) {
      return new PhotoelectronError(
        'format-unsupported',
        `${this.path} is a CORSIKA IACT file of Cherenkov photons, which holds no telescope data yet; run sim_telarray on it and open the result ("pe info --structure" shows what it holds).`,
        place,
      );
    }
    if (this.#firstTypes.has(100)) {
      return new PhotoelectronError(
        'format-unsupported',
        `${this.path} is an EventIO file of histograms only, without events; "pe info --structure" shows what it holds.`,
        place,
      );
    }
    return new PhotoelectronError(
      'format-damaged',
      `${this.path} is an EventIO file without the header of a run, so it is no complete sim_telarray file${
        this.#isComplete ? '' : ': it is cut short or damaged at its beginning'
      }.`,
      place,
    );
  }

  /** Has objects at hand; false at the end of the file, also at a premature one. */
  async #fill(): Promise<boolean> {
    while (this.#next >= this.#group.length) {
      let result: IteratorResult<readonly EventIoObject[]>;
      try {
        result = await this.#groups.next();
      } catch (error) {
        if (!isDamage(error)) throw error;
        this.#damage(error);
        return false;
      }
      if (result.done === true) {
        const { truncation } = this.#stream;
        if (truncation !== undefined) {
          this.#isComplete = false;
          this.#warnings.add(truncation.message);
        }
        return false;
      }
      this.#group = result.value;
      this.#next = 0;
    }
    return true;
  }

  #damage(error: PhotoelectronError): void {
    this.#isComplete = false;
    this.#warnings.add(error.message);
  }

  /** Takes everything but array events and simulated events. */
  #describing(object: EventIoObject): AssembledEvent | undefined {
    try {
      switch (object.type) {
        case 2022:
          this.#calibrations.monitor(decodeCameraMonitoring(object));
          return undefined;
        case 2023:
          this.#calibrations.calibrate(decodeLaserCalibration(object));
          return undefined;
        case 2005:
          this.#headers.take(object);
          this.#calibrations.disable(
            object.id,
            this.#headers.telescopes.get(object.id)?.disabledPixels?.hvDisabled ??
              new Int32Array(0),
          );
          return undefined;
        case 1204:
        case 2010:
        case 2020:
        case 2021:
        case 2026:
        case 2028:
        case 2034:
          return this.#assembler.take(object);
        default:
          this.#headers.take(object);
          return undefined;
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#damage(error);
      return undefined;
    }
  }

  async *#read(): AsyncGenerator<ArrayEventBatch, void, undefined> {
    const { maxEvents = Infinity, skipCalibrationEvents = true } = this.#options;
    let builder: BatchBuilder | undefined;
    let run = this.#headers.run;
    let withTrueImages = false;
    // What is kept of the objects of the description must outlive their memory.
    this.#assembler.detach();
    let place = this.#place();

    const open = () => {
      run = this.#headers.run;
      if (run === undefined) return;
      withTrueImages = hasTrueImages(this.#headers.history.slice(run.historyStart));
      builder = new BatchBuilder({
        subarray: this.subarray,
        headerTelIds: run.runHeader.telId,
        batchBytes: this.#options.batchBytes ?? DEFAULT_BATCH_BYTES,
        trueImages: this.#options.trueImages ?? true,
        pool: this.#pool,
        warn: (message) => {
          this.#warnings.add(message);
        },
        damaged: (message) => {
          this.#isComplete = false;
          this.#warnings.add(message);
        },
      });
      if (!run.sameArray) {
        this.#isComplete = false;
        this.#warnings.add(
          `Run ${run.runHeader.run} has other telescopes than the first run of the file; its events were left out.`,
        );
      }
    };
    const keep = (event: AssembledEvent | undefined): void => {
      if (event === undefined || this.#nEvents >= maxEvents) return;
      if (event.kind === 'data' ? !event.arrayEvent?.telescopeEvents.size : skipCalibrationEvents) {
        return;
      }
      if (builder === undefined) open();
      if (builder === undefined || run?.sameArray !== true) return;
      let eventId = event.arrayEvent?.eventId ?? 0;
      // Calibration events without a number count backwards.
      if (eventId === 0) eventId = --this.#pseudoEventId;
      try {
        builder.add(event, eventId, withTrueImages);
        this.#nEvents += 1;
      } catch (error) {
        if (!isDamage(error)) throw error;
        this.#damage(error);
      }
    };
    const build = async (): Promise<ArrayEventBatch | undefined> => {
      if (builder === undefined || run === undefined || builder.isEmpty) return undefined;
      return { ...(await builder.build(run.runHeader, withTrueImages)), place };
    };

    while (this.#nEvents < maxEvents) {
      if (this.#next >= this.#group.length) {
        if (builder?.isFull === true) {
          keep(this.#assembler.takeComplete());
          const batch = await build();
          if (batch !== undefined) yield batch;
          this.#assembler.detach();
          this.#arenas.release();
          place = this.#place();
        }
        if (!(await this.#fill())) {
          keep(this.#assembler.finish());
          break;
        }
      }
      if (!this.#headers.startsRun(this.#group[this.#next])) {
        const object = this.#takeNext();
        keep(this.#describing(object));
        if (object.type === 2020 || object.type === 2010 || object.type === 2028) {
          this.#headers.beginEvents();
        }
        continue;
      }
      keep(this.#assembler.finish());
      const batch = await build();
      if (batch !== undefined) yield batch;
      builder = undefined;
      this.#assembler.detach();
      place = this.#place();
      this.#describing(this.#takeNext());
    }
    const last = await build();
    if (last !== undefined) yield last;
  }

  batches(from?: BatchPlace): AsyncIterable<ArrayEventBatch> {
    if (from !== undefined) return this.#readFrom(from as SimtelPlace);
    if (this.#batchesBegun) {
      throw new PhotoelectronError(
        'argument-invalid',
        `The events of ${this.path} have been read already; open it again to read them once more.`,
        { path: this.path },
      );
    }
    this.#batchesBegun = true;
    return readAhead(this.#read());
  }

  /** Reads on from a place, with a stream of its own. */
  async *#readFrom(place: SimtelPlace): AsyncGenerator<ArrayEventBatch, void, undefined> {
    const { signal } = this.#options;
    const stream = await openEventIoStream(this.path, {
      from: place.from,
      ...(signal === undefined ? {} : { signal }),
    });
    const reading = new SimtelSource(stream, this.#options);
    try {
      reading.takeUp(place);
      yield* reading.batches();
    } finally {
      await reading.close();
    }
  }

  canSeek(): boolean {
    const { compression, entries } = this.#stream;
    return compression === 'none' || entries.length > 1;
  }

  simulationRuns(): Table {
    return simulationRunTable(this.#headers.runs);
  }

  showerDistribution(): Table | undefined {
    const runs = this.#headers.runs.map(({ runHeader, histograms }) => ({
      obsId: runHeader.run,
      histograms: histograms ?? [],
    }));
    return showerDistributionTable(runs, (message) => {
      this.#warnings.add(message);
    });
  }

  atmosphereProfile(): Table | undefined {
    const { atmosphere } = this.#headers;
    return atmosphere === undefined ? undefined : atmosphereProfileTable(atmosphere);
  }

  schedulingBlocks(): Table {
    return schedulingBlockTable(this.#headers.runs);
  }

  observationBlocks(): Table {
    return observationBlockTable(this.#headers.runs);
  }

  warnings(): readonly SourceWarning[] {
    return this.#warnings.list();
  }

  progress(): number {
    const { bytesTotal } = this.#stream;
    return bytesTotal === 0 ? 1 : Math.min(this.#stream.bytesRead() / bytesTotal, 1);
  }

  isComplete(): boolean {
    return this.#isComplete;
  }

  async close(): Promise<void> {
    await this.#groups.return?.();
    await this.#stream.close();
  }
}

/**
 * Opens a sim_telarray file (EventIO, plain or compressed) as array events of level R0. Gives what
 * ctapipe 0.32's `SimTelEventSource` gives, with these differences: several runs in one file are all
 * read, each under its own obs_id; telescopes are in ascending order; a file that ends early or is
 * damaged in places gives everything readable, with warnings and `isComplete()` false; a telescope
 * that triggered without giving data is in the trigger mask but has no row.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, `format-unknown`,
 *   `format-unsupported` (files of CORSIKA or histograms only), `format-damaged` (no telescope
 *   described), `focal-length-missing`, `argument-invalid` (unknown telescope), `cancelled`
 */
export async function openSimtelSource(
  path: string,
  options: SourceOptions = {},
): Promise<EventSource> {
  const { signal } = options;
  const stream = await openEventIoStream(path, signal === undefined ? {} : { signal });
  const source = new SimtelSource(stream, options);
  try {
    await source.describe();
  } catch (error) {
    await source.close();
    throw error;
  }
  return source;
}
