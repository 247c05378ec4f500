import { z } from 'zod';

/** A file or product in a chain of provenance. */
export const provenanceEntitySchema = z.object({
  /** Stable within one answer. */
  id: z.string(),
  /** Where it was, when it was read or made. */
  path: z.string(),
  role: z.string(),
  productId: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  sha256: z.string().nullable(),
  sha256Of64Pieces: z.string().nullable(),
  /** File of the catalogue that has this content now. */
  fileId: z.int().nullable(),
  presentPath: z.string().nullable(),
});

/** Something that was done. */
export const provenanceActivitySchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  start: z.string(),
  stop: z.string().nullable(),
  software: z.string(),
  configurationName: z.string().nullable(),
  configurationHash: z.string().nullable(),
  inputs: z.array(z.string()),
  outputs: z.array(z.string()),
  isComplete: z.boolean().nullable(),
  /** The whole record as the product carries it. */
  record: z.record(z.string(), z.json()),
});

/** The chain from one product back to raw data. */
export const provenanceChainSchema = z.object({
  /** Entity that was asked for. */
  subject: z.string(),
  entities: z.array(provenanceEntitySchema),
  activities: z.array(provenanceActivitySchema),
  /** Entities of which it is not known how they came to be (raw data, or foreign software). */
  origins: z.array(z.string()),
});

/** One thing that differs between two products. */
export const provenanceDifferenceSchema = z.object({
  /** `configuration`, `software`, `inputs`, `options`, `system`, `activities`. */
  area: z.enum(['configuration', 'software', 'inputs', 'options', 'system', 'activities']),
  item: z.string(),
  left: z.json().nullable(),
  right: z.json().nullable(),
});

export type ProvenanceEntity = z.infer<typeof provenanceEntitySchema>;
export type ProvenanceActivity = z.infer<typeof provenanceActivitySchema>;
export type ProvenanceChain = z.infer<typeof provenanceChainSchema>;
export type ProvenanceDifference = z.infer<typeof provenanceDifferenceSchema>;
