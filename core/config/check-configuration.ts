import { schemaFindings } from '../foundation/schema-findings.ts';
import { type ConfigurationDocument, configurationSchema } from './configuration-schema.ts';
import { readYaml, type TextPlace } from './read-yaml.ts';

/** Most findings that are told: a text of another kind would give one for every line. */
const MAX_FINDINGS = 100;

/** One thing that is wrong with a configuration. */
export interface ConfigurationFinding extends Partial<TextPlace> {
  /** Dotted path of the key; empty where it is about the whole text. */
  readonly key: string;
  /** The same, part by part. */
  readonly path: readonly (string | number)[];
  /** A sentence, with the closest known key or value where there is one. */
  readonly message: string;
}

/**
 * Reads a configuration document, fills in the defaults, and tells everything that is wrong with it.
 *
 * @param text YAML or JSON (which is YAML)
 * @returns the complete document, or what is wrong in the order of the text, a hundred at most
 */
export function checkConfiguration(
  text: string,
):
  | { readonly document: ConfigurationDocument }
  | { readonly findings: readonly [ConfigurationFinding, ...ConfigurationFinding[]] } {
  const yaml = readYaml(text);
  if ('faults' in yaml) {
    const [first, ...others] = yaml.faults.map(({ place, clause }) => ({
      ...place,
      key: '',
      path: [],
      message: `${clause}.`,
    }));
    return { findings: [first, ...others] };
  }
  const content = yaml.content ?? {};
  const result = configurationSchema.safeParse(content);
  if (result.success) return { document: result.data };
  const [first, ...others] = schemaFindings(configurationSchema, result.error.issues, content)
    .slice(0, MAX_FINDINGS)
    .map(({ path, atKey, clause }): ConfigurationFinding => {
      // Keys and values of YAML may have several lines.
      const oneLine = (part: string) => part.replace(/\s*\n\s*/g, ' ');
      const key = oneLine(path.map(String).join('.')).trim();
      const message = `${key === '' ? 'the document' : key} ${oneLine(clause)}`;
      return {
        ...yaml.placeOf(path, atKey),
        key,
        path: path.map((part) => (typeof part === 'number' ? part : String(part))),
        message: message.endsWith('?') ? message : `${message}.`,
      };
    })
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { findings: [first, ...others] };
}

/** A finding as a sentence with its place: `my.yaml, line 3, column 5: …`. */
export function findingSentence(name: string, { line, column, message }: ConfigurationFinding) {
  const place = line === undefined ? '' : `, line ${line}, column ${column ?? 1}`;
  return `${name}${place}: ${message}`;
}
