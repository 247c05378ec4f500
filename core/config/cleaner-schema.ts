import { z } from 'zod';
import { telescopeValueSchema as perTelescope } from './telescope-value.ts';

const thresholds = {
  picture_threshold_pe: perTelescope(z.number()).default(10).meta({
    unit: 'p.e.',
    description: 'A pixel with at least this charge is a picture pixel.',
  }),
  boundary_threshold_pe: perTelescope(z.number()).default(5).meta({
    unit: 'p.e.',
    description: 'A neighbour of a picture pixel with at least this charge is kept.',
  }),
  min_picture_neighbors: perTelescope(z.int().min(0).max(1000)).default(2).meta({
    description: 'Number of picture neighbours that a picture pixel needs.',
  }),
};

const tailcuts = {
  ...thresholds,
  keep_isolated_pixels: perTelescope(z.boolean()).default(false).meta({
    description: 'Keep picture pixels that have too few picture neighbours.',
  }),
};

/** Parameters of plain tail cuts, for the data volume reduction. */
export const tailcutsSchema = z.strictObject({
  type: z
    .literal('TailcutsImageCleaner')
    .default('TailcutsImageCleaner')
    .meta({ description: 'The only cleaner that can be used here.' }),
  ...tailcuts,
});

/**
 * Image cleaners by ctapipe's names, and steps written in TypeScript. `keep_isolated_pixels` is there
 * only where it has an effect: the reference's other cleaners carry it too, but never look at it.
 */
export const cleanerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('TailcutsImageCleaner'), ...tailcuts }),
  z.strictObject({ type: z.literal('MARSImageCleaner'), ...thresholds }),
  z.strictObject({
    type: z.literal('FACTImageCleaner'),
    ...thresholds,
    time_limit_ns: perTelescope(z.number().min(0)).default(5).meta({
      unit: 'ns',
      description: 'Largest difference of the arrival times of neighbours.',
    }),
  }),
  z.strictObject({
    type: z.literal('TimeConstrainedImageCleaner'),
    ...thresholds,
    time_limit_core_ns: perTelescope(z.number().min(0)).default(4.5).meta({
      unit: 'ns',
      description: 'Largest distance of a core pixel from the mean time of the brightest island.',
    }),
    time_limit_boundary_ns: perTelescope(z.number().min(0)).default(1.5).meta({
      unit: 'ns',
      description: 'Largest difference between a boundary pixel and its core neighbours.',
    }),
  }),
  z.strictObject({
    type: z.literal('NSBImageCleaner'),
    ...tailcuts,
    pedestal_factor: perTelescope(z.number()).default(2.5).meta({
      description:
        'Multiple of the standard deviation of a pixel’s pedestal charge below which it is no picture pixel.',
    }),
    time_limit: perTelescope(z.number().min(0).nullable()).default(2).meta({
      unit: 'ns',
      description: 'Largest difference of the arrival times of neighbours; null: no time cut.',
    }),
    time_num_neighbors: perTelescope(z.int().min(0).max(1000)).default(1).meta({
      description: 'Number of kept neighbours within time_limit that a pixel needs.',
    }),
    bright_cleaning_n_pixels: perTelescope(z.int().min(1)).default(3).meta({
      description: 'Number of brightest pixels whose mean charge decides on bright cleaning.',
    }),
    bright_cleaning_fraction: perTelescope(z.number().min(0)).default(0.03).meta({
      description: 'Pixels below this fraction of that mean are removed.',
    }),
    bright_cleaning_threshold: perTelescope(z.number().nullable()).default(267).meta({
      unit: 'p.e.',
      description: 'Mean from which bright cleaning acts; null: never.',
    }),
    largest_island_only: perTelescope(z.boolean()).default(false).meta({
      description: 'Keep only the island with the most pixels.',
    }),
  }),
  z.strictObject({
    type: z.literal('CustomImageCleaner'),
    name: z.string().min(1).meta({
      description: 'Name of a cleaning step of one of the modules in custom_steps.',
    }),
    options: z.record(z.string(), z.json()).default({}).meta({
      description: 'Handed to the step as it is.',
    }),
  }),
]);
