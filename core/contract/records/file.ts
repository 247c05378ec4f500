import { z } from 'zod';
import { utcTimeSchema } from './times.ts';

/** What a file is for. */
export const fileKindSchema = z.enum([
  'events',
  'photons',
  'irf',
  'cuts',
  'benchmark',
  'index',
  'calibration',
  'monitoring',
  'instrument',
  'atmosphere',
  'histograms',
  'configuration',
  'model',
  'table',
  'document',
  'unrecognised',
]);

/** Whether a file of the catalogue is where it was. */
export const filePresenceSchema = z.enum(['present', 'missing']);

/** A file as the catalogue knows it. */
export const fileSchema = z.object({
  id: z.int(),
  rootId: z.int(),
  /** Absolute path. */
  path: z.string(),
  sizeBytes: z.number(),
  modified: utcTimeSchema,
  presence: filePresenceSchema,
  kind: fileKindSchema,
  /** Format in a few words, such as `sim_telarray` or `GADF FITS`. */
  format: z.string(),
  formatVersion: z.string().nullable(),
  /** One sentence: what it holds. */
  description: z.string(),
  dataLevels: z.array(z.string()),
  isSimulation: z.boolean().nullable(),
  software: z.string().nullable(),
  instrument: z.string().nullable(),
  /** False when it says itself, or is seen, to end early. */
  isComplete: z.boolean().nullable(),
  /** Why it was not recognised, or what is wrong with it. */
  reason: z.string().nullable(),
  /** Runs of which it holds something. */
  runIds: z.array(z.int()),
});

export type FileRecord = z.infer<typeof fileSchema>;
