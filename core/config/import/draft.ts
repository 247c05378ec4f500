import { Document, isMap, isScalar, isSeq, type Node, Pair, YAMLMap } from 'yaml';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { schemaFindings } from '../../foundation/schema-findings.ts';
import { configurationSchema } from '../configuration-schema.ts';
import { describeConfiguration } from '../describe-configuration.ts';
import type { JsonValue } from '../diff-configurations.ts';

/** Path in a document: names of keys, places in lists. */
export type DraftPath = readonly (string | number)[];

/** Most changes; each checks the document, and the largest known configuration needs a hundred. */
const MAX_CHANGES = 1000;

/** A configuration that is being put together, valid at every moment, with a comment for each key. */
export class ConfigurationDraft {
  #document: JsonValue = {};
  readonly #comments = new Map<string, string>();
  #changes = 0;

  /**
   * Sets a value, where the document stays valid with it.
   *
   * @param comment where it comes from
   * @returns what is wrong with the value, a clause; undefined when it was set
   * @throws PhotoelectronError `config-invalid` after very many changes, which only a hostile file asks for
   */
  set(path: DraftPath, value: JsonValue, comment: string): string | undefined {
    if (++this.#changes > MAX_CHANGES) {
      throw new PhotoelectronError(
        'config-invalid',
        'The file holds more settings than a configuration can have.',
      );
    }
    const changed = withValue(this.#document, path, value);
    const result = configurationSchema.safeParse(changed);
    if (!result.success) {
      const [finding] = schemaFindings(configurationSchema, result.error.issues, changed);
      const inside = finding.path.slice(path.length).map(String).join('.');
      const subject = finding.atKey ? 'it' : `the value${inside === '' ? '' : ` of ${inside}`}`;
      return `${subject} ${finding.clause.replace(/\s*\n\s*/g, ' ')}`;
    }
    this.#document = changed;
    this.#comments.set(JSON.stringify(path), comment);
    return undefined;
  }

  /** The value at a path as it was set; undefined where none was. */
  get(path: DraftPath): JsonValue | undefined {
    let value: JsonValue | undefined = this.#document;
    for (const key of path) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = (value as Readonly<Record<string | number, JsonValue>>)[key];
    }
    return value;
  }

  /**
   * The document as YAML with every key written out, its unit and where its value comes from.
   *
   * @param head comment at the beginning, without comment marks
   */
  toYaml(head: string): string {
    const complete = configurationSchema.parse(this.#document);
    const document = new Document(complete);
    document.commentBefore = commentOf(head);
    const units = new Map(
      describeConfiguration().flatMap(({ key, unit }) => (unit === undefined ? [] : [[key, unit]])),
    );
    if (isMap(document.contents)) this.#annotate(document.contents, [], '', units);
    return document.toString({ lineWidth: 0, flowCollectionPadding: true, singleQuote: true });
  }

  #annotate(
    map: YAMLMap,
    path: DraftPath,
    schemaKey: string,
    units: ReadonlyMap<string, string>,
  ): void {
    const type = map.get('type');
    const inside =
      typeof type === 'string' && path.length > 1 ? `${schemaKey}[${type}]` : schemaKey;
    for (const pair of map.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const here = [...path, key];
      const keyInSchema = inside === '' ? key : `${inside}.${key}`;
      const unit = units.get(keyInSchema);
      const origin = this.#comments.get(JSON.stringify(here));
      const parts = [
        ...(unit === undefined ? [] : [unit]),
        ...(origin === undefined ? [] : [origin]),
      ];
      const { value } = pair;
      if (parts.length > 0) comment(pair, commentOf(parts.join('; ')));
      if (isMap(value)) this.#annotate(value, here, keyInSchema, units);
      else if (isSeq(value)) {
        value.items.forEach((item, i) => {
          this.#annotateItem(item as Node, [...here, i], keyInSchema, units);
        });
      }
    }
  }

  /** Rules of plain values and criteria stand on one line each. */
  #annotateItem(
    item: Node,
    path: DraftPath,
    schemaKey: string,
    units: ReadonlyMap<string, string>,
  ): void {
    if (isSeq(item)) item.flow = true;
    if (!isMap(item)) return;
    const value = item.get('value', true) as unknown;
    if (isMap(value)) this.#annotate(value, [...path, 'value'], schemaKey, units);
    else if (item.has('value')) item.flow = true;
    else this.#annotate(item, path, schemaKey, units);
  }
}

/** Behind a plain value, above a group or list. */
function comment(pair: Pair, text: string): void {
  if (isScalar(pair.value) || (isSeq(pair.value) && pair.value.items.length === 0)) {
    pair.value.comment = text;
  } else if (isScalar(pair.key)) {
    pair.key.commentBefore = text;
  }
}

function commentOf(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ` ${line.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')}`))
    .join('\n');
}

function withValue(document: JsonValue, path: DraftPath, value: JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (path.length === 0) return value;
  if (Array.isArray(document)) {
    return document.map((item: JsonValue, i) => (i === key ? withValue(item, rest, value) : item));
  }
  const group = typeof document === 'object' && document !== null ? document : {};
  const inner = (group as Readonly<Record<string, JsonValue>>)[String(key)] as
    JsonValue | undefined;
  return { ...group, [String(key)]: withValue(inner ?? {}, rest, value) };
}
