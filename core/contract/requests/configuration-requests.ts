import { z } from 'zod';
import { defineRequest } from '../definition.ts';
import {
  configurationDifferenceSchema,
  configurationHistoryEntrySchema,
  configurationNameSchema,
  configurationProblemSchema,
  configurationRecordSchema,
  documentPathSchema,
  draftConfigurationSchema,
  fullConfigurationSchema,
  importedSettingSchema,
} from '../records/configuration.ts';

const empty = z.strictObject({});

/** Longest text of a configuration [characters]; those known have twenty thousand at most. */
const MAX_TEXT = 1 << 18;

/** A configuration by name, by hash (or the first 8 or more digits of it), or as a document. */
export const configurationChoiceSchema = z.union([
  z.strictObject({ name: z.string().min(1).max(100) }),
  z.strictObject({ hash: z.string().regex(/^[0-9a-f]{8,64}$/) }),
  /** YAML or JSON. */
  z.strictObject({ text: z.string().max(MAX_TEXT) }),
]);

const telescopeType = z.string().min(1).max(200);
const telIds = z.array(z.int().min(0)).max(10_000);

/** A change of one value of a document. */
export const documentChangeSchema = z.union([
  z.strictObject({ path: documentPathSchema.min(1), value: z.json() }),
  /** Takes the key or the entry of a list away, and groups that are empty without it. */
  z.strictObject({ path: documentPathSchema.min(1), remove: z.literal(true) }),
]);

export type DocumentChange = z.infer<typeof documentChangeSchema>;

/** Requests about configurations. */
export const configurationRequests = {
  'configurations.list': defineRequest({
    summary: 'Named configurations, shipped ones first, and files that should be some but are not.',
    params: empty,
    result: z.object({
      configurations: z.array(configurationRecordSchema),
      problems: z.array(configurationProblemSchema),
    }),
  }),
  'configurations.get': defineRequest({
    summary: 'One configuration, complete.',
    params: configurationChoiceSchema,
    result: fullConfigurationSchema,
  }),
  'configurations.history': defineRequest({
    summary: 'Everything that a name has meant, the newest first.',
    params: z.strictObject({ name: configurationNameSchema }),
    result: z.array(configurationHistoryEntrySchema),
  }),
  'configurations.save': defineRequest({
    summary: 'Keeps a configuration under a name.',
    params: z.strictObject({
      name: configurationNameSchema,
      /** YAML or JSON. */
      text: z.string().max(MAX_TEXT),
      /** Configuration that it was made from: name or hash. */
      parent: z.string().max(100).optional(),
      note: z.string().max(10_000).default(''),
      /** Let the name mean this one from now on; the former keeps its hash. */
      replace: z.boolean().default(false),
    }),
    result: configurationRecordSchema,
  }),
  'configurations.edit': defineRequest({
    summary:
      'Changes values in the text of a configuration, comments stay; checks it. Keeps nothing.',
    params: z.strictObject({
      /** YAML or JSON; it need not be valid, but with changes it must be readable. */
      text: z.string().max(MAX_TEXT),
      /** Made one after the other. A list is best given whole: entries that stay keep their comments. */
      changes: z.array(documentChangeSchema).max(1000).default([]),
      /** Telescope of which is told which rules hold for it. */
      telescope: z
        .strictObject({
          /** Such as `LST_LST_LSTCam`. */
          type: z.string().max(200),
          telId: z.int().min(0).optional(),
        })
        .optional(),
    }),
    result: draftConfigurationSchema,
  }),
  'configurations.remove': defineRequest({
    summary: 'Forgets a name; the configuration stays as long as a product or job needs it.',
    params: z.strictObject({ name: configurationNameSchema }),
    result: empty,
  }),
  'configurations.diff': defineRequest({
    summary: 'What differs between two configurations.',
    params: z.strictObject({ left: configurationChoiceSchema, right: configurationChoiceSchema }),
    result: z.array(configurationDifferenceSchema),
  }),
  'configurations.cleaners': defineRequest({
    summary: 'What the cleaner of a configuration means for telescope types.',
    params: z.strictObject({
      configuration: configurationChoiceSchema,
      telescopes: z
        .array(z.strictObject({ type: telescopeType, telIds: telIds.default([]) }))
        .max(100),
    }),
    result: z.object({
      /** What stands under `cleaning.image_cleaner`, complete. */
      document: z.json(),
      /** In the order in which they were asked for. */
      telescopes: z.array(
        z.object({
          type: z.string(),
          /** With one value for each parameter. */
          cleaner: z.record(z.string(), z.json()),
          /** Telescopes of the type whose cleaner is another, because of rules with their numbers. */
          differing: z.array(z.int()),
        }),
      ),
    }),
  }),
  'configurations.derive': defineRequest({
    summary: 'The text of a configuration with some values changed; its comments stay.',
    params: z.strictObject({
      parent: configurationChoiceSchema,
      changes: z
        .array(
          z.strictObject({
            /** Keys from the top of the document. */
            path: z.array(z.string().min(1).max(200)).min(1).max(20),
            /** Complete, and without rules where it is for a telescope type. */
            value: z.json(),
            /** Type of telescope for which it is to hold, by a rule. Default: all telescopes. */
            telescopeType: telescopeType.optional(),
            /** Telescopes of that type; default: rules with numbers may concern any. */
            telIds: telIds.optional(),
          }),
        )
        .max(1000),
    }),
    result: z.object({
      /** YAML, or JSON where the parent was. */
      text: z.string(),
      /** What differs from the parent. */
      differences: z.array(configurationDifferenceSchema),
    }),
  }),
  'configurations.import': defineRequest({
    summary: 'Translates a configuration of ctapipe, lstchain, magic-cta-pipe or sst1mpipe.',
    params: z.strictObject({
      /** Content of the file. */
      text: z.string().max(MAX_TEXT),
      /** Name of the file, for messages. */
      fileName: z.string().max(500),
      /** Default: found out from the content. */
      from: z.enum(['ctapipe', 'lstchain', 'magic-cta-pipe', 'sst1mpipe']).optional(),
    }),
    result: z.object({
      from: z.enum(['ctapipe', 'lstchain', 'magic-cta-pipe', 'sst1mpipe']),
      /** The configuration in our words, with comments, as YAML. */
      text: z.string(),
      settings: z.array(importedSettingSchema),
    }),
  }),
  'configurations.schema': defineRequest({
    summary: 'JSON Schema of the document, with units, defaults and descriptions, for forms.',
    params: empty,
    result: z.record(z.string(), z.json()),
  }),
};
