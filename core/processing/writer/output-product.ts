import type { Configuration } from '../../config/configuration.ts';
import { dataModelVersion } from '../../datamodel/data-model-version.ts';
import { tableColumn } from '../../foundation/table-column.ts';
import { getThreads } from '../../native/threads.ts';
import { Activity } from '../../provenance/activity.ts';
import { referenceMetadata } from '../../provenance/reference-metadata.ts';
import type { EventSource } from '../../sources/event-source.ts';
import { callOptions } from '../call-options.ts';
import type { ProcessedBatch } from '../processed-batch.ts';
import type { ProcessRequest } from '../process-request.ts';
import type { QualityQuery } from '../quality-query.ts';
import { ProductWriter } from './product-writer.ts';
import { writeBatch } from './write-batch.ts';

/** Data levels, where their tables are and what asks for them, in ascending order. */
const levelTables = [
  ['R0', '/r0/event/telescope/', 'write_r0_waveforms'],
  ['R1', '/r1/event/telescope/', 'write_r1_waveforms'],
  ['DL1_IMAGES', '/dl1/event/telescope/images/', 'write_images'],
  ['DL1_PARAMETERS', '/dl1/event/telescope/parameters/', 'write_parameters'],
  ['DL1_MUON', '/dl1/event/telescope/muon/', 'write_muon_parameters'],
  ['DL2', '/dl2/event/', 'write_showers'],
] as const;

/** What a product is made of. */
export interface OutputProductOptions {
  readonly request: ProcessRequest;
  readonly configuration: Configuration;
  readonly source: EventSource;
  readonly signal?: AbortSignal;
}

/** Queries whose counts go into the product when it is closed. */
export interface ProductQueries {
  readonly makesParameters: boolean;
  readonly imageQuality: QualityQuery;
  readonly reconstructors: readonly { readonly type: string; readonly quality: QualityQuery }[];
}

/**
 * The product of one run of the pipeline: event tables batch by batch, then what only the end of the
 * input tells: runs, histograms, counts, metadata, provenance.
 */
export class OutputProduct {
  nEvents = 0;
  nTelescopeEvents = 0;
  nParametrisedImages = 0;
  readonly #writer: ProductWriter;
  readonly #options: OutputProductOptions;
  readonly #activity: Activity;
  readonly #valid: Record<string, number> = {};
  readonly #pointed = new Set<string>();

  private constructor(writer: ProductWriter, options: OutputProductOptions) {
    const { configuration, request, signal, source } = options;
    this.#writer = writer;
    this.#options = options;
    this.#activity = new Activity('pe process', {
      configuration,
      options: callOptions(request),
      threads: getThreads(),
      ...(request.activityId === undefined ? {} : { id: request.activityId }),
      ...(signal === undefined ? {} : { signal }),
    });
    this.#activity.addInput(source.path, 'events', source.metadata['CTA PRODUCT ID']);
  }

  /**
   * Starts a product under a temporary name and describes the instrument.
   *
   * @throws PhotoelectronError `file-exists` unless overwrite is asked for, `file-unwritable`
   */
  static async create(options: OutputProductOptions): Promise<OutputProduct> {
    const { request, configuration, source } = options;
    const { compression_type, compression_level } = configuration.document.output;
    const writer = await ProductWriter.create(request.output, {
      overwrite: request.overwrite ?? false,
      compression: compression_type === 'zlib' ? 'deflate' : compression_type,
      level: compression_level,
    });
    try {
      await writer.writeSubarray(source.subarray);
      return new OutputProduct(writer, options);
    } catch (error) {
      await writer.abort();
      throw error;
    }
  }

  /** Writes a batch and counts it. */
  async write(processed: ProcessedBatch): Promise<void> {
    const { configuration, source } = this.#options;
    const { isSimulation } = source;
    const { output } = configuration.document;
    if (processed.batch.nEvents === 0) return;
    await writeBatch(this.#writer, processed, { output, isSimulation });
    if (isSimulation) await this.#writeFixedPointing(processed);
    this.#count(processed);
  }

  #count({ batch, blocks, order, showers }: ProcessedBatch): void {
    this.nEvents += batch.nEvents;
    this.nTelescopeEvents += order.row.length;
    for (const { parameters } of blocks) {
      for (const n of parameters?.columns['morphology_n_pixels'] ?? []) {
        if (n >= 0) this.nParametrisedImages++;
      }
    }
    for (const { algorithm, geometry } of showers) {
      const valid = geometry.isValid.reduce((sum, value) => sum + value, 0);
      this.#valid[algorithm] = (this.#valid[algorithm] ?? 0) + valid;
    }
  }

  /** Valid reconstructions so far, by algorithm. */
  validReconstructions(): Readonly<Record<string, number>> {
    return { ...this.#valid };
  }

  /**
   * The pointing of each telescope the first time that it is met in a run: sim_telarray files tell it
   * with the events, though it does not change (as ctapipe's `DataWriter`).
   */
  async #writeFixedPointing({ batch, order }: ProcessedBatch): Promise<void> {
    const { telescopes } = this.#options.source.subarray;
    const radians = Math.PI / 180;
    let event = 0;
    for (let i = 0; i < order.row.length; i++) {
      while (order.offsets[event + 1] <= i) event++;
      const { telId } = telescopes[order.telescope[i]];
      const key = `${batch.obsId} ${telId}`;
      if (this.#pointed.has(key)) continue;
      this.#pointed.add(key);
      const at = event * telescopes.length + order.telescope[i];
      await this.#writer.appendByTelescope(
        '/configuration/telescope/pointing',
        {
          nRows: 1,
          columns: [
            tableColumn('obs_id', Int32Array.of(batch.obsId)),
            tableColumn('tel_id', Int32Array.of(telId)),
            tableColumn(
              'telescope_pointing_azimuth',
              Float32Array.of(batch.pointingAz[at] * radians),
            ),
            tableColumn(
              'telescope_pointing_altitude',
              Float32Array.of(batch.pointingAlt[at] * radians),
            ),
          ],
        },
        [telId],
      );
    }
  }

  /**
   * Completes the product.
   *
   * @throws PhotoelectronError `file-unwritable`; nothing is then left under the final name
   */
  async close(queries: ProductQueries): Promise<void> {
    const { source, configuration } = this.#options;
    await this.#writeRunTables();
    if (this.nEvents === 0) await this.#writeNoEvents();
    if (queries.makesParameters) {
      await this.#writer.append('/dl1/service/image_statistics', queries.imageQuality.table());
    }
    for (const { type, quality } of queries.reconstructors) {
      await this.#writer.append(`/dl2/service/tel_event_statistics/${type}`, quality.table());
    }
    const { product_id } = this.#activity.addOutput(this.#options.request.output, 'events');
    const record = await this.#activity.record('completed', source.isComplete());
    const { contact, instrument } = configuration.document;
    this.#writer.setAttributes('/', {
      ...referenceMetadata({
        productId: product_id,
        activityId: this.#activity.id,
        activityName: this.#activity.name,
        startTime: this.#activity.startTime,
        stopTime: new Date(),
        dataModelVersion,
        dataLevels: this.#dataLevels(),
        isSimulation: source.isSimulation,
        obsIds: source.obsIds,
        subarrayName: source.subarray.name,
        contact,
        instrument,
      }),
      'PHOTOELECTRON COMPLETE': source.isComplete(),
      'PHOTOELECTRON CONFIGURATION SHA256': configuration.hash,
    });
    this.#writer.writeText('/provenance/activity', JSON.stringify(record, undefined, 1));
    this.#writer.writeText(
      '/provenance/configuration',
      JSON.stringify(configuration.document, undefined, 1),
    );
    this.#writer.writeText(
      '/provenance/input_metadata',
      JSON.stringify({ ...source.metadata, warnings: source.warnings() }, undefined, 1),
    );
    await this.#writer.close();
  }

  /** The tables without which readers, ctapipe's among them, do not recognise a file of events. */
  async #writeNoEvents(): Promise<void> {
    const { source } = this.#options;
    const nTelescopes = source.subarray.telescopes.length;
    const index = [
      tableColumn('obs_id', new Int32Array(0)),
      tableColumn('event_id', new Float64Array(0)),
    ];
    const time = tableColumn('time', new Uint32Array(0), [2]);
    const eventType = tableColumn('event_type', new Uint8Array(0));
    const telsWithTrigger = tableColumn('tels_with_trigger', new Uint8Array(0), [nTelescopes]);
    await this.#writer.append('/dl1/event/subarray/trigger', {
      nRows: 0,
      columns: [...index, time, telsWithTrigger, eventType],
    });
    const telId = tableColumn('tel_id', new Uint16Array(0));
    const nTriggerPixels = tableColumn('n_trigger_pixels', new Int32Array(0));
    await this.#writer.append('/dl1/event/telescope/trigger', {
      nRows: 0,
      columns: [...index, telId, time, eventType, nTriggerPixels],
    });
    if (!source.isSimulation) return;
    await this.#writer.append('/simulation/event/subarray/shower', { nRows: 0, columns: index });
    this.#writer.createGroup('/simulation/event/telescope');
  }

  async #writeRunTables(): Promise<void> {
    const { source } = this.#options;
    const writer = this.#writer;
    await writer.append('/configuration/observation/scheduling_block', source.schedulingBlocks());
    await writer.append('/configuration/observation/observation_block', source.observationBlocks());
    if (!source.isSimulation) return;
    await writer.append('/configuration/simulation/run', source.simulationRuns());
    const distribution = source.showerDistribution();
    if (distribution !== undefined) {
      await writer.append('/simulation/service/shower_distribution', distribution);
    }
    const atmosphere = source.atmosphereProfile();
    if (atmosphere !== undefined) {
      await writer.append('/simulation/service/atmosphere_density_profile', atmosphere);
    }
  }

  /**
   * Names of the data levels inside, in ascending order. Without events they are those that were asked
   * for.
   */
  #dataLevels(): string[] {
    const missing = this.missingLevels();
    return this.#wantedLevels().filter((level) => !missing.includes(level));
  }

  #wantedLevels(): string[] {
    const { output } = this.#options.configuration.document;
    return levelTables.filter(([, , key]) => output[key]).map(([level]) => level);
  }

  /** Data levels that were asked for, but could not be made of the events of the input. */
  missingLevels(): string[] {
    if (this.nTelescopeEvents === 0) return [];
    const wanted = this.#wantedLevels();
    return levelTables
      .filter(([level, path]) => wanted.includes(level) && !this.#writer.has(path))
      .map(([level]) => level);
  }

  /** Removes what was written; does nothing after `close`. */
  async abort(): Promise<void> {
    await this.#writer.abort();
  }
}
