import path from 'node:path';
import type {
  ProvenanceActivity,
  ProvenanceChain,
  ProvenanceEntity,
} from '../contract/records/provenance.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { ActivityRecord, EntityRecord } from './activity-record.ts';
import type { EntityIdentity } from './entity-identity.ts';
import type { FileIdentity } from './identify-file.ts';
import { mergeActivityRecords } from './merge-activity-records.ts';
import type { ToldActivity } from './told-activity.ts';

/** Where the chain is looked up: in files alone, or also in a catalogue. */
export interface ProvenanceSources {
  /**
   * The file that a path means, for reading; undefined where there is none or it may not be read.
   * Paths that only a record names are asked for here.
   */
  readonly find: (path: string) => Promise<string | undefined>;
  /** @throws PhotoelectronError `file-not-found`, `file-unreadable`, `cancelled` */
  readonly identify: (path: string) => Promise<FileIdentity>;
  /** What a file tells of its making. */
  readonly read: (path: string, identity: FileIdentity) => Promise<ToldActivity>;
  /** Files that the catalogue holds for present with this content or this product id. */
  readonly filesWith: (
    identity: EntityIdentity,
  ) => Promise<readonly { readonly fileId: number; readonly path: string }[]>;
  /** Activities of the catalogue that made a content. */
  readonly activitiesThatMade: (identity: EntityIdentity) => Promise<readonly ActivityRecord[]>;
  /** Activities of the catalogue that read a content, the latest first. */
  readonly activitiesThatRead: (identity: EntityIdentity) => Promise<readonly ActivityRecord[]>;
  /** An activity of the catalogue. */
  readonly activity: (uuid: string) => Promise<ActivityRecord | null>;
}

/** Most activities of one chain; a merge of a whole season has a few thousand inputs. */
const ACTIVITY_LIMIT = 20_000;

/** Most activities that are told to have read a file; calibrations are read by every run. */
const READER_LIMIT = 1000;

/** A file that was found. */
interface Found {
  readonly path: string;
  readonly fileId: number | null;
  readonly identity: FileIdentity;
  readonly told: ToldActivity;
}

type Entity = { -readonly [K in keyof ProvenanceEntity]: ProvenanceEntity[K] };

interface Activity {
  record: ActivityRecord;
  readonly inputs: string[];
  readonly outputs: string[];
}

/**
 * How a file came to be, back to raw data: from its own record to the files that the record names, to
 * the records of those, and so on. Files are known by their content, not by their place: a moved file is
 * found beside its product or by the catalogue, and one that has changed since is not taken for what it
 * was. What cannot be found or read ends its branch and is named in the remarks.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable` for the file itself, `cancelled`
 */
export async function traceProvenance(
  file: string,
  sources: ProvenanceSources,
): Promise<ProvenanceChain> {
  return new Trace(sources).run(file);
}

/** A chain while it grows. */
class Trace {
  readonly #sources: ProvenanceSources;
  readonly #entities: Entity[] = [];
  /** Entities by what identifies them. */
  readonly #known = new Map<string, Entity>();
  readonly #activities = new Map<string, Activity>();
  readonly #origins: string[] = [];
  readonly #remarks: string[] = [];

  constructor(sources: ProvenanceSources) {
    this.#sources = sources;
  }

  async run(file: string): Promise<ProvenanceChain> {
    const identity = await this.#sources.identify(file);
    const told = await this.#sources.read(file, identity);
    const id = told.productId === undefined ? {} : { product_id: told.productId };
    const [known] = await this.#sources.filesWith({ ...identity, ...id });
    const fileId = (known as { fileId: number } | undefined)?.fileId ?? null;
    const found: Found = { path: file, fileId, identity, told };
    const [subject] = this.#entity({ path: file, role: '', ...identity, ...id }, found);
    // Breadth first: what is nearest is told first.
    const queue: (readonly [Entity, Found | undefined])[] = [[subject, found]];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [entity, itsFile] = next;
      const records = await this.#makers(entity, itsFile);
      if (records.length === 0) this.#origins.push(entity.id);
      for (const record of records) queue.push(...(await this.#addActivity(record, entity)));
    }
    const activities = [...this.#activities.values()];
    const readers = await this.#sources.activitiesThatRead(identityOf(subject));
    return {
      subject: subject.id,
      entities: this.#entities,
      activities: activities.map(activityOf),
      configurations: configurationsOf(activities),
      origins: this.#origins,
      readBy: readers.slice(0, READER_LIMIT).map((record) => ({
        id: record.activity_uuid,
        name: record.activity_name,
        status: record.status,
        start: record.start?.time_utc ?? null,
        outputs: record.output.map((output) => output.path),
      })),
      remarks: [...new Set(this.#remarks)],
    };
  }

  /** Records of the activities that made an entity: what the file tells and what the catalogue knows. */
  async #makers(entity: Entity, file: Found | undefined): Promise<ActivityRecord[]> {
    this.#remarks.push(...(file?.told.remarks ?? []));
    const records = new Map<string, ActivityRecord>();
    const add = (record: ActivityRecord) => {
      const former = records.get(record.activity_uuid);
      records.set(
        record.activity_uuid,
        former === undefined ? record : mergeActivityRecords(former, record),
      );
    };
    const told = file?.told.record;
    if (told !== undefined) {
      const known = await this.#sources.activity(told.activity_uuid);
      if (known !== null) add(known);
      add(told);
    }
    for (const record of await this.#sources.activitiesThatMade(identityOf(entity))) add(record);
    return [...records.values()];
  }

  /** Adds an activity with its inputs; gives those that are new. */
  async #addActivity(
    record: ActivityRecord,
    made: Entity,
  ): Promise<(readonly [Entity, Found | undefined])[]> {
    const known = this.#activities.get(record.activity_uuid);
    if (known !== undefined) {
      known.record = mergeActivityRecords(known.record, record);
      if (!known.outputs.includes(made.id)) known.outputs.push(made.id);
      return [];
    }
    if (this.#activities.size >= ACTIVITY_LIMIT) {
      this.#remarks.push(
        `The chain has more than ${String(ACTIVITY_LIMIT)} activities; the rest is left out.`,
      );
      return [];
    }
    const activity: Activity = { record, inputs: [], outputs: [made.id] };
    this.#activities.set(record.activity_uuid, activity);
    const added: (readonly [Entity, Found | undefined])[] = [];
    for (const input of record.input) {
      const found = await this.#locate(input, made.presentPath);
      const whole = found === undefined ? input : toldBy(input, found);
      const [entity, isNew] = this.#entity(whole, found);
      if (!activity.inputs.includes(entity.id)) activity.inputs.push(entity.id);
      if (isNew) added.push([entity, found]);
    }
    return added;
  }

  /** The entity of a content, and whether it was not there before. */
  #entity(told: EntityRecord, found: Found | undefined): [Entity, boolean] {
    const keys = keysOf(told);
    const known = keys.map((key) => this.#known.get(key)).find((entity) => entity !== undefined);
    if (known !== undefined) return [known, false];
    const entity: Entity = {
      id: `e${String(this.#entities.length + 1)}`,
      path: told.path,
      role: told.role,
      productId: told.product_id ?? null,
      sizeBytes: told.size_bytes ?? null,
      sha256: told.sha256 ?? null,
      sha256Of64Pieces: told.sha256_of_64_pieces ?? null,
      fileId: found?.fileId ?? null,
      presentPath: found?.path ?? null,
    };
    this.#entities.push(entity);
    for (const key of keys) this.#known.set(key, entity);
    return [entity, true];
  }

  /**
   * The file that holds the content of an input now: one of the catalogue, or at the place that the
   * record names, or of that name beside the product.
   *
   * @param product where the product is that was made of it
   */
  async #locate(input: EntityRecord, product: string | null): Promise<Found | undefined> {
    const folder = product === null ? undefined : path.dirname(product);
    // A record may come from another system, whose paths have other separators.
    const name = input.path.split(/[/\\]/).at(-1) ?? input.path;
    const candidates: { path: string; fileId: number | null }[] = [
      ...(await this.#sources.filesWith(input)),
      { path: input.path, fileId: null },
      ...(folder === undefined
        ? []
        : [path.resolve(folder, input.path), path.join(folder, name)].map((place) => ({
            path: place,
            fileId: null,
          }))),
    ];
    let changed: string | undefined;
    for (const candidate of candidates) {
      const place = await this.#sources.find(candidate.path);
      if (place === undefined) continue;
      const found = await this.#open(place, candidate.fileId);
      if (found === undefined) continue;
      if (isSameContent(input, found)) {
        if (!isProven(input, found)) {
          this.#remarks.push(
            `${place} is taken for the file that was read, by its name alone: the record tells no hash of it.`,
          );
        }
        return found;
      }
      changed ??= place;
    }
    this.#remarks.push(
      changed === undefined
        ? `${input.path} was not found; add the folder where it is now to the catalogue (pe scan) to see more.`
        : `${changed} has changed since it was read; the content of then was not found.`,
    );
    return undefined;
  }

  async #open(place: string, fileId: number | null): Promise<Found | undefined> {
    try {
      const identity = await this.#sources.identify(place);
      return { path: place, fileId, identity, told: await this.#sources.read(place, identity) };
    } catch (error) {
      if (!(error instanceof PhotoelectronError) || error.code === 'cancelled') throw error;
      if (error.code !== 'file-not-found') this.#remarks.push(error.message);
      return undefined;
    }
  }
}

/** By content; where the record has no hash by the product id; else the place is all there is. */
function isSameContent(input: EntityRecord, { identity, told }: Found): boolean {
  if (input.size_bytes !== undefined && input.size_bytes !== identity.size_bytes) return false;
  const hash = 'sha256' in identity ? identity.sha256 : identity.sha256_of_64_pieces;
  const recorded = 'sha256' in identity ? input.sha256 : input.sha256_of_64_pieces;
  if (recorded !== undefined) return recorded === hash;
  if (input.sha256 !== undefined || input.sha256_of_64_pieces !== undefined) return false;
  return input.product_id === undefined || told.productId === undefined
    ? true
    : input.product_id === told.productId;
}

/** Whether more than its name speaks for a file: a hash, or the product id of both. */
function isProven({ sha256, sha256_of_64_pieces, product_id }: EntityRecord, { told }: Found) {
  if (sha256 !== undefined || sha256_of_64_pieces !== undefined) return true;
  return product_id !== undefined && told.productId !== undefined;
}

/**
 * An input with what its file tells. A product id that the file does not carry was made up by the program
 * that recorded it (ctapipe's provenance gives one to files that have none).
 */
function toldBy({ path: place, role }: EntityRecord, { identity, told }: Found): EntityRecord {
  const id = told.productId === undefined ? {} : { product_id: told.productId };
  return { path: place, role, ...id, ...identity };
}

function keysOf(entity: EntityRecord): string[] {
  const { path: place, product_id, size_bytes, sha256, sha256_of_64_pieces } = entity;
  const hash = sha256 ?? sha256_of_64_pieces;
  if (hash !== undefined) return [`${hash} ${String(size_bytes)}`];
  return [product_id === undefined ? `path ${place}` : `product ${product_id}`];
}

function identityOf(entity: Entity): EntityIdentity {
  const { productId, sizeBytes, sha256, sha256Of64Pieces } = entity;
  return {
    ...(productId !== null && { product_id: productId }),
    ...(sizeBytes !== null && { size_bytes: sizeBytes }),
    ...(sha256 !== null && { sha256 }),
    ...(sha256Of64Pieces !== null && { sha256_of_64_pieces: sha256Of64Pieces }),
  };
}

function activityOf({ record, inputs, outputs }: Activity): ProvenanceActivity {
  const { agent, system, config, resources } = record;
  return {
    id: record.activity_uuid,
    name: record.activity_name,
    status: record.status,
    start: record.start?.time_utc ?? null,
    stop: record.stop?.time_utc ?? null,
    user: agent?.user_name ?? null,
    host: agent?.host_name ?? null,
    software: softwareText(system),
    configurationName: config?.name ?? null,
    configurationHash: config?.sha256 ?? null,
    inputs,
    outputs,
    durationS: record.duration_s ?? null,
    cpuTimeS: resources?.cpu_time_s ?? null,
    peakMemoryBytes: resources?.peak_memory_bytes ?? null,
    threads: resources?.threads ?? null,
    isComplete: record.is_complete ?? null,
    record: asJson(withoutDocument(record)) as ProvenanceActivity['record'],
  };
}

/** Documents by hash; of the same hash one is as good as the other. */
function configurationsOf(activities: readonly Activity[]): ProvenanceChain['configurations'] {
  const documents = activities.flatMap(({ record: { config } }) =>
    config?.sha256 === undefined || config.document === undefined
      ? []
      : [[config.sha256, config.document] as const],
  );
  return asJson(Object.fromEntries(documents)) as ProvenanceChain['configurations'];
}

function withoutDocument(record: ActivityRecord): ActivityRecord {
  const { config } = record;
  if (config?.sha256 === undefined) return record;
  return { ...record, config: { name: config.name, sha256: config.sha256 } };
}

/** What came from JSON and goes there again; what is absent stays so. */
function asJson(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

function softwareText(system: ActivityRecord['system']): string {
  if (system === undefined) return 'unknown';
  const { software_name, software_version } = system;
  return software_version === 'unknown' ? software_name : `${software_name} ${software_version}`;
}
