import { z } from 'zod';
import { defineEvent, defineRequest } from '../definition.ts';
import { jobLogLineSchema, jobSchema, jobStatusSchema } from '../records/job.ts';
import { pageParams, pageSchema } from '../records/page.ts';
import { nightSchema } from '../records/times.ts';
import { runFilterSchema } from './catalogue-requests.ts';
import { configurationReferenceSchema, pathSchema } from '../records/path.ts';

const jobId = z.int().min(1);

/** What can be asked to be done. */
export const jobRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scan'),
    /** Default: all roots. */
    rootId: z.int().optional(),
    /** Read every file again, changed or not. */
    full: z.boolean().default(false),
    /** Forget all files and runs first, and make them anew from all roots; flags and notes stay. */
    rebuild: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('process-run'),
    /** File to read. */
    input: pathSchema,
    /** File to write. */
    output: pathSchema,
    /** Name, hash or path of a configuration. */
    config: configurationReferenceSchema.default('default'),
    writeImages: z.boolean().optional(),
    maxEvents: z.int().min(1).optional(),
    telescopes: z.array(z.int().min(0)).max(10_000).optional(),
    focalLengthChoice: z.enum(['EFFECTIVE', 'EQUIVALENT']).optional(),
    overwrite: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('process-night'),
    night: nightSchema,
    /** Which runs of the night. Default: all that can be processed. */
    filter: runFilterSchema.prefault({}),
    outputFolder: pathSchema,
    config: configurationReferenceSchema.default('default'),
    writeImages: z.boolean().optional(),
    focalLengthChoice: z.enum(['EFFECTIVE', 'EQUIVALENT']).optional(),
    overwrite: z.boolean().default(false),
  }),
]);

export type JobRequest = z.infer<typeof jobRequestSchema>;

/** Requests about jobs. */
export const jobRequests = {
  'jobs.submit': defineRequest({
    summary: 'Puts a job into the queue.',
    params: z.strictObject({
      request: jobRequestSchema,
      priority: z.int().min(-100).max(100).default(0),
      /** Cores that it may use at once. Default: one a file. */
      cores: z.int().min(1).max(1024).default(1),
    }),
    result: jobSchema,
  }),
  'jobs.list': defineRequest({
    summary: 'Jobs, the newest first.',
    params: z.strictObject({
      status: z.array(jobStatusSchema).max(jobStatusSchema.options.length).optional(),
      /** null: only jobs that are no part of another. */
      parentId: jobId.nullable().optional(),
      /** Only jobs that process this night. */
      night: nightSchema.optional(),
      ...pageParams,
    }),
    result: pageSchema(jobSchema),
  }),
  'jobs.get': defineRequest({
    summary: 'One job.',
    params: z.strictObject({ id: jobId }),
    result: jobSchema,
  }),
  'jobs.log': defineRequest({
    summary: 'Lines of a log from one on.',
    params: z.strictObject({
      id: jobId,
      after: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    result: z.array(jobLogLineSchema),
  }),
  'jobs.cancel': defineRequest({
    summary: 'Cancels a job and its children.',
    params: z.strictObject({ id: jobId }),
    result: jobSchema,
  }),
  'jobs.retry': defineRequest({
    summary:
      'Starts a failed, cancelled or interrupted job again; of a night, what is not yet done.',
    params: z.strictObject({ id: jobId }),
    result: jobSchema,
  }),
  'jobs.set-priority': defineRequest({
    summary: 'Changes the place of a waiting job in the queue.',
    params: z.strictObject({ id: jobId, priority: z.int().min(-100).max(100) }),
    result: jobSchema,
  }),
  'jobs.wait': defineRequest({
    summary: 'Waits for the end of a job.',
    params: z.strictObject({ id: jobId }),
    result: jobSchema,
    progress: jobSchema,
  }),
};

/** Events about jobs. */
export const jobEvents = {
  'jobs.changed': defineEvent({
    summary: 'A job as it is now, a few times a second at most for each.',
    params: z.strictObject({ id: jobId.optional() }),
    payload: jobSchema,
  }),
  'jobs.logged': defineEvent({
    summary: 'New lines of the log of a job.',
    params: z.strictObject({ id: jobId }),
    payload: jobLogLineSchema,
  }),
};
