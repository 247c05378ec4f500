import { z } from 'zod';
import { utcTimeSchema } from './times.ts';

/** A folder that the user added to the catalogue. */
export const rootSchema = z.object({
  id: z.int(),
  /** Absolute path. */
  path: z.string(),
  added: utcTimeSchema,
  lastScan: utcTimeSchema.nullable(),
  /** False when the folder cannot be seen now, such as a disk that is not mounted. */
  isPresent: z.boolean(),
  nFiles: z.int(),
  nUnrecognised: z.int(),
});

export type RootRecord = z.infer<typeof rootSchema>;
