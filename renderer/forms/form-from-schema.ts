import type { ComponentVariant, FormField, FormNode } from './form-node.ts';
import type { JsonValue } from './json-value.ts';

/** What is used of JSON Schema. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly maxItems?: number;
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly unit?: string;
  readonly default?: JsonValue;
}

/** Whole numbers without limit have those of the language in the schema. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Makes a form of a JSON Schema as the engine gives it (`configurations.schema`, or a part of it). */
export function formFromSchema(schema: JsonSchema): FormNode {
  const alternatives = flatten(schema);
  const lists = alternatives.filter(isRuleList);
  const isNull = (part: JsonSchema) => part.type === 'null';
  const values = alternatives.filter((part) => !isNull(part) && !isRuleList(part));
  const common = {
    description: schema.description ?? '',
    unit: schema.unit,
    default: schema.default,
    perTelescope: lists.length > 0,
    nullable: alternatives.some(isNull),
  };
  const variants = values.flatMap(variantOf);
  if (variants.length > 0 && variants.length === values.length) {
    const isTypeOptional = values.every(({ required }) => required?.includes('type') !== true);
    return { ...common, kind: 'component', variants, isTypeOptional };
  }
  const [only] = values as readonly (JsonSchema | undefined)[];
  return { ...common, ...shapeOf(only ?? {}) };
}

type Shape = FormNode extends infer N ? (N extends FormNode ? Omit<N, CommonKey> : never) : never;
type CommonKey = 'description' | 'unit' | 'default' | 'perTelescope' | 'nullable';

function shapeOf(schema: JsonSchema): Shape {
  const { type, properties, items, prefixItems } = schema;
  if (schema.enum !== undefined) return { kind: 'choice', options: schema.enum.map(String) };
  if (type === 'object' && properties !== undefined) {
    return { kind: 'group', fields: fieldsOf(properties) };
  }
  if (type === 'boolean') return { kind: 'boolean' };
  if (type === 'string') return { kind: 'text' };
  if (type === 'number' || type === 'integer') {
    const { minimum, exclusiveMinimum, maximum } = schema;
    const isLimit = (limit: number | undefined) =>
      limit !== undefined && Math.abs(limit) < LARGEST ? limit : undefined;
    return {
      kind: 'number',
      isWhole: type === 'integer',
      min: isLimit(minimum ?? exclusiveMinimum),
      max: isLimit(maximum),
    };
  }
  if (type === 'array' && prefixItems === undefined && typeof items === 'object') {
    if (items.prefixItems?.length === 2) return { kind: 'criteria' };
    if (items.enum !== undefined) return { kind: 'flags', options: items.enum.map(String) };
    if (items.type === 'string') return { kind: 'texts' };
    return { kind: 'list', item: formFromSchema(items), maxItems: schema.maxItems ?? LARGEST };
  }
  return { kind: 'json' };
}

function fieldsOf(properties: Readonly<Record<string, JsonSchema>>): readonly FormField[] {
  return Object.entries(properties).map(([key, part]) => ({ key, node: formFromSchema(part) }));
}

/** A component: an object with a fixed `type`. */
function variantOf({ properties }: JsonSchema): readonly ComponentVariant[] {
  const { type, ...parameters } = properties ?? {};
  const name = (type as JsonSchema | undefined)?.const;
  return typeof name === 'string' ? [{ type: name, fields: fieldsOf(parameters) }] : [];
}

/** All alternatives that a schema has, at whatever depth; each of one type. */
function flatten(schema: JsonSchema): readonly JsonSchema[] {
  if (Array.isArray(schema.type)) {
    return (schema.type as readonly string[]).map((type) => ({ ...schema, type }));
  }
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return parts.length === 0 ? [schema] : parts.flatMap(flatten);
}

function isRuleList({ type, items }: JsonSchema): boolean {
  if (type !== 'array' || typeof items !== 'object') return false;
  return (items.anyOf ?? []).some(({ properties }) => properties?.['value'] !== undefined);
}
