import { z } from 'zod';

/** A part of a long list. */
export const pageParams = {
  /** First row. */
  offset: z.int().min(0).default(0),
  /** Largest number of rows; replies stay small, so that lists are read page by page. */
  limit: z.int().min(1).max(1000).default(100),
};

/** A page of rows with the number of all that match. */
export function pageSchema<S extends z.ZodType>(row: S) {
  return z.object({ total: z.int(), rows: z.array(row) });
}
