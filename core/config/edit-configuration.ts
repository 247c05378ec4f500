import { isDeepStrictEqual } from 'node:util';
import { type Node, parseDocument, visit } from 'yaml';
import { PhotoelectronError } from '../foundation/errors.ts';
import { changeDocument, type DocumentChange, type DocumentPath } from './change-document.ts';
import { configurationSchema } from './configuration-schema.ts';
import type { JsonValue } from './diff-configurations.ts';
import { editYaml } from './edit-yaml.ts';
import { readYaml } from './read-yaml.ts';
import { blockYaml } from './yaml-text.ts';

/**
 * Changes values of a configuration in its text; comments, order and the way in which everything else is
 * written stay.
 *
 * @param text YAML or JSON; it need not be a valid configuration
 * @throws PhotoelectronError `config-invalid` when the text is no YAML
 */
export function editConfiguration(text: string, changes: readonly DocumentChange[]): string {
  if (changes.length === 0) return text;
  const edited = changes.reduce(applyChange, text.replaceAll('\r\n', '\n'));
  return text.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited;
}

function applyChange(text: string, change: DocumentChange): string {
  const plain = withoutAliases(text);
  const content = contentOf(plain);
  const next = changeDocument(content, change);
  if (isDeepStrictEqual(next, content)) return text;
  const edited = editYaml(plain, { path: change.path, content: next, orderOf: usualOrder(next) });
  // Ways to write YAML are many: where the piece could not be replaced, the content still counts.
  return hasContent(edited, next) ? edited : `${(blockYaml(next, 0) ?? ['{}']).join('\n')}\n`;
}

/** @throws PhotoelectronError `config-invalid` */
function contentOf(text: string): JsonValue {
  const yaml = readYaml(text);
  if (!('faults' in yaml)) return (yaml.content ?? {}) as JsonValue;
  const [{ place, clause }] = yaml.faults;
  const where = place === undefined ? '' : `line ${place.line}, column ${place.column}: `;
  throw new PhotoelectronError(
    'config-invalid',
    `The configuration cannot be changed as long as its text is wrong: ${where}${clause}.`,
  );
}

function hasContent(text: string, content: JsonValue): boolean {
  const yaml = readYaml(text);
  return !('faults' in yaml) && isDeepStrictEqual(yaml.content ?? {}, content);
}

/** Keys of a group as the schema has them, where the document is valid. */
function usualOrder(content: JsonValue): (group: DocumentPath) => readonly string[] {
  const result = configurationSchema.safeParse(content);
  return (group) => {
    let current: unknown = result.success ? result.data : undefined;
    for (const key of group) {
      if (typeof current !== 'object' || current === null) return [];
      current = (current as Readonly<Record<string, unknown>>)[key];
    }
    return typeof current === 'object' && current !== null ? Object.keys(current) : [];
  };
}

/** Puts copies in the places of references, so that a change at one of them leaves the others alone. */
function withoutAliases(text: string): string {
  if (!text.includes('*') || !text.includes('&')) return text;
  const document = parseDocument(text);
  let aliases = 0;
  if (document.errors.length > 0) return text;
  visit(document, {
    Alias: (_, alias) => {
      aliases++;
      return alias.resolve(document)?.clone() as Node | undefined;
    },
  });
  if (aliases === 0) return text;
  visit(document, {
    Scalar: (_, node) => {
      delete node.anchor;
    },
    Collection: (_, node) => {
      delete node.anchor;
    },
  });
  return document.toString({ lineWidth: 0 });
}
