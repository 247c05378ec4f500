import { stringify } from 'yaml';
import type { JsonValue } from './diff-configurations.ts';

/**
 * A value in one line, as it can stand behind a key, in a list or between the brackets of another:
 * `8.5`, `'LST_*'`, `[a, b]`, `{ type: a, value: 3 }`.
 */
export function inlineYaml(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(inlineYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${inlineYaml(key)}: ${inlineYaml(item)}`,
    );
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  // Patterns are quoted as everywhere, though not all have to be.
  if (typeof value === 'string' && /^[\w .*?[\]-]*[*?[][\w .*?[\]-]*$/.test(value))
    return `'${value}'`;
  // Between brackets, where more has to be quoted than elsewhere.
  return stringify([value], {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    singleQuote: true,
    lineWidth: 0,
  })
    .trim()
    .slice(1, -1);
}

/**
 * A value as lines: groups and lists of groups one entry per line, plain values and lists of them in the
 * line of their key.
 *
 * @param indent of the lines [characters]
 * @returns undefined for what stands in one line
 */
export function blockYaml(value: JsonValue, indent: number): readonly string[] | undefined {
  if (isInline(value)) return undefined;
  if (Array.isArray(value)) return value.flatMap((item) => listItemYaml(item, indent));
  return Object.entries(value).flatMap(([key, item]) => pairYaml(key, item, indent));
}

/** A key with its value as lines. */
export function pairYaml(key: string, value: JsonValue, indent: number): readonly string[] {
  const head = `${' '.repeat(indent)}${inlineYaml(key)}:`;
  const lines = blockYaml(value, indent + 2);
  return lines === undefined ? [`${head} ${inlineYaml(value)}`] : [head, ...lines];
}

/** An entry of a list with its dash. */
export function listItemYaml(value: JsonValue, indent: number): readonly string[] {
  const dash = `${' '.repeat(indent)}- `;
  const isSmall = Array.isArray(value) || Object.values(value ?? {}).every(isPlain);
  const lines = isSmall ? undefined : blockYaml(value, indent + 2);
  if (lines === undefined) return [dash + inlineYaml(value)];
  return lines.map((line, i) => (i === 0 ? dash + line.slice(indent + 2) : line));
}

/** What stands in the line of its key. */
function isInline(value: JsonValue): value is Exclude<JsonValue, JsonValue[] | object> {
  if (Array.isArray(value)) return value.every(isPlain);
  return isPlain(value) || Object.keys(value as object).length === 0;
}

function isPlain(value: JsonValue): boolean {
  return typeof value !== 'object' || value === null;
}
