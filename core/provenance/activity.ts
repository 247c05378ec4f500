import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { resolve } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import type { ActivityRecord, ActivityStatus, EntityRecord } from './activity-record.ts';
import { identifyFile } from './identify-file.ts';
import { software } from './software.ts';

/** What is known of an activity when it starts. */
export interface ActivityOptions {
  /** Default: a new one. */
  readonly id?: string;
  readonly configuration?: Configuration;
  /** Options of the call that are no part of the configuration. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Threads that the kernels are given. */
  readonly threads?: number;
  /** Whether the process does nothing else meanwhile: what it uses is told then. Default true. */
  readonly isAlone?: boolean;
  /** Stops the hashing of inputs. */
  readonly signal?: AbortSignal;
}

/**
 * An activity under way: it collects what went in and out, and gives the record for the products.
 */
export class Activity {
  readonly id: string;
  readonly name: string;
  readonly startTime = new Date();
  readonly #options: ActivityOptions;
  readonly #usage = process.cpuUsage();
  readonly #inputs: Promise<EntityRecord>[] = [];
  readonly #outputs: (EntityRecord & { readonly product_id: string })[] = [];

  constructor(name: string, options: ActivityOptions = {}) {
    this.name = name;
    this.id = options.id ?? randomUUID();
    this.#options = options;
  }

  /**
   * Notes a file that is read. Its content is hashed meanwhile; `record` waits for it and tells
   * what went wrong.
   *
   * @param productId `CTA PRODUCT ID` of the file, where it has one
   */
  addInput(path: string, role: string, productId?: string): void {
    const id = productId === undefined || productId === '' ? {} : { product_id: productId };
    const entity = identify({ path: resolve(path), role, ...id }, this.#options.signal);
    // Whoever never asks for the record must not be stopped by a rejection that nobody handled.
    entity.catch(() => undefined);
    this.#inputs.push(entity);
  }

  /** Notes a file that is made and gives it an identity (`CTA PRODUCT ID`). */
  addOutput(path: string, role: string): EntityRecord & { readonly product_id: string } {
    const entity = { path: resolve(path), role, product_id: randomUUID() };
    this.#outputs.push(entity);
    return entity;
  }

  /**
   * The record as of now. A status other than `running` stamps the end.
   *
   * @param isComplete false when an input ended early or was damaged
   * @throws PhotoelectronError `file-unreadable` or `cancelled` when an input could not be hashed
   */
  async record(status: ActivityStatus, isComplete?: boolean): Promise<ActivityRecord> {
    const input = await Promise.all(this.#inputs);
    const stop = new Date();
    const { configuration, options = {}, threads, isAlone = true } = this.#options;
    const cpus = os.cpus();
    const usage = process.cpuUsage(this.#usage);
    return {
      activity_uuid: this.id,
      activity_name: this.name,
      status,
      start: { time_utc: this.startTime.toISOString() },
      ...(status === 'running'
        ? {}
        : {
            stop: { time_utc: stop.toISOString() },
            duration_s: (stop.getTime() - this.startTime.getTime()) / 1000,
          }),
      agent: {
        ...userName(),
        host_name: os.hostname(),
        ...(configuration === undefined ? {} : { contact: configuration.document.contact }),
      },
      system: {
        software_name: software.name,
        software_version: software.version,
        libraries: software.libraries,
        node_version: process.versions.node,
        platform: `${os.type()} ${os.release()}`,
        architecture: os.arch(),
        cpu: cpus.at(0)?.model ?? 'unknown',
        cpu_count: cpus.length,
        memory_bytes: os.totalmem(),
      },
      ...(isAlone && {
        resources: {
          cpu_time_s: (usage.user + usage.system) / 1e6,
          // Node tells KiB on every platform.
          peak_memory_bytes: process.resourceUsage().maxRSS * 1024,
          ...(threads === undefined ? {} : { threads }),
        },
      }),
      ...(configuration === undefined
        ? {}
        : {
            config: {
              name: configuration.name,
              sha256: configuration.hash,
              document: configuration.document,
            },
          }),
      options,
      input,
      output: [...this.#outputs],
      ...(isComplete === undefined ? {} : { is_complete: isComplete }),
    };
  }
}

async function identify(entity: EntityRecord, signal?: AbortSignal): Promise<EntityRecord> {
  return { ...entity, ...(await identifyFile(entity.path, signal)) };
}

/** Name of the account; absent where the system has none for this process. */
function userName(): { user_name?: string } {
  try {
    return { user_name: os.userInfo().username };
  } catch {
    return {};
  }
}
