import { PhotoelectronError } from '../foundation/errors.ts';
import { checkConfiguration, findingSentence } from './check-configuration.ts';
import type { ConfigurationDocument } from './configuration-schema.ts';

/**
 * Reads a configuration document and fills in the defaults.
 *
 * @param text YAML or JSON (which is YAML)
 * @param name name of the document in messages, such as its path
 * @throws PhotoelectronError `config-invalid` with line, column, key, and for an unknown key the
 *   closest known one; further findings are counted
 */
export function parseConfiguration(text: string, name: string): ConfigurationDocument {
  const result = checkConfiguration(text);
  if ('document' in result) return result.document;
  const [first, ...others] = result.findings;
  const more =
    others.length === 0
      ? ''
      : ` (${others.length} more ${others.length === 1 ? 'finding' : 'findings'}.)`;
  throw new PhotoelectronError('config-invalid', `${findingSentence(name, first)}${more}`, {
    path: name,
    item: first.key,
  });
}
