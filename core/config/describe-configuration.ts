import { z } from 'zod';
import { configurationSchema } from './configuration-schema.ts';

/** One key of the document. */
export interface ConfigurationKey {
  /** Dotted path; components carry their type: `cleaning.image_cleaner[FACTImageCleaner].time_limit_ns`. */
  readonly key: string;
  readonly description: string;
  readonly unit?: string;
  /** Value when the key is absent. */
  readonly default?: unknown;
  /** Whether a list of rules per telescope is accepted. */
  readonly perTelescope: boolean;
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly const?: unknown;
  readonly description?: string;
  readonly unit?: string;
  readonly default?: unknown;
}

/** Every key of the configuration document with unit, default and description, in its order. */
export function describeConfiguration(): readonly ConfigurationKey[] {
  described ??= describeObject(
    z.toJSONSchema(configurationSchema, { io: 'input', reused: 'inline' }) as JsonSchema,
    '',
  );
  return described;
}

/** Kept once it was made: the schema never changes. */
let described: readonly ConfigurationKey[] | undefined;

function describeObject(schema: JsonSchema, prefix: string): ConfigurationKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    if (name === 'type' && value.const !== undefined) return [];
    return describeValue(value, prefix === '' ? name : `${prefix}.${name}`);
  });
}

function describeValue(schema: JsonSchema, key: string): ConfigurationKey[] {
  const alternatives = [schema, ...(schema.anyOf ?? [])];
  const perTelescope = alternatives.some((part) => part.type === 'array' && isRuleList(part));
  const components = componentsOf(schema);
  const own: ConfigurationKey = {
    key,
    description: schema.description ?? '',
    perTelescope,
    ...(schema.unit === undefined ? {} : { unit: schema.unit }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
  };
  if (components.length > 0) {
    return [
      own,
      ...components.flatMap((part) =>
        describeObject(part, `${key}[${String(part.properties?.['type']?.const)}]`),
      ),
    ];
  }
  const group = alternatives.find((part) => part.properties !== undefined);
  return group === undefined ? [own] : [own, ...describeObject(group, key)];
}

function isRuleList(schema: JsonSchema): boolean {
  const rules = schema.items?.anyOf ?? [];
  return rules.some((rule) => rule.properties !== undefined && 'value' in rule.properties);
}

/** The components among the alternatives of a value: objects with a fixed `type`. */
function componentsOf(schema: JsonSchema): readonly JsonSchema[] {
  if (schema.properties?.['type']?.const !== undefined) return [schema];
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (schema.type === 'array' && schema.items !== undefined && !isRuleList(schema)) {
    parts.push(schema.items);
  }
  return parts.flatMap(componentsOf);
}
