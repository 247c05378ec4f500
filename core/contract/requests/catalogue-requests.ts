import { z } from 'zod';
import { defineEvent, defineRequest } from '../definition.ts';
import { fileKindSchema, filePresenceSchema, fileSchema } from '../records/file.ts';
import { pageParams, pageSchema } from '../records/page.ts';
import { rootSchema } from '../records/root.ts';
import { nightSummarySchema, noteSchema, runSchema, runSheetSchema } from '../records/run.ts';
import { nightSchema } from '../records/times.ts';
import { typedArraySchema } from '../typed-array.ts';
import { configurationReferenceSchema, pathSchema } from '../records/path.ts';
import { runProfileSchema } from '../records/run-profile.ts';

const empty = z.strictObject({});
const runId = z.int().min(1);

/** Name of a flag. */
export const flagSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 _.-]{0,49}$/,
    'must be letters, digits, blanks, dots, dashes and underscores, 50 at most, beginning with a letter or digit',
  );

/** What the runs of a list have in common. */
export const runFilterSchema = z.strictObject({
  /** Only these runs. */
  ids: z.array(runId).max(10_000).optional(),
  /** Part of the source's name, whatever its case. */
  target: z.string().max(200).optional(),
  /** Any text: run number, source, instrument, telescope. */
  text: z.string().max(200).optional(),
  instrument: z.string().max(200).optional(),
  /** tel_id. */
  telescope: z.int().min(0).optional(),
  /** null: runs without any time. */
  night: nightSchema.nullable().optional(),
  /** First night. */
  from: nightSchema.optional(),
  /** Last night. */
  to: nightSchema.optional(),
  /** Smallest zenith distance [deg]. */
  minZenithDeg: z.number().optional(),
  /** Largest zenith distance [deg]. */
  maxZenithDeg: z.number().optional(),
  /** Data level that a present product has, such as `DL2`. */
  level: z.string().max(30).optional(),
  flag: z.string().max(100).optional(),
  isSimulation: z.boolean().optional(),
  obsId: z.number().optional(),
});

/** Columns by which runs can be sorted. */
export const runSortSchema = z.enum([
  'start',
  'obsId',
  'night',
  'target',
  'instrument',
  'zenithDeg',
  'durationS',
  'nEvents',
  'rateHz',
]);

/** The same for a list and for what is asked about a list. */
const runList = {
  filter: runFilterSchema.prefault({}),
  sort: runSortSchema.default('start'),
  descending: z.boolean().default(false),
};

/** Values that runs have, with the number of runs that have them. */
const countedValues = z.array(z.object({ value: z.string(), nRuns: z.int() }));

/** Requests about roots, files, nights and runs. */
export const catalogueRequests = {
  'roots.list': defineRequest({
    summary: 'Folders of the catalogue.',
    params: empty,
    result: z.array(rootSchema),
  }),
  'roots.add': defineRequest({
    summary: 'Adds a folder; it is empty until it has been scanned.',
    params: z.strictObject({ path: pathSchema }),
    result: rootSchema,
  }),
  'roots.remove': defineRequest({
    summary: 'Forgets a folder and its files; nothing on disk is touched.',
    params: z.strictObject({ id: z.int() }),
    result: empty,
  }),
  'files.list': defineRequest({
    summary: 'Files of the catalogue.',
    params: z.strictObject({
      rootId: z.int().optional(),
      kind: fileKindSchema.optional(),
      presence: filePresenceSchema.optional(),
      /** false: files that say themselves, or are seen, to end early. */
      isComplete: z.boolean().optional(),
      /** Part of the path. */
      text: z.string().max(500).optional(),
      ...pageParams,
    }),
    result: pageSchema(fileSchema),
  }),
  'nights.list': defineRequest({
    summary: 'Nights with their runs summed up, the latest first.',
    params: z.strictObject({ filter: runFilterSchema.prefault({}), ...pageParams }),
    result: pageSchema(nightSummarySchema),
  }),
  'runs.list': defineRequest({
    summary: 'Runs that pass a filter, sorted, page by page.',
    params: z.strictObject({ ...runList, ...pageParams }),
    result: pageSchema(runSchema),
  }),
  'runs.ids': defineRequest({
    summary: 'Numbers of all runs of a list, in its order, so that rows can be found and chosen.',
    params: z.strictObject(runList),
    result: z.object({
      ids: typedArraySchema('int32', { description: 'Numbers of runs, shape (n_runs).' }),
    }),
  }),
  'runs.values': defineRequest({
    summary: 'What the runs of the catalogue can be filtered by, the most frequent first.',
    params: empty,
    result: z.object({
      targets: countedValues,
      instruments: countedValues,
      levels: countedValues,
      flags: countedValues,
      telescopes: z.array(
        z.object({ telId: z.int(), name: z.string().nullable(), nRuns: z.int() }),
      ),
      /** First and last night with a run; null where there is none. */
      firstNight: nightSchema.nullable(),
      lastNight: nightSchema.nullable(),
    }),
  }),
  'runs.plan': defineRequest({
    summary: 'Which files would be processed for runs, and how the products would be called.',
    params: z.strictObject({
      filter: runFilterSchema.prefault({}),
      /** Name, hash or path of a configuration. */
      config: configurationReferenceSchema.default('default'),
    }),
    result: z.object({
      /** At most 1000. */
      files: z.array(
        z.object({
          input: z.string(),
          /** Name of the product, without its folder. */
          outputName: z.string(),
          runs: z.array(z.object({ runId, obsId: z.number() })),
        }),
      ),
      nFiles: z.int(),
      nRuns: z.int(),
      /** Runs of which no file can be processed. */
      nWithout: z.int(),
    }),
  }),
  'runs.get': defineRequest({
    summary: 'Everything that is known of one run.',
    params: z.strictObject({ id: runId }),
    result: runSheetSchema,
  }),
  'runs.profile': defineRequest({
    summary: 'Rate and zenith distance of a run against time, read from the best of its files.',
    params: z.strictObject({
      id: runId,
      /** The width of a bin is the smallest round one with no more bins. */
      maxBins: z.int().min(1).max(1000).default(120),
    }),
    result: z.object({
      /** null when there is none to be shown. */
      profile: runProfileSchema.nullable(),
      /** Why there is none, one sentence; null when there is one. */
      reason: z.string().nullable(),
    }),
    progress: z.object({
      /** Part of the file that was read, 0–1. */
      fraction: z.number(),
    }),
  }),
  'runs.set-flag': defineRequest({
    summary: 'Sets or takes away a flag of a run.',
    params: z.strictObject({
      id: runId,
      flag: flagSchema,
      isSet: z.boolean(),
    }),
    result: runSchema,
  }),
  'runs.set-flags': defineRequest({
    summary: 'Sets or takes away a flag of many runs, all or none.',
    params: z.strictObject({
      ids: z.array(runId).min(1).max(1000),
      flag: flagSchema,
      isSet: z.boolean(),
    }),
    result: z.object({
      /** Runs of which it was not so before. */
      nChanged: z.int(),
    }),
  }),
  'runs.add-note': defineRequest({
    summary: 'Adds a note to a run.',
    params: z.strictObject({ id: runId, text: z.string().min(1).max(10_000) }),
    result: noteSchema,
  }),
  'runs.remove-note': defineRequest({
    summary: 'Takes a note away.',
    params: z.strictObject({ id: runId, noteId: z.int() }),
    result: empty,
  }),
};

/** Events about the catalogue. */
export const catalogueEvents = {
  'catalogue.changed': defineEvent({
    summary: 'Something in the catalogue is not as it was; lists may be read again.',
    params: empty,
    payload: z.object({
      areas: z.array(z.enum(['roots', 'files', 'runs', 'configurations', 'provenance'])),
    }),
  }),
};
