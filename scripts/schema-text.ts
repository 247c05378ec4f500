import { z } from 'zod';

/** A schema as JSON Schema has it, with what the contract adds. */
interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly default?: unknown;
  readonly comment?: string;
  readonly description?: string;
  readonly unit?: string;
  /** Element type of a typed array. */
  readonly arrayType?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** What is known of schemas beside themselves. */
export interface SchemaWords {
  /** Names of schemas that are described in a place of their own. */
  readonly names: ReadonlyMap<z.ZodType, string>;
  /** Comments by place. */
  readonly comments: ReadonlyMap<string, string>;
  /** Comments of keys that are in several places, by their schemas. */
  readonly keyComments: ReadonlyMap<z.core.$ZodType, string>;
}

/** A schema by its name, or else as `schemaBody` writes it. */
export function schemaText(
  schema: z.ZodType,
  place: string,
  io: 'input' | 'output',
  words: SchemaWords,
): string {
  return words.names.get(schema) ?? schemaBody(schema, place, io, words);
}

/**
 * A schema as text for people, in the manner of TypeScript's types.
 *
 * @param place where its comments are, such as `jobSchema`
 * @param io whether keys with defaults may be left out (`input`) or are there (`output`)
 */
export function schemaBody(
  schema: z.ZodType,
  place: string,
  io: 'input' | 'output',
  words: SchemaWords,
): string {
  const registry = z.registry<{ id: string }>();
  for (const [named, id] of words.names) if (named !== schema) registry.add(named, { id });
  const json = z.toJSONSchema(schema, {
    io,
    metadata: registry,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, z.globalRegistry.get(zodSchema as unknown as z.ZodType));
      const comment = words.keyComments.get(zodSchema);
      if (comment !== undefined) Object.assign(jsonSchema, { comment });
    },
  });
  return text(json as SchemaNode, place, '', words.comments);
}

function text(
  node: SchemaNode,
  place: string,
  indent: string,
  comments: SchemaWords['comments'],
): string {
  const inner = (part: SchemaNode) => text(part, place, indent, comments);
  if (node.arrayType !== undefined) return `Array<${node.arrayType}>`;
  if (node.$ref !== undefined) {
    const name = node.$ref.replace('#/$defs/', '');
    return name.startsWith('__schema') ? 'JSON' : name;
  }
  if (node.const !== undefined) return literal(node.const);
  if (node.enum !== undefined) return node.enum.map(literal).join(' | ');
  const options = node.anyOf ?? node.oneOf;
  if (options !== undefined) return [...new Set(options.map(inner))].join(' | ');
  if (node.type === 'array') return listText(inner(node.items ?? {}));
  if (node.type === 'object') {
    if (node.properties !== undefined) return objectText(node, place, indent, comments);
    const values = node.additionalProperties;
    return `{ [name]: ${typeof values === 'object' ? inner(values) : 'anything'} }`;
  }
  return [node.type ?? 'anything'].flat().map(typeName).join(' | ');
}

function typeName(type: string): string {
  return type === 'integer' ? 'int' : type;
}

function listText(item: string): string {
  return item.includes(' ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

function objectText(
  { properties = {}, required = [] }: SchemaNode,
  place: string,
  indent: string,
  comments: SchemaWords['comments'],
): string {
  const entries = Object.entries(properties);
  if (entries.length === 0) return '{}';
  const inside = `${indent}  `;
  const lines = entries.flatMap(([key, node]) => {
    const path = `${place}.${key}`;
    const note = notes(node, comments.get(path) ?? comments.get(`pageParams.${key}`));
    const optional = required.includes(key) ? '' : '?';
    const line = `${inside}${key}${optional}: ${text(node, path, inside, comments)}`;
    return note === '' ? [line] : [`${inside}// ${note}`, line];
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** What the type of a key does not say: its meaning, unit, bounds and default. */
function notes(node: SchemaNode, comment: string | undefined): string {
  const parts = [
    comment ?? node.comment ?? node.description,
    node.unit === undefined ? undefined : `[${node.unit}]`,
    bounds(node),
    node.default === undefined ? undefined : `Default: ${JSON.stringify(node.default)}.`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

function bounds({
  minimum,
  maximum,
  minLength,
  maxLength,
  maxItems,
}: SchemaNode): string | undefined {
  const isBound = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) !== Number.MAX_SAFE_INTEGER;
  const [from, to] = [isBound(minimum), isBound(maximum)];
  if (from && to) return `${minimum} to ${maximum}.`;
  if (from) return `${minimum} or more.`;
  if (to) return `${maximum} or less.`;
  if (maxItems !== undefined) return `${maxItems} entries at most.`;
  if (maxLength === undefined) return undefined;
  return `${minLength === undefined ? '' : `${minLength} to `}${maxLength} characters${minLength === undefined ? ' at most' : ''}.`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
