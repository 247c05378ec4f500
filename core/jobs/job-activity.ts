import type { Configuration } from '../config/configuration.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { callOptions } from '../processing/call-options.ts';
import type { ProcessRequest } from '../processing/process-request.ts';
import { Activity } from '../provenance/activity.ts';
import type { ActivityRecord, ActivityStatus } from '../provenance/activity-record.ts';
import type { JobContext } from './job-kind.ts';
import type { WorkerUsage } from './worker/worker-protocol.ts';

/** What an activity of a job is made of. */
export interface JobActivityOptions {
  readonly id: string;
  readonly configuration: Configuration;
  readonly request: ProcessRequest;
  /** Keeps a record in the catalogue. */
  readonly recordActivity: (record: ActivityRecord) => Promise<void>;
}

/**
 * The activity of a job in the catalogue: noted before the work begins, so that what failed or was
 * interrupted is known as well; what was completed is told by the record inside the product.
 */
export class JobActivity {
  readonly #activity: Activity;
  readonly #options: JobActivityOptions;
  readonly #context: JobContext;

  constructor(options: JobActivityOptions, context: JobContext) {
    this.#options = options;
    this.#context = context;
    this.#activity = new Activity('pe process', {
      id: options.id,
      configuration: options.configuration,
      options: callOptions(options.request),
      isAlone: false,
      signal: context.signal,
    });
    this.#activity.addInput(options.request.input, 'events');
  }

  /** Notes that the work begins. */
  async begin(): Promise<void> {
    await this.#note('running');
  }

  /**
   * Notes that the work ended without a product.
   *
   * @param usage what the worker used
   */
  async fail(usage: WorkerUsage | undefined): Promise<void> {
    await this.#note(this.#context.signal.aborted ? 'interrupted' : 'error', usage);
  }

  /** A record that cannot be kept is no reason for a job to fail. */
  async #note(status: ActivityStatus, usage?: WorkerUsage): Promise<void> {
    try {
      const record = await this.#activity.record(status);
      await this.#options.recordActivity({
        ...record,
        ...(usage === undefined
          ? {}
          : {
              resources: {
                threads: this.#context.job.record.cores,
                cpu_time_s: usage.cpuTimeS,
                peak_memory_bytes: usage.peakMemoryBytes,
              },
            }),
      });
    } catch (error) {
      if (!(error instanceof PhotoelectronError)) throw error;
      this.#context.log('warning', `The activity could not be noted: ${error.message}`);
    }
  }
}
