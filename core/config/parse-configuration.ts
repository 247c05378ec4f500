import { isNode, isPair, isScalar, isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { PhotoelectronError } from '../foundation/errors.ts';
import { type SchemaFinding, schemaFindings } from '../foundation/schema-findings.ts';
import { type ConfigurationDocument, configurationSchema } from './configuration-schema.ts';

/** Largest document that is looked at [characters]. */
const MAX_LENGTH = 1 << 20;

/**
 * Reads a configuration document and fills in the defaults.
 *
 * @param text YAML or JSON (which is YAML)
 * @param name name of the document in messages, such as its path
 * @throws PhotoelectronError `config-invalid` with line, column, key, and for an unknown key the
 *   closest known one; further findings are counted
 */
export function parseConfiguration(text: string, name: string): ConfigurationDocument {
  if (text.length > MAX_LENGTH) {
    throw new PhotoelectronError(
      'config-invalid',
      `${name} is no configuration: it is longer than 1 MiB.`,
      { path: name },
    );
  }
  const lines = new LineCounter();
  const yaml = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const error = yaml.errors.at(0);
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const [message = ''] = error.message.split('\n');
    throw new PhotoelectronError(
      'config-invalid',
      `${name}, line ${line}, column ${col}: not valid YAML: ${message.replace(/\.$/, '')}.`,
      { path: name },
    );
  }
  let content: unknown;
  try {
    content = yaml.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    throw new PhotoelectronError(
      'config-invalid',
      `${name} cannot be read: it uses too many YAML aliases.`,
      { path: name },
      cause,
    );
  }
  const result = configurationSchema.safeParse(content ?? {});
  if (result.success) return result.data;

  const findings = schemaFindings(configurationSchema, result.error.issues, content);
  const first = findings.at(0);
  if (first === undefined) throw result.error;
  const place = position(yaml, lines, first);
  const key = first.path.map(String).join('.');
  const more = findings.length - 1;
  const finding = `${key === '' ? 'the document' : key} ${first.clause}${first.clause.endsWith('?') ? '' : '.'}`;
  throw new PhotoelectronError(
    'config-invalid',
    // Keys and values of YAML may have several lines.
    `${name}${place}: ${finding.replace(/\s*\n\s*/g, ' ')}` +
      (more > 0 ? ` (${more} more ${more === 1 ? 'finding' : 'findings'}.)` : ''),
    { path: name, item: key },
  );
}

/** `, line 3, column 5` of a finding; of the nearest key around it where it has none itself. */
function position(yaml: Document, lines: LineCounter, finding: SchemaFinding): string {
  for (let length = finding.path.length; length > 0; length--) {
    const path = finding.path.slice(0, length);
    const offset = offsetOf(yaml, path, finding.atKey || length < finding.path.length);
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return `, line ${line}, column ${col}`;
  }
  return '';
}

function offsetOf(yaml: Document, path: SchemaFinding['path'], atKey: boolean): number | undefined {
  const last = path.at(-1);
  const parent = path.length > 1 ? yaml.getIn(path.slice(0, -1), true) : yaml.contents;
  if (atKey && isMap(parent)) {
    const pair = parent.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last),
    );
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0];
  }
  const node = yaml.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
