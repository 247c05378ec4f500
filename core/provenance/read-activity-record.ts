import { PhotoelectronError } from '../foundation/errors.ts';
import { asOurRecord, asOurEntity } from './foreign-record.ts';
import {
  type ActivityRecord,
  activityRecordSchema,
  type EntityRecord,
  entityRecordSchema,
} from './activity-record.ts';

/** Longest text of a record [characters]. */
export const RECORD_LENGTH_LIMIT = 16 << 20;

/** Deepest nesting of a record; configurations need 6. */
const DEPTH_LIMIT = 64;

/** Most files of one direction. */
const ENTITY_LIMIT = 100_000;

/** A record as far as it could be read. */
export interface ReadRecord {
  readonly record: ActivityRecord;
  /** What was left out and why: one sentence each. */
  readonly remarks: readonly string[];
}

/** Parts that are taken whole or left out whole. */
const parts = [
  'activity_name',
  'status',
  'start',
  'stop',
  'duration_s',
  'agent',
  'system',
  'resources',
  'config',
  'options',
  'is_complete',
] as const satisfies readonly (keyof ActivityRecord)[];

/**
 * Reads the record of an activity as it stands in a file. Records of other versions and damaged ones are
 * read as far as they go: what has the wrong type is left out and named in the remarks.
 *
 * @param text JSON
 * @param path file that carries it, for messages
 * @throws PhotoelectronError `format-damaged` when it is no JSON object, longer than 16 Mi characters,
 *   nested deeper than 64 levels, or has no `activity_uuid`
 */
export function readActivityRecord(text: string, path: string): ReadRecord {
  const told = asOurRecord(parseObject(text, path));
  const remarks: string[] = [];
  const uuid = activityRecordSchema.shape.activity_uuid.safeParse(told['activity_uuid']);
  if (!uuid.success) {
    throw damaged(path, 'has no activity_uuid, so that the activity cannot be told from others');
  }
  const record: Record<string, unknown> = {};
  for (const key of parts) {
    if (told[key] === undefined) continue;
    const part = activityRecordSchema.shape[key].safeParse(told[key]);
    if (part.success) record[key] = part.data;
    else remarks.push(`"${key}" of the record in ${path} is not as it should be and is left out.`);
  }
  return {
    record: {
      activity_uuid: uuid.data,
      activity_name: 'unknown',
      status: 'unknown',
      options: {},
      ...(record as Partial<ActivityRecord>),
      input: readEntities('input', told['input'], path, remarks),
      output: readEntities('output', told['output'], path, remarks),
    },
    remarks,
  };
}

function readEntities(
  key: 'input' | 'output',
  value: unknown,
  path: string,
  remarks: string[],
): EntityRecord[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    remarks.push(`"${key}" of the record in ${path} is no list and is left out.`);
    return [];
  }
  const entities = value.slice(0, ENTITY_LIMIT).flatMap((item: unknown) => {
    const entity = entityRecordSchema.safeParse(asOurEntity(item));
    return entity.success ? [entity.data] : [];
  });
  const nLost = value.length - entities.length;
  if (nLost > 0) {
    remarks.push(
      `${String(nLost)} of the ${String(value.length)} files under "${key}" of the record in ${path} are not as they should be and are left out.`,
    );
  }
  return entities;
}

function parseObject(text: string, path: string): Record<string, unknown> {
  if (text.length > RECORD_LENGTH_LIMIT) {
    throw damaged(path, `has ${String(text.length)} characters, more than any record needs`);
  }
  if (isDeep(text)) throw damaged(path, 'is nested deeper than any record needs');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(path, 'is no JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw damaged(path, 'is no JSON object');
  }
  return value as Record<string, unknown>;
}

/** Nesting is limited before parsing, because recursion over the parsed value has no limit of its own. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isInText) {
      if (character === '\\') i++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '[' || character === '{') {
      if (++depth > DEPTH_LIMIT) return true;
    } else if (character === ']' || character === '}') depth--;
  }
  return false;
}

function damaged(path: string, what: string, cause?: unknown): PhotoelectronError {
  return new PhotoelectronError(
    'format-damaged',
    `The provenance record in ${path} ${what}; the chain ends there.`,
    { path, item: '/provenance/activity' },
    cause,
  );
}
