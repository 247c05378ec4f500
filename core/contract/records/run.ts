import { z } from 'zod';
import { nightSchema, utcTimeSchema } from './times.ts';

/** A night with what was taken in it. */
export const nightSummarySchema = z.object({
  /** null gathers the runs without any time. */
  night: nightSchema.nullable(),
  site: z.string().nullable(),
  nRuns: z.int(),
  nSimulatedRuns: z.int(),
  /** Sum of the durations that are known [h]. */
  hours: z.number(),
  nEvents: z.number(),
  instruments: z.array(z.string()),
  targets: z.array(z.string()),
  dataLevels: z.array(z.string()),
  nFlagged: z.int(),
});

/** A run as a row of a list. */
export const runSchema = z.object({
  /** Number in this catalogue; it changes when the catalogue is rebuilt. */
  id: z.int(),
  /** Stable key, made from what the files say. */
  key: z.string(),
  obsId: z.number(),
  instrument: z.string(),
  site: z.string().nullable(),
  night: nightSchema.nullable(),
  isSimulation: z.boolean(),
  start: utcTimeSchema.nullable(),
  stop: utcTimeSchema.nullable(),
  /** [s] */
  durationS: z.number().nullable(),
  telescopes: z.array(
    z.object({ telId: z.int(), name: z.string().nullable(), type: z.string().nullable() }),
  ),
  target: z.string().nullable(),
  targetRaDeg: z.number().nullable(),
  targetDecDeg: z.number().nullable(),
  pointingRaDeg: z.number().nullable(),
  pointingDecDeg: z.number().nullable(),
  pointingAltDeg: z.number().nullable(),
  pointingAzDeg: z.number().nullable(),
  zenithDeg: z.number().nullable(),
  wobbleOffsetDeg: z.number().nullable(),
  wobbleAngleDeg: z.number().nullable(),
  primary: z.string().nullable(),
  nEvents: z.number().nullable(),
  /** Mean rate [Hz]. */
  rateHz: z.number().nullable(),
  dataLevels: z.array(z.string()),
  flags: z.array(z.string()),
  nNotes: z.int(),
});

/** A product of a run: a file that holds some level of it. */
export const productSchema = z.object({
  fileId: z.int(),
  path: z.string(),
  presence: z.enum(['present', 'missing']),
  format: z.string(),
  dataLevels: z.array(z.string()),
  /** Events of this run in this file; null when they were not counted. */
  nEvents: z.number().nullable(),
  productId: z.string().nullable(),
  activityId: z.string().nullable(),
  configurationHash: z.string().nullable(),
  isComplete: z.boolean().nullable(),
});

/** A quality figure of a run, for one telescope or for all. */
export const qualityFigureSchema = z.object({
  name: z.string(),
  telId: z.int().nullable(),
  value: z.number(),
  unit: z.string(),
});

/** A remark of a person about a run. */
export const noteSchema = z.object({ id: z.int(), time: utcTimeSchema, text: z.string() });

/** Everything that is known of a run. */
export const runSheetSchema = runSchema.extend({
  /** Events by type (`SUBARRAY`, `SKY_PEDESTAL`, …) of the file that knows most. */
  eventCounts: z.record(z.string(), z.number()),
  /** Triggers by telescope. */
  telescopeCounts: z.array(z.object({ telId: z.int(), nEvents: z.number() })),
  /** What the simulation was asked for, by ctapipe's names; null for data. */
  simulation: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).nullable(),
  products: z.array(productSchema),
  quality: z.array(qualityFigureSchema),
  notes: z.array(noteSchema),
});

export type NightSummary = z.infer<typeof nightSummarySchema>;
export type RunRecord = z.infer<typeof runSchema>;
export type ProductRecord = z.infer<typeof productSchema>;
export type RunSheet = z.infer<typeof runSheetSchema>;
