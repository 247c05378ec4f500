import { z } from 'zod';
import { defineRequest } from '../definition.ts';
import { pageParams, pageSchema } from '../records/page.ts';
import { configurationReferenceSchema, pathSchema } from '../records/path.ts';
import {
  binsSchema,
  cleaningSummarySchema,
  columnRangeSchema,
  populationRecordSchema,
  selectedImageSchema,
} from '../records/population.ts';

/** A population of this connection. */
const population = z.int().min(1);

const telescopeType = z.string().min(1).max(200);
const column = z.string().min(1).max(200);

/** What stands under `cleaning.image_cleaner` in a configuration. */
const cleaner = z.json();

/** Requests about images that are kept in memory to be cleaned again and again. */
export const populationRequests = {
  'population.load': defineRequest({
    summary:
      'Calibrates images and keeps them in memory until they are released or the connection ends.',
    params: z.strictObject({
      paths: z.array(pathSchema).min(1).max(100),
      /** Name, hash or path of the configuration that everything but the cleaner is taken from. */
      config: configurationReferenceSchema.default('default'),
      /** Largest number of images of each telescope type; the first ones of the files are taken. */
      maxImages: z.int().min(1).max(1_000_000).default(10_000),
      /** Default: all. */
      telescopeTypes: z.array(telescopeType).min(1).max(100).optional(),
      /** Types of array events in place of those of the configuration; of simulations calibration events too. */
      eventTypes: z
        .array(
          z.enum([
            ...['FLATFIELD', 'SINGLE_PE', 'PEDESTAL', 'DARK_PEDESTAL', 'ELECTRONIC_PEDESTAL'],
            ...['SKY_PEDESTAL', 'OTHER_CALIBRATION', 'MUON', 'HARDWARE_STEREO', 'RANDOM_MONO'],
            ...['DAQ', 'SUBARRAY', 'LONG_EVENT', 'UNKNOWN'],
          ] as const),
        )
        .min(1)
        .max(14)
        .optional(),
      focalLengthChoice: z.enum(['EFFECTIVE', 'EQUIVALENT']).optional(),
    }),
    result: populationRecordSchema,
    progress: z.object({
      nImages: z.int(),
      /** Fraction of the input read, 0–1. */
      fraction: z.number(),
    }),
  }),
  'population.clean': defineRequest({
    summary:
      'Cleans and parametrises all images of a telescope type; an older request for the same population that still runs is cancelled.',
    params: z.strictObject({
      id: population,
      telescopeType,
      /** Default: the cleaner of the population's configuration. */
      a: cleaner.optional(),
      /** A second cleaner to compare with. */
      b: cleaner.optional(),
      histograms: z
        .array(z.strictObject({ column, bins: binsSchema }))
        .max(16)
        .default([]),
      /** Bins of the true charge [p.e.]. */
      truthBins: binsSchema.default({ min: 10, max: 100_000, nBins: 20, scale: 'log' }),
    }),
    result: z.object({
      a: cleaningSummarySchema,
      /** null when there was no second cleaner. */
      b: cleaningSummarySchema.nullable(),
    }),
  }),
  'population.ranges': defineRequest({
    summary: 'Where the values of image parameters lie, to choose axes by.',
    params: z.strictObject({
      id: population,
      telescopeType,
      /** Default: the cleaner of the population's configuration. */
      cleaner: cleaner.optional(),
      columns: z.array(column).min(1).max(100),
    }),
    /** In the order in which they were asked for. */
    result: z.array(columnRangeSchema),
  }),
  'population.select': defineRequest({
    summary: 'The images whose parameter lies in a range, in the order of the files.',
    params: z.strictObject({
      id: population,
      telescopeType,
      /** Default: the cleaner of the population's configuration. */
      cleaner: cleaner.optional(),
      column,
      /** Both ends belong to the range. */
      min: z.number(),
      max: z.number(),
      ...pageParams,
    }),
    result: pageSchema(selectedImageSchema),
  }),
  'population.suggest': defineRequest({
    summary:
      'The lowest thresholds at which no more than a chosen fraction of the pedestal images survives.',
    params: z.strictObject({
      id: population,
      telescopeType,
      /** Cleaner whose thresholds are to be found. Default: that of the population's configuration. */
      cleaner: cleaner.optional(),
      /** Largest fraction of the pedestal images that may keep a pixel. */
      targetPedestalSurvival: z.number().min(0).max(1),
      /** Boundary threshold / picture threshold. */
      boundaryRatio: z.number().min(0).max(1).default(0.5),
    }),
    result: z.object({
      /** A multiple of 0.01 [p.e.]. */
      pictureThresholdPe: z.number(),
      boundaryThresholdPe: z.number(),
      /** The cleaner with these thresholds. */
      cleaner: z.json(),
      nPedestals: z.int(),
      nSurviving: z.int(),
      survivingFraction: z.number(),
    }),
  }),
  'population.release': defineRequest({
    summary: 'Gives the memory of a population back; its requests that still run are cancelled.',
    params: z.strictObject({ id: population }),
    result: z.strictObject({}),
  }),
};
