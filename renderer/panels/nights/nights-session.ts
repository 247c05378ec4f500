import { z } from 'zod';
import { runSortSchema } from '../../../core/contract/requests/catalogue-requests.ts';

/** What the calendar colours nights by. */
export const calendarMeasures = ['hours', 'runs', 'level', 'flags'] as const;
export type CalendarMeasure = (typeof calendarMeasures)[number];

/** Which runs are listed, as a person chose it; what is undefined does not count. */
export const chosenFilterSchema = z.object({
  text: z.string().optional(),
  target: z.string().optional(),
  instrument: z.string().optional(),
  /** Null gathers the runs without a date. */
  night: z.iso.date().nullable().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  minZenithDeg: z.number().optional(),
  maxZenithDeg: z.number().optional(),
  telescope: z.int().optional(),
  level: z.string().optional(),
  flag: z.string().optional(),
  isSimulation: z.boolean().optional(),
});

export type ChosenFilter = z.infer<typeof chosenFilterSchema>;

const share = z.number().min(0.05).max(0.95);

const arrangement = z.object({
  shown: z.record(z.string(), z.boolean()).default({}),
  widths: z.record(z.string(), z.number()).default({}),
});

/** What comes back of the panel when the window is opened again. */
export const nightsSessionSchema = z.object({
  view: z.enum(['runs', 'files']).default('runs'),
  filter: chosenFilterSchema.default({}),
  isFilterOpen: z.boolean().default(false),
  sort: z
    .object({ key: runSortSchema, descending: z.boolean() })
    .default({ key: 'start', descending: true }),
  columns: arrangement.prefault({}),
  runId: z.int().nullable().default(null),
  measure: z.enum(calendarMeasures).default('hours'),
  calendarShare: share.default(0.25),
  listShare: share.default(0.5),
  rootsShare: share.default(0.3),
  fileColumns: arrangement.prefault({}),
  fileText: z.string().default(''),
  fileState: z.enum(['all', 'unrecognised', 'incomplete', 'missing']).default('all'),
  fileRootId: z.int().nullable().default(null),
});

export type NightsSession = z.infer<typeof nightsSessionSchema>;
