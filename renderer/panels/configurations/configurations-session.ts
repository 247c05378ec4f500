import { z } from 'zod';

/** Ways to look at a configuration. */
export const configurationViewSchema = z.enum(['form', 'text', 'differences', 'history']);

/** What of the panel comes back with the session. */
export const configurationsSessionSchema = z.object({
  /** Name of the configuration that is open. */
  open: z.string().max(100).nullable().default('default'),
  view: configurationViewSchema.default('form'),
  /** Texts that were changed and not saved, by name. */
  drafts: z.record(z.string(), z.string().max(1 << 18)).default({}),
  /** What differences are shown to: `parent`, `saved`, or the name of a configuration. */
  against: z.string().max(100).default('saved'),
  /** Telescope type of which is shown which rules hold. */
  telescopeType: z.string().max(200).default(''),
  /** Share of the list of the width. */
  listRatio: z.number().min(0.1).max(0.9).default(0.26),
});

export type ConfigurationView = z.output<typeof configurationViewSchema>;
export type ConfigurationsSession = z.output<typeof configurationsSessionSchema>;

/** Drafts without those of some names. */
export function withoutDraft(
  drafts: ConfigurationsSession['drafts'],
  names: readonly string[],
): ConfigurationsSession['drafts'] {
  return Object.fromEntries(Object.entries(drafts).filter(([name]) => !names.includes(name)));
}
