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
  /** `running`, `completed`, `interrupted`, `error`, or `unknown` where nothing tells. */
  status: z.string(),
  /** UTC, ISO 8601. */
  start: z.string().nullable(),
  stop: z.string().nullable(),
  /** Account and machine. */
  user: z.string().nullable(),
  host: z.string().nullable(),
  software: z.string(),
  configurationName: z.string().nullable(),
  configurationHash: z.string().nullable(),
  /** Entities that it read. */
  inputs: z.array(z.string()),
  /** Entities of this chain that it made. */
  outputs: z.array(z.string()),
  /** Wall time [s]. */
  durationS: z.number().nullable(),
  /** [s] */
  cpuTimeS: z.number().nullable(),
  /** Largest resident memory [bytes]. */
  peakMemoryBytes: z.number().nullable(),
  threads: z.number().nullable(),
  isComplete: z.boolean().nullable(),
  /**
   * The whole record as the product carries it; without the document of a configuration that has a hash,
   * which stands with the chain.
   */
  record: z.record(z.string(), z.json()),
});

/** The chain from one product back to raw data. */
export const provenanceChainSchema = z.object({
  /** Entity that was asked for. */
  subject: z.string(),
  entities: z.array(provenanceEntitySchema),
  /** From the latest back. */
  activities: z.array(provenanceActivitySchema),
  /** Documents of the configurations by their hashes: many activities share one. */
  configurations: z.record(z.string(), z.record(z.string(), z.json())),
  /** Entities of which it is not known how they came to be (raw data, or foreign software). */
  origins: z.array(z.string()),
  /** Activities of the catalogue that read the file that was asked for, the latest first. */
  readBy: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      start: z.string().nullable(),
      /** Files that they made. */
      outputs: z.array(z.string()),
    }),
  ),
  /** What could not be found or read on the way: one sentence each. */
  remarks: z.array(z.string()),
});

/** One thing that differs between two products. */
export const provenanceDifferenceSchema = z.object({
  /** Which activity: 0 is the one that made the products, further ones are before it. */
  step: z.int(),
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
