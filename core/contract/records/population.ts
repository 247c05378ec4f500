import { z } from 'zod';
import { typedArraySchema } from '../typed-array.ts';

/** Images of one telescope type that are kept in memory. */
export const populationTypeSchema = z.object({
  /** Such as `LST_LST_LSTCam`. */
  type: z.string(),
  /** Telescopes of the images taken. */
  telIds: z.array(z.int()),
  nImages: z.int(),
  /** Images of the input that were met with until the reading ended, those taken among them. */
  nSeen: z.int(),
  /** Pedestal images among those taken. */
  nPedestals: z.int(),
  /** Images with true photo-electrons among those taken. */
  nWithTruth: z.int(),
});

/** Images that are kept in memory, to be cleaned again and again. */
export const populationRecordSchema = z.object({
  id: z.int(),
  isSimulation: z.boolean(),
  /** false when a file ended early or was damaged: there are the images before. */
  isComplete: z.boolean(),
  /** What was wrong with the files, each with its name; a hundred at most. */
  warnings: z.array(z.object({ message: z.string(), count: z.int() })),
  /** In alphabetical order; also types without images. */
  types: z.array(populationTypeSchema),
  /** Memory of the images and of what cleanings make of them [bytes]. */
  bytes: z.number(),
  /** Fraction of the input that was read, 0–1: less than 1 when a limit ended the reading. */
  fractionRead: z.number(),
  /** Image parameters that histograms can be made of. */
  columns: z.array(
    z.object({
      name: z.string(),
      /** Empty where the parameter has none. */
      unit: z.string(),
      description: z.string(),
    }),
  ),
});

/** Bins of one width on a linear or logarithmic axis. */
export const binsSchema = z.strictObject({
  min: z.number(),
  max: z.number(),
  nBins: z.int().min(1).max(1000),
  scale: z.enum(['linear', 'log']).default('linear'),
});

/** Numbers of images in bins of a parameter. */
export const histogramSchema = z.object({
  column: z.string(),
  edges: typedArraySchema('float64', {
    description: 'Edges of the bins, shape (n_bins + 1), unit of the column.',
  }),
  counts: typedArraySchema('uint32', {
    description:
      'Images, shape (n_bins); bins hold their lower edge, the last one its upper as well.',
  }),
  nBelow: z.int(),
  nAbove: z.int(),
  /** Images that have no such parameter. */
  nUndefined: z.int(),
});

/** Where the values of an image parameter lie, over the images that have it. */
export const columnRangeSchema = z.object({
  column: z.string(),
  nDefined: z.int(),
  /** null where no image has the parameter; so are the others then. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Least value above zero, for logarithmic axes; null where there is none. */
  minPositive: z.number().nullable(),
  /** Values that one in two hundred images lies below or above. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** What a cleaning kept of the pedestal images of a population. */
export const pedestalSurvivalSchema = z.object({
  nImages: z.int(),
  /** Pedestal images of which at least one pixel was kept. */
  nSurviving: z.int(),
  /** nSurviving / nImages. */
  survivingFraction: z.number(),
  /** Kept pixels / all pixels of the pedestal images. */
  pixelFraction: z.number(),
  /** Sum of the charges of the kept pixels / nImages [p.e.]. */
  chargePerImage: z.number(),
});

/**
 * What a cleaning kept of true light and of noise. With true photo-electrons t and charges q of the
 * pixels: efficiency = Σ_kept t / Σ_all t, noise fraction = 1 − purity = Σ_(kept, t = 0) q / Σ_kept q.
 */
export const truthKeptSchema = z.object({
  /** Images with truth. */
  nImages: z.int(),
  /** Σ_all t [p.e.]. */
  trueCharge: z.number(),
  /** Σ_kept t [p.e.]. */
  keptTrueCharge: z.number(),
  /** Σ_kept q [p.e.]. */
  keptCharge: z.number(),
  /** Σ_(kept, t = 0) q [p.e.]. */
  noiseCharge: z.number(),
  /** null where nothing is there to be kept. */
  efficiency: z.number().nullable(),
  /** null where nothing was kept. */
  noiseFraction: z.number().nullable(),
  /** The same against the true charge of the image. */
  byCharge: z.object({
    edges: typedArraySchema('float64', {
      description: 'True charge, shape (n_bins + 1).',
      unit: 'p.e.',
    }),
    nImages: typedArraySchema('uint32', { description: 'Images, shape (n_bins).' }),
    efficiency: typedArraySchema('float64', {
      description: 'True charge kept / true charge, shape (n_bins); NaN where there is none.',
    }),
    noiseFraction: typedArraySchema('float64', {
      description: 'Noise charge kept / charge kept, shape (n_bins); NaN where nothing was kept.',
    }),
  }),
});

/** What a cleaning made of the images of one telescope type. */
export const cleaningSummarySchema = z.object({
  nImages: z.int(),
  /** Images of which at least one pixel was kept. */
  nSurviving: z.int(),
  /** Images that passed the image quality query, and so have parameters. */
  nParametrised: z.int(),
  /** Kept pixels of all images. */
  nPixels: z.int(),
  /** Groups of kept pixels of all images. */
  nIslands: z.int(),
  /** In the order in which they were asked for. */
  histograms: z.array(histogramSchema),
  /** null when there are no pedestal images. */
  pedestals: pedestalSurvivalSchema.nullable(),
  /** null when no image has truth. */
  truth: truthKeptSchema.nullable(),
});

/** An image of a population. */
export const selectedImageSchema = z.object({
  /** Index among the images of its telescope type. */
  index: z.int(),
  /** File of the event. */
  path: z.string(),
  obsId: z.int(),
  eventId: z.number(),
  telId: z.int(),
  /** Code of the type of the array event, as in the column `event_type`. */
  eventType: z.int(),
  /** Value of the column. */
  value: z.number(),
});
