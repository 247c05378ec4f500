import { z } from 'zod';
import { errorSchema } from '../error-schema.ts';
import { nightSchema, utcTimeSchema } from './times.ts';

/** State of a job. `interrupted`: the engine ended while it ran; it can be resumed. */
export const jobStatusSchema = z.enum([
  'waiting',
  'running',
  'completed',
  'failed',
  'cancelled',
  'interrupted',
]);

/** How far a job is. */
export const jobProgressSchema = z.object({
  done: z.number(),
  /** null where nobody knows how much there is. */
  total: z.number().nullable(),
  /** What is counted: `files`, `runs`, `events`, `%`. */
  unit: z.string(),
  /** Units a second. */
  rate: z.number().nullable(),
  /** Time left [s]. */
  remainingS: z.number().nullable(),
  /** What is worked on now, such as the file that is read; left out where that is not told. */
  item: z.string().optional(),
});

/** A job as a row of a list. */
export const jobSchema = z.object({
  id: z.int(),
  /** Job that it is a part of, such as the night of a run. */
  parentId: z.int().nullable(),
  /** `scan`, `process-run`, `process-night`, … */
  kind: z.string(),
  /** One line for people. */
  title: z.string(),
  /** Night that it processes. */
  night: nightSchema.nullable(),
  status: jobStatusSchema,
  /** Larger goes first. */
  priority: z.int(),
  /** Cores that it occupies while it runs; 0 for a job that only has children. */
  cores: z.int(),
  progress: jobProgressSchema.nullable(),
  created: utcTimeSchema,
  started: utcTimeSchema.nullable(),
  ended: utcTimeSchema.nullable(),
  /** How many times it was started. */
  attempt: z.int(),
  error: errorSchema.nullable(),
  /** File that it makes. */
  output: z.string().nullable(),
  runId: z.int().nullable(),
  /** Configuration that was asked for; that of the product has what the request sets otherwise. */
  configurationHash: z.string().nullable(),
  activityId: z.string().nullable(),
  /** False when an input ended early, so that what was made lacks events; null while unknown. */
  isComplete: z.boolean().nullable(),
  /** CPU time of all its attempts [s]; null while unknown. */
  cpuTimeS: z.number().nullable(),
  /** Largest resident memory [bytes]. */
  peakMemoryBytes: z.number().nullable(),
  /** Children by status; empty for jobs without. */
  children: z.partialRecord(jobStatusSchema, z.int()),
});

/** A line of a job's log. */
export const jobLogLineSchema = z.object({
  sequence: z.int(),
  time: utcTimeSchema,
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
});

export type JobStatus = z.infer<typeof jobStatusSchema>;
export type JobProgress = z.infer<typeof jobProgressSchema>;
export type JobRecord = z.infer<typeof jobSchema>;
export type JobLogLine = z.infer<typeof jobLogLineSchema>;
