import { z } from 'zod';
import { utcTimeSchema } from './times.ts';

/** SHA-256 of the canonical form, hexadecimal: the identity of a configuration. */
export const configurationHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A name under which a configuration is kept. */
export const configurationNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
  .meta({ description: 'Letters, digits, dot, dash and underscore; 100 characters at most.' });

/** A configuration as a row of a list. */
export const configurationRecordSchema = z.object({
  name: configurationNameSchema,
  hash: configurationHashSchema,
  /** Configuration that it was made from. */
  parentHash: configurationHashSchema.nullable(),
  note: z.string(),
  created: utcTimeSchema.nullable(),
  /** Comes with the program and cannot be changed. */
  isShipped: z.boolean(),
  /** Products of the catalogue that were made with it. */
  nProducts: z.int(),
});

/** A configuration with its document. */
export const fullConfigurationSchema = configurationRecordSchema.partial({ name: true }).extend({
  /** As it was written, with comments. */
  text: z.string(),
  /** Complete, with all defaults; as it was kept where this version cannot understand it. */
  document: z.record(z.string(), z.json()),
  /** Why this version of the program cannot use it; null when it can. */
  problem: z.string().nullable(),
});

/** What a name means or meant. */
export const configurationHistoryEntrySchema = z.object({
  hash: configurationHashSchema,
  parentHash: configurationHashSchema.nullable(),
  note: z.string(),
  created: utcTimeSchema,
  /** When the name began to mean something else or was removed; null as long as it holds. */
  ended: utcTimeSchema.nullable(),
});

/** A file among the named configurations that is none. */
export const configurationProblemSchema = z.object({
  path: z.string(),
  /** One sentence with line and key. */
  message: z.string(),
});

/** One difference between two configurations. */
export const configurationDifferenceSchema = z.object({
  /** Dotted path of the key, with the name of a rule, component or criterion in brackets. */
  key: z.string(),
  /** The same, part by part, for a tree. */
  path: z.array(z.string()),
  kind: z.enum(['added', 'removed', 'changed']),
  left: z.json().optional(),
  right: z.json().optional(),
  unit: z.string().optional(),
  description: z.string().optional(),
});

/** Place of a value in a document: keys, and indices of lists from 0. */
export const documentPathSchema = z.array(z.union([z.string().max(1000), z.int().min(0)])).max(50);

/** One thing that is wrong with a document. */
export const configurationFindingSchema = z.object({
  /** Dotted path of the key; empty where it is about the whole text. */
  key: z.string(),
  /** The same, part by part. */
  path: z.array(z.union([z.string(), z.int()])),
  /** A sentence, with the closest known key or value where there is one. */
  message: z.string(),
  /** Place in the text, from 1; absent where it is about the whole. */
  line: z.int().optional(),
  column: z.int().optional(),
});

/** A configuration that is being written. */
export const draftConfigurationSchema = z.object({
  text: z.string(),
  /** What the text says, without defaults; null where it is no group of keys. */
  content: z.record(z.string(), z.json()).nullable(),
  /** Complete, with all defaults; null as long as something is wrong. */
  document: z.record(z.string(), z.json()).nullable(),
  hash: configurationHashSchema.nullable(),
  /** What is wrong, in the order of the text, a hundred at most. */
  findings: z.array(configurationFindingSchema),
  /** Of each list of rules per telescope, the one that holds for the telescope that was asked about. */
  rules: z.array(
    z.object({
      path: documentPathSchema,
      /** Index of the rule from 0; null: no rule holds, which is an error when data have the telescope. */
      rule: z.int().nullable(),
    }),
  ),
});

/** What became of one setting of an imported configuration. */
export const importedSettingSchema = z.object({
  /** Dotted path in the imported file. */
  key: z.string(),
  value: z.json(),
  /** Key of ours that took it; absent where there is no counterpart. */
  ours: z.string().optional(),
  /** Why there is no counterpart, or how the value was changed on the way. */
  remark: z.string().optional(),
});

export type ConfigurationFinding = z.infer<typeof configurationFindingSchema>;
export type DraftConfiguration = z.infer<typeof draftConfigurationSchema>;
export type FullConfiguration = z.infer<typeof fullConfigurationSchema>;
export type ConfigurationHistoryEntry = z.infer<typeof configurationHistoryEntrySchema>;
export type ConfigurationProblem = z.infer<typeof configurationProblemSchema>;
export type ConfigurationRecord = z.infer<typeof configurationRecordSchema>;
