import type { CleanerDocument } from '../../config/parse-cleaner.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { namingFile } from '../../foundation/naming-file.ts';
import type { ArrayEventBatch, TelescopeEventBlock } from '../../sources/array-event-batch.ts';
import type { EventSource, SourceOptions } from '../../sources/event-source.ts';
import { openSource } from '../../sources/open-source.ts';
import { checkInput } from '../check-input.ts';
import { CustomSteps } from '../custom/custom-steps.ts';
import { type AnalysisPlan, planAnalysis } from '../plan/analysis-plan.ts';
import { type ArrayEventContents, arrayEventContents, orNull } from './array-event-contents.ts';
import type { EventColumn } from './event-columns.ts';
import { eventColumnsOf } from './event-columns-of.ts';
import { documentOf, type EventFileRequest } from './event-file-request.ts';
import { type EventChoice, type EventList, EventLists } from './event-list.ts';
import { defaultEventLimits, type EventFileLimits, EventRanges } from './event-ranges.ts';
import { EventReader } from './event-reader.ts';
import { cleanEventAgain, type EventSteps, eventSteps, processEvents } from './event-steps.ts';
import { EventTable } from './event-table.ts';
import { FileStamp } from './file-stamp.ts';
import { type PixelWaveforms, pixelWaveforms } from './pixel-waveforms.ts';
import { Precedence } from './precedence.ts';

/** How far a file was looked through. */
export interface EventFileIndex {
  readonly nEvents: number;
  readonly nImages: number;
  /** Part of the file that was read, 0–1. */
  readonly fraction: number;
  /** Whether the looking through has ended, also where the file ends early or cannot be read on. */
  readonly isComplete: boolean;
  readonly warnings: string[];
}

/** Events of a list that are looked at to find one that is to be read ahead. */
const MAX_AHEAD = 32;

const wholeFile: EventChoice = { filter: '', descending: false };

/** Warnings that are told. */
const MAX_WARNINGS = 100;

/**
 * A file whose events are looked at one by one. It is looked through in the background from its
 * beginning to its end, with all steps of the configuration, so that events can be filtered and sorted
 * by what comes of them; a request for an event goes before that. The events are numbered from 0 on in
 * the order of the file, after the selection of the configuration.
 *
 * Memory: beside the columns of the index (some 400 bytes an image) only the images of the events that
 * were used last, up to a limit; the file may be larger than the memory.
 */
export class EventFile {
  readonly path: string;
  readonly source: EventSource;
  readonly plan: AnalysisPlan;
  readonly columns: readonly EventColumn[];
  readonly #custom: CustomSteps;
  readonly #table: EventTable;
  readonly #lists: EventLists;
  readonly #indexSteps: EventSteps;
  readonly #viewSteps: EventSteps;
  readonly #ranges: EventRanges;
  readonly #reader: EventReader;
  readonly #precedence = new Precedence();
  readonly #closed = new AbortController();
  readonly #listeners = new Set<() => void>();
  #fault: string | undefined;
  #isComplete = false;
  #indexing: Promise<void> = Promise.resolve();
  /** The list that is stepped through, the last event that was looked at, and the way it went. */
  #stepped: EventList | undefined;
  #lastLooked = -1;
  #direction = 1;
  #isPrefetching = false;

  private constructor(
    source: EventSource,
    plan: AnalysisPlan,
    custom: CustomSteps,
    reader: EventReader,
    limits: EventFileLimits,
  ) {
    this.path = source.path;
    this.source = source;
    this.plan = plan;
    this.#custom = custom;
    this.#reader = reader;
    this.#indexSteps = eventSteps(plan, custom);
    // Quality queries count what they see; those of the index see every event once.
    this.#viewSteps = eventSteps(plan, custom);
    this.columns = eventColumnsOf(source, plan, custom);
    this.#table = new EventTable(this.columns);
    this.#lists = new EventLists(this.#table);
    this.#ranges = new EventRanges(reader, this.#viewSteps, limits, this.#closed.signal);
  }

  /**
   * Opens a file and begins to look through it.
   *
   * @throws PhotoelectronError what `openSource` and `planAnalysis` throw; `format-unsupported` for a
   *   file without images and waveforms
   */
  static async open(
    request: EventFileRequest,
    limits: EventFileLimits = defaultEventLimits,
  ): Promise<EventFile> {
    const { path, configuration } = request;
    const document = documentOf(request);
    const custom = await CustomSteps.load(configuration.stepModules);
    const choice = document.source.focal_length_choice;
    const options: SourceOptions = {
      focalLengthChoice: choice,
      skipCalibrationEvents: document.source.skip_calibration_events,
      batchBytes: limits.batchBytes,
    };
    let source: EventSource | undefined;
    try {
      const stamp = await FileStamp.of(path);
      source = await openSource(path, options);
      checkInput(source);
      const plan = planAnalysis(source.subarray, document, choice);
      const reader = new EventReader(source, plan, stamp);
      const file = new EventFile(source, plan, custom, reader, limits);
      file.#indexing = file.#lookThrough();
      return file;
    } catch (error) {
      await source?.close();
      await custom.threads.close();
      throw namingFile(error, path);
    }
  }

  /** How far the file was looked through. */
  index(): EventFileIndex {
    const { nEvents, nImages } = this.#table;
    const warnings = this.source
      .warnings()
      .map(({ message, count }) => (count > 1 ? `${message} (${String(count)} times)` : message));
    if (this.#fault !== undefined) warnings.unshift(this.#fault);
    return {
      nEvents,
      nImages,
      fraction: this.#isComplete ? 1 : Math.min(1, this.source.progress()),
      isComplete: this.#isComplete,
      warnings: warnings.slice(0, MAX_WARNINGS),
    };
  }

  /** Tells when more is known; returns what ends it. */
  onIndexed(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the file has been looked through. */
  async whenIndexed(): Promise<void> {
    await this.#indexing;
  }

  /** What is known of all events. */
  get table(): EventTable {
    return this.#table;
  }

  /**
   * Events that pass a filter.
   *
   * @throws PhotoelectronError `expression-invalid`, `argument-invalid` for an unknown column
   */
  list(choice: EventChoice): EventList {
    return this.#lists.get(choice);
  }

  /**
   * As `list`, of a list that is stepped through: its next events are read before they are asked for.
   *
   * @throws PhotoelectronError as `list`
   */
  stepThrough(choice: EventChoice): EventList {
    this.#stepped = this.list(choice);
    return this.#stepped;
  }

  /**
   * An array event with everything that is drawn of it.
   *
   * @param index place in the file
   * @param telIds telescopes wanted. Default: all with an image
   * @param cleaner in place of that of the configuration
   * @throws PhotoelectronError `event-not-found`, `file-unreadable`, `file-not-found` when it has gone
   *   meanwhile, and what the steps throw
   */
  async get(
    index: number,
    telIds?: readonly number[],
    cleaner?: CleanerDocument,
  ): Promise<ArrayEventContents & { index: number; values: Record<string, number | null> }> {
    await this.#untilKnown(index);
    return this.#precedence
      .first(async () => {
        const range = await this.#ranges.range(index);
        const event = index - range.first;
        const isAgain = cleaner !== undefined;
        const processed = isAgain
          ? await cleanEventAgain(this.#viewSteps, range.content, event, cleaner)
          : range.content;
        const contents = await arrayEventContents(
          processed,
          isAgain ? 0 : event,
          this.plan.subarray,
          telIds,
        );
        return { index, ...contents, values: this.#values(index) };
      })
      .finally(() => {
        // The answer goes first.
        setImmediate(() => {
          this.#prefetch(index);
        });
      });
  }

  /**
   * Waveforms of some pixels of one telescope event, with what the extractor made of them.
   *
   * @param index place in the file
   * @param pixels indices in the camera
   * @throws PhotoelectronError `event-not-found` also when the telescope has no image of the event,
   *   `format-unsupported` for a file without waveforms, `argument-invalid` for a pixel that is not
   *   there, and what `get` throws
   */
  async waveforms(
    index: number,
    telId: number,
    pixels: readonly number[],
  ): Promise<
    PixelWaveforms & {
      index: number;
      telId: number;
      charge: Float32Array;
      peakTime: Float32Array;
    }
  > {
    await this.#untilKnown(index);
    return this.#precedence.first(async () => {
      const processed = await this.#ranges.range(index);
      const image = rowOf(
        processed.content.blocks.map(({ block }) => block),
        index - processed.first,
        telId,
      );
      const images = image && processed.content.blocks[image.block].images;
      if (image === undefined || images === undefined) throw this.#noImage(index, telId);
      const raw = await this.#ranges.rawRange(index);
      const place = rowOf(raw.content.telescopes, index - raw.first, telId);
      const { plan } = processed.content.blocks[image.block];
      const block = place && raw.content.telescopes[place.block];
      const waveforms =
        block && (await pixelWaveforms(plan, block, place.row, pixels, this.#viewSteps.options));
      if (waveforms === undefined) throw this.#noWaveforms();
      const { nPixels } = plan.cameraDescription.geometry;
      const values = (data: Float32Array) =>
        Float32Array.from(pixels, (pixel) => data[image.row * nPixels + pixel]);
      return {
        ...{ index, telId },
        ...waveforms,
        charge: values(images.image),
        peakTime: values(images.peakTime),
      };
    });
  }

  /** Ends everything under way and gives the memory back. */
  async close(): Promise<void> {
    this.#closed.abort(closedError(this.path));
    this.#tell();
    await this.#indexing;
    await this.#reader.close();
    await this.source.close();
    await this.#custom.threads.close();
  }

  #values(index: number): Record<string, number | null> {
    const values: Record<string, number | null> = {};
    for (const [name, column] of this.#table.events) values[name] = orNull(column.at(index));
    return values;
  }

  /** Waits until an event has been met with. */
  async #untilKnown(index: number): Promise<void> {
    while (index >= this.#table.nEvents) {
      this.#closed.signal.throwIfAborted();
      if (this.#isComplete) throw this.#noEvent(index);
      await new Promise<void>((resolve) => {
        const end = this.onIndexed(() => {
          end();
          resolve();
        });
      });
    }
  }

  #noEvent(index: number): PhotoelectronError {
    const { nEvents } = this.#table;
    return new PhotoelectronError(
      'event-not-found',
      `${this.path} has ${String(nEvents)} events that can be read, so there is none at place ${String(index)} (counted from 0).`,
      { path: this.path },
    );
  }

  /** Reads what will probably be asked for next: the event beside this one, on the way it went last. */
  #prefetch(index: number): void {
    if (this.#closed.signal.aborted) return;
    const list = this.#stepped ?? this.list(wholeFile);
    const [from, to] = [list.position(this.#lastLooked), list.position(index)];
    if (from >= 0 && to >= 0 && from !== to) this.#direction = Math.sign(to - from);
    this.#lastLooked = index;
    if (to < 0 || this.#isPrefetching) return;
    const order = list.order();
    for (let step = 1; step <= MAX_AHEAD; step++) {
      const next = order.at(to + step * this.#direction);
      const isPastEnd = to + step * this.#direction < 0 || next === undefined;
      if (isPastEnd) return;
      if (this.#ranges.has(next)) continue;
      this.#isPrefetching = true;
      this.#precedence
        .first(() => this.#ranges.range(next))
        // Whoever asks for it is told.
        .catch(() => undefined)
        .finally(() => {
          this.#isPrefetching = false;
        });
      return;
    }
  }

  #noImage(index: number, telId: number): PhotoelectronError {
    return new PhotoelectronError(
      'event-not-found',
      `Telescope ${String(telId)} has no image of the event at place ${String(index)} of ${this.path}.`,
      { path: this.path, telId },
    );
  }

  #noWaveforms(): PhotoelectronError {
    return new PhotoelectronError(
      'format-unsupported',
      `${this.path} holds images but no waveforms; open the file that it was made of to see them.`,
      { path: this.path },
    );
  }

  /** Looks through the file; never fails: what goes wrong is told among the warnings. */
  async #lookThrough(): Promise<void> {
    try {
      for await (const batch of this.source.batches()) {
        await this.#precedence.whenFree();
        if (this.#closed.signal.aborted) return;
        await this.#take(batch);
        this.#tell();
      }
    } catch (error) {
      const named = namingFile(error, this.path);
      this.#fault =
        named instanceof PhotoelectronError
          ? named.message
          : `${this.path} could not be read to its end: the program met an error of its own.`;
    } finally {
      this.#isComplete = true;
      this.#tell();
    }
  }

  async #take(batch: ArrayEventBatch): Promise<void> {
    const selected = this.#reader.select(batch);
    const first = this.#table.nEvents;
    this.#reader.note(first, batch);
    if (selected.nEvents === 0) {
      batch.release?.();
      return;
    }
    const processed = await processEvents(this.#indexSteps, selected);
    this.#table.append(processed);
    // The first events are looked at first. Those in memory hold arrays of the batch.
    if (!this.#ranges.offer(first, selected, processed)) batch.release?.();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Where a telescope event stands among the blocks of a batch. */
function rowOf(blocks: readonly TelescopeEventBlock[], event: number, telId: number) {
  for (const [block, { event: events, telId: telIds }] of blocks.entries()) {
    const row = events.findIndex((of, at) => of === event && telIds[at] === telId);
    if (row >= 0) return { block, row };
  }
  return undefined;
}

function closedError(path: string): PhotoelectronError {
  return new PhotoelectronError('cancelled', `${path} has been closed.`, { path });
}
