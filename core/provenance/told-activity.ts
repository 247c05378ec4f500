import type { ActivityRecord, EntityRecord } from './activity-record.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { readActivityRecord, type ReadRecord } from './read-activity-record.ts';

/** What stands in a file about its making (see `ProvenanceTexts` of the sources). */
export interface FileTexts {
  readonly records: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly software?: string;
  readonly remarks: readonly string[];
}

/** What is known from a file itself of how it came to be. */
export interface ToldActivity {
  /** `CTA PRODUCT ID`. */
  readonly productId?: string;
  /** Activity that made it; absent for raw data and where nothing is told. */
  readonly record?: ActivityRecord;
  readonly remarks: readonly string[];
}

/**
 * The activity that made a file, as the file tells it: by its own record, else by the reference metadata
 * of ctapipe, else by attributes of lstchain, else by the name of the program alone.
 *
 * @param path where the file is
 * @param key what identifies the content, for activities that have no id of their own
 */
export function toldActivity(path: string, texts: FileTexts, key: string): ToldActivity {
  const remarks = [...texts.remarks];
  const { attributes } = texts;
  const id = attribute(attributes, 'CTA PRODUCT ID');
  const product = id === undefined ? {} : { productId: id };
  const output: EntityRecord = {
    path,
    role: 'product',
    ...(id !== undefined && { product_id: id }),
  };
  const recorded = withVersion(lastRecord(path, texts.records, remarks), attributes);
  const record =
    recorded ??
    recordOfMetadata(attributes, output) ??
    recordOfSoftware(lstchainSoftware(attributes) ?? texts.software, output, key);
  return { ...product, ...(record === undefined ? {} : { record }), remarks };
}

/** Files that keep the records of earlier steps were made by the last of them. */
function lastRecord(
  path: string,
  texts: FileTexts['records'],
  remarks: string[],
): ActivityRecord | undefined {
  const read: ReadRecord[] = [];
  for (const text of Object.values(texts)) {
    try {
      read.push(readActivityRecord(text, path));
    } catch (error) {
      if (!(error instanceof PhotoelectronError)) throw error;
      remarks.push(error.message);
    }
  }
  const startOf = ({ record }: ReadRecord) => record.start?.time_utc ?? '';
  const last = read.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1)).at(-1);
  remarks.push(...(last?.remarks ?? []));
  return last?.record;
}

/** Of lstchain, which is not among the packages that ctapipe records, the file tells the version apart. */
function withVersion(
  record: ActivityRecord | undefined,
  attributes: FileTexts['attributes'],
): ActivityRecord | undefined {
  const version = attribute(attributes, 'LSTCHAIN_VERSION');
  if (version === undefined || record?.system?.software_name !== 'lstchain') return record;
  return { ...record, system: { ...record.system, software_version: version } };
}

function attribute(attributes: FileTexts['attributes'], name: string): string | undefined {
  const value = attributes[name] as string | undefined;
  return value === undefined || value === '' || value === 'unknown' ? undefined : value;
}

/** From the reference metadata that ctapipe writes (and sst1mpipe through it). */
function recordOfMetadata(
  attributes: FileTexts['attributes'],
  output: EntityRecord,
): ActivityRecord | undefined {
  const text = (name: string) => attribute(attributes, `CTA ${name}`);
  const uuid = text('ACTIVITY ID');
  if (uuid === undefined) return undefined;
  const time = (name: string) => {
    const value = text(name);
    return value === undefined ? undefined : { time_utc: value };
  };
  const told = {
    activity_uuid: uuid,
    activity_name: text('ACTIVITY NAME'),
    start: time('ACTIVITY START TIME'),
    stop: time('ACTIVITY STOP TIME'),
    agent: {
      contact: {
        name: text('CONTACT NAME') ?? 'unknown',
        email: text('CONTACT EMAIL') ?? 'unknown',
        organization: text('CONTACT ORGANIZATION') ?? 'unknown',
      },
    },
    system: {
      software_name: text('ACTIVITY SOFTWARE NAME') ?? 'unknown',
      software_version: text('ACTIVITY SOFTWARE VERSION') ?? 'unknown',
    },
    output: [output],
  };
  // The same reader limits lengths and normalises times.
  return readActivityRecord(JSON.stringify(told), output.path).record;
}

function lstchainSoftware(attributes: FileTexts['attributes']): string | undefined {
  const version = attribute(attributes, 'LSTCHAIN_VERSION');
  return version === undefined ? undefined : `lstchain ${version}`;
}

/** An activity of which only the program is known. */
function recordOfSoftware(
  software: string | undefined,
  output: EntityRecord,
  key: string,
): ActivityRecord | undefined {
  if (software === undefined) return undefined;
  const numbered = /^(.*?)\s+\(?v?(\d[^\s()]*)\)?$/s.exec(software.trim());
  return {
    activity_uuid: `unrecorded:${key}`,
    activity_name: 'unrecorded activity',
    status: 'unknown',
    system: {
      software_name: numbered?.[1] ?? software.trim(),
      software_version: numbered?.[2] ?? 'unknown',
    },
    options: {},
    input: [],
    output: [output],
  };
}
