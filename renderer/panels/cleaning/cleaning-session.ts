import { z } from 'zod';
import { useSession } from '../../session/session-store.ts';

/** Event types to load, by what a person wants of them. */
export const eventChoices = ['configured', 'showers', 'with-pedestals', 'all'] as const;

export type EventChoice = (typeof eventChoices)[number];

const cleaner = z.looseObject({ type: z.string() });

const side = z.object({
  isOn: z.boolean(),
  /** Configuration that the cleaner is taken from; empty: that of the population. */
  base: z.string(),
  /** Cleaners that were changed, by telescope type. */
  edits: z.record(z.string(), cleaner),
});

const axis = z.object({
  column: z.string(),
  /** Ends and scale where the user has chosen them; else they come from the values. */
  min: z.number().optional(),
  max: z.number().optional(),
  scale: z.enum(['linear', 'log']).optional(),
  nBins: z.int().min(1).max(1000).optional(),
});

const schema = z.object({
  paths: z.array(z.string()).default([]),
  config: z.string().default('default'),
  maxImages: z.int().min(1).max(1_000_000).default(10_000),
  events: z.enum(eventChoices).default('configured'),
  focalLength: z.enum(['configured', 'EFFECTIVE', 'EQUIVALENT']).default('configured'),
  telescopeType: z.string().default(''),
  a: side.default({ isOn: true, base: '', edits: {} }),
  b: side.default({ isOn: true, base: '', edits: {} }),
  axes: z
    .array(axis)
    .default([
      { column: 'hillas_intensity' },
      { column: 'hillas_width' },
      { column: 'hillas_length' },
    ]),
  /** Where products of nights go. */
  outputFolder: z.string().default(''),
  showsHelp: z.boolean().default(false),
  cameras: z.enum(['all', 'sides', 'difference']).default('all'),
  scale: z.enum(['linear', 'log', 'symlog']).default('linear'),
  showsImages: z.boolean().default(true),
  cameraShare: z.number().min(0).max(1).default(0.5),
});

export type Side = z.output<typeof side>;
export type HistogramAxis = z.output<typeof axis>;
export type CleaningState = z.output<typeof schema>;

/** What the panel for cleaning remembers. */
export function useCleaningState(): CleaningState {
  return useSession().part('cleaning', schema);
}
