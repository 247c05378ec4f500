import { z } from 'zod';
import { typedArraySchema } from '../typed-array.ts';
import { utcTimeSchema } from './times.ts';

const counts = typedArraySchema('float64', { description: 'Events in each bin, shape (n_bins).' });

/** A run against time, in bins of equal width of which the last may be cut off by its end. */
export const runProfileSchema = z.object({
  /** File that the events were read from. */
  path: z.string(),
  /** Table or HDU in it. */
  table: z.string(),
  start: utcTimeSchema,
  /** [s] */
  binWidthS: z.number(),
  /** Time in each bin in which events can have been taken; the rate is the counts over it. */
  exposureS: typedArraySchema('float64', {
    description: 'Exposure of each bin, shape (n_bins); dead time is not taken off.',
    unit: 's',
  }),
  /** Whether the exposure is that of good time intervals. */
  hasGoodTimes: z.boolean(),
  /** Array events. */
  counts,
  /** Array events by type, such as `SUBARRAY`; empty where the file does not tell. */
  types: z.array(z.object({ type: z.string(), counts })),
  /** Telescope events; empty where the file does not tell. */
  telescopes: z.array(z.object({ telId: z.int(), counts })),
  zenithDeg: typedArraySchema('float64', {
    description: 'Zenith distance of the pointing, shape (n_bins); NaN where it is not known.',
    unit: 'deg',
  }),
  /** `computed` from the pointing on the sky and the place; null when it is not known. */
  zenithSource: z.enum(['recorded', 'computed']).nullable(),
  /** Events outside of the times of the run. */
  nOutside: z.number(),
});

export type RunProfileRecord = z.infer<typeof runProfileSchema>;
