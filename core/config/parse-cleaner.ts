import { PhotoelectronError } from '../foundation/errors.ts';
import { schemaFindings } from '../foundation/schema-findings.ts';
import { type ConfigurationDocument, configurationSchema } from './configuration-schema.ts';

/** The cleaner of a configuration: one for all telescopes, or rules. */
export type CleanerDocument = ConfigurationDocument['cleaning']['image_cleaner'];

/**
 * Checks what stands under `cleaning.image_cleaner` in a configuration, and fills in the defaults.
 *
 * @throws PhotoelectronError `config-invalid` naming the key, and for an unknown one the closest known
 */
export function parseCleaner(value: unknown): CleanerDocument {
  const document = { cleaning: { image_cleaner: value } };
  const result = configurationSchema.safeParse(document);
  if (result.success) return result.data.cleaning.image_cleaner;
  const findings = schemaFindings(configurationSchema, result.error.issues, document);
  const finding = findings.find(({ atKey }) => atKey) ?? findings.at(0);
  const key = (finding?.path ?? []).map(String).join('.').slice(0, 200);
  const clause = finding?.clause ?? 'is wrong';
  throw new PhotoelectronError(
    'config-invalid',
    `${key} ${clause}${clause.endsWith('?') ? '' : '.'}`,
    { item: key },
  );
}
