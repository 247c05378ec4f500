import { z } from 'zod';

/** Longest texts of a record; longer ones are cut when a record is read. */
const NAME_LENGTH = 1000;
const PATH_LENGTH = 32_768;

const textOf = (length: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').slice(0, length))
    .pipe(z.string());
const name = textOf(NAME_LENGTH);
const count = z.number().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** UTC, ISO 8601; times without a zone are UTC (ctapipe writes them so). */
const timeUtc = z
  .string()
  .max(40)
  .transform((text, context) => {
    const isZoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
    const time = new Date(isZoned ? text : `${text.replace(' ', 'T')}Z`);
    if (!Number.isNaN(time.getTime())) return time.toISOString();
    context.addIssue({ code: 'custom', message: 'no time' });
    return z.NEVER;
  });

/** A file that an activity read or made. */
export const entityRecordSchema = z.object({
  /** Absolute; foreign records may have relative ones. */
  path: textOf(PATH_LENGTH),
  /** What it was used for, such as `events`. */
  role: name,
  /** `CTA PRODUCT ID` of the file; the own hash of a product cannot stand inside it. */
  product_id: name.optional(),
  size_bytes: count.optional(),
  sha256: hash.optional(),
  sha256_of_64_pieces: hash.optional(),
});

/** How an activity ended; `unknown` where a foreign record does not say. */
export const activityStatusSchema = z.enum([
  'running',
  'completed',
  'interrupted',
  'error',
  'unknown',
]);

const contactSchema = z.object({ name, email: name, organization: name });

/**
 * What was done, by whom, where and when, by what, from what, with which configuration: the record that
 * every product carries, as plain JSON. After the IVOA provenance model (activity, entities, agent),
 * with the names that ctapipe uses for the same things.
 */
export const activityRecordSchema = z.object({
  activity_uuid: z.string().min(1).max(200),
  /** Such as `pe process`. */
  activity_name: name,
  status: activityStatusSchema,
  start: z.object({ time_utc: timeUtc }).optional(),
  stop: z.object({ time_utc: timeUtc }).optional(),
  /** Wall time [s]. */
  duration_s: count.optional(),
  /** Who did it, and where. */
  agent: z
    .object({
      user_name: name.optional(),
      host_name: name.optional(),
      /** Person responsible for the products, as the configuration names them. */
      contact: contactSchema.optional(),
    })
    .optional(),
  system: z
    .object({
      software_name: name,
      software_version: name,
      /** What else shapes the numbers or the files, by name. */
      libraries: z.record(name, name).optional(),
      node_version: name.optional(),
      platform: name.optional(),
      architecture: name.optional(),
      cpu: name.optional(),
      cpu_count: count.optional(),
      memory_bytes: count.optional(),
    })
    .optional(),
  resources: z
    .object({
      /** User and system time of the whole process meanwhile [s]. */
      cpu_time_s: count.optional(),
      /** Largest resident memory of the process so far [bytes]. */
      peak_memory_bytes: count.optional(),
      /** Threads that the kernels were given. */
      threads: count.optional(),
    })
    .optional(),
  config: z
    .object({
      name,
      sha256: hash.optional(),
      document: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  /** Options that are no part of the configuration, such as the largest number of events. */
  options: z.record(z.string(), z.unknown()),
  input: z.array(entityRecordSchema),
  output: z.array(entityRecordSchema),
  /** False when an input ended early or was damaged, so that the products lack events. */
  is_complete: z.boolean().optional(),
});

type DeepReadonly<T> = T extends readonly (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

export type EntityRecord = DeepReadonly<z.infer<typeof entityRecordSchema>>;
export type ActivityStatus = z.infer<typeof activityStatusSchema>;
export type ActivityRecord = DeepReadonly<z.infer<typeof activityRecordSchema>>;
