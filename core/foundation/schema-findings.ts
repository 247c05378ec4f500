import { z } from 'zod';
import { closestName } from './closest-name.ts';

type Path = readonly PropertyKey[];

/** One thing that is wrong: where, and a clause that follows the name of the key. */
export interface SchemaFinding {
  readonly path: Path;
  /** The finding is about the key itself, not about its value. */
  readonly atKey: boolean;
  readonly clause: string;
}

/**
 * Says what a schema found wrong: an unknown key with the closest known one, a wrong value with what
 * it must be; of alternatives, the one that was meant.
 *
 * @param schema the schema that was applied
 * @param issues what it found
 * @param value what it was applied to
 */
export function schemaFindings(
  schema: z.core.$ZodType,
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
): SchemaFinding[] {
  return issues.flatMap((issue) => describe(schema, issue, [], value));
}

/** Turns one finding of the schema into ours; of alternatives, takes the one that was meant. */
function describe(
  schema: z.core.$ZodType,
  issue: z.core.$ZodIssue,
  prefix: Path,
  root: unknown,
): SchemaFinding[] {
  const path = [...prefix, ...issue.path];
  const value = at(root, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const guess = closestName(key, knownKeys(schema, path, root));
        const hint = guess === undefined ? '' : `; did you mean "${guess}"?`;
        return { path: [...path, key], atKey: true, clause: `is not a known key${hint}` };
      });
    case 'invalid_union': {
      if ('discriminator' in issue && issue.errors.length === 0) {
        const options = (issue as unknown as { options: readonly string[] }).options;
        if (value === undefined) {
          return [{ path, atKey: false, clause: `is missing: one of ${options.join(', ')}` }];
        }
        const guess = closestName(typeof value === 'string' ? value : '', options);
        const hint = guess === undefined ? '' : `; did you mean "${guess}"?`;
        const clause = `is ${shown(value)}, but must be one of ${options.join(', ')}${hint}`;
        return [{ path, atKey: false, clause }];
      }
      const meant = meantAlternative(issue.errors, value);
      return meant.flatMap((inner) => describe(schema, inner, path, root));
    }
    case 'invalid_type': {
      if (value === undefined)
        return [{ path, atKey: false, clause: `is missing (${issue.expected})` }];
      const expected = issue.expected === 'int' ? 'a whole number' : withArticle(issue.expected);
      return [{ path, atKey: false, clause: `must be ${expected}, not ${shown(value)}` }];
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      const guess = closestName(typeof value === 'string' ? value : '', options);
      const hint = guess === undefined ? '' : `; did you mean "${guess}"?`;
      const clause = `is ${shown(value)}, but must be one of ${options.join(', ')}${hint}`;
      return [{ path, atKey: false, clause }];
    }
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const bound = small ? issue.minimum : issue.maximum;
      const word = small ? 'least' : 'most';
      const relation = !(issue.inclusive ?? true) ? (small ? 'above' : 'below') : `at ${word}`;
      const what = issue.origin === 'array' ? 'have' : 'be';
      const unit =
        issue.origin === 'array'
          ? ' entries'
          : issue.origin === 'string'
            ? ' characters long'
            : unitOf(schema, path, root);
      return [
        {
          path,
          atKey: false,
          clause: `must ${what} ${relation} ${String(bound)}${unit}${what === 'be' ? `, not ${shown(value)}` : ''}`,
        },
      ];
    }
    default:
      return [{ path, atKey: false, clause: issue.message.replace(/\.$/, '') }];
  }
}

/**
 * Of the alternatives of a value, the one whose findings are the least: the alternative that fails
 * only inside was meant rather than the one that fails at its root.
 */
function meantAlternative(
  alternatives: readonly (readonly z.core.$ZodIssue[])[],
  value: unknown,
): readonly z.core.$ZodIssue[] {
  const list = Array.isArray(value);
  const fits = alternatives.filter((issues) =>
    issues.every(
      (issue) =>
        issue.path.length > 0 ||
        issue.code !== 'invalid_type' ||
        (issue.expected === 'array') === list,
    ),
  );
  const candidates = fits.length > 0 ? fits : alternatives;
  const rootFaults = (issues: readonly z.core.$ZodIssue[]) =>
    issues.filter((issue) => issue.path.length === 0 && issue.code === 'invalid_type').length;
  const missing = (issues: readonly z.core.$ZodIssue[]) => issues.length;
  return (
    candidates.toSorted((a, b) => rootFaults(a) - rootFaults(b) || missing(a) - missing(b))[0] ?? []
  );
}

/** Keys that the schema knows at a place of the document. */
function knownKeys(schema: z.core.$ZodType, path: Path, root: unknown): readonly string[] {
  const value = at(root, path);
  return schemasAt(schema, path, root)
    .flatMap((part) => objects(part, value))
    .flatMap((shape) => Object.keys(shape));
}

/** Unit of a value with a blank in front; that of the group around it for a part of a list. */
function unitOf(schema: z.core.$ZodType, path: Path, root: unknown): string {
  for (let length = path.length; length > 0; length--) {
    for (const part of schemasAt(schema, path.slice(0, length), root)) {
      const unit = z.globalRegistry.get(part)?.['unit'];
      if (typeof unit === 'string') return ` ${unit}`;
    }
  }
  return '';
}

/** Schemas that may hold at a place of the document. */
function schemasAt(schema: z.core.$ZodType, path: Path, root: unknown): readonly z.core.$ZodType[] {
  let schemas: readonly z.core.$ZodType[] = [schema];
  for (let depth = 0; depth < path.length; depth++) {
    const key = path[depth];
    schemas = schemas.flatMap((part) => step(part, key, at(root, path.slice(0, depth))));
  }
  return schemas;
}

function step(
  schema: z.core.$ZodType,
  key: PropertyKey,
  value: unknown,
): readonly z.core.$ZodType[] {
  if (typeof key === 'number') return elements(schema);
  return objects(schema, value).flatMap((shape) => {
    const name = String(key);
    return Object.hasOwn(shape, name) ? [shape[name]] : [];
  });
}

type Definition = z.core.$ZodTypes['_zod']['def'];

/** Schemas of the entries of the lists that a schema allows. */
function elements(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const definition = schema._zod.def as Definition;
  if (definition.type === 'array') return [definition.element];
  return inner(definition).flatMap(elements);
}

/** Shapes of the objects that a schema allows, of several components the one that the value names. */
function objects(
  schema: z.core.$ZodType,
  value: unknown,
): readonly Readonly<Record<string, z.core.$ZodType>>[] {
  const definition = schema._zod.def as Definition;
  if (definition.type === 'object') {
    const { shape } = definition;
    const isOther = Object.entries(shape).some(([key, part]) => {
      const literal = part._zod.def as Definition;
      return literal.type === 'literal' && !literal.values.includes(at(value, [key]) as string);
    });
    if (isOther) return [];
    return [shape];
  }
  return inner(definition).flatMap((part) => objects(part, value));
}

/** Schemas wrapped by another: defaults, optional values, alternatives. */
function inner(definition: Definition): readonly z.core.$ZodType[] {
  if ('innerType' in definition) return [definition.innerType];
  if (definition.type === 'union') return definition.options;
  return [];
}

function at(value: unknown, path: Path): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Partial<Record<PropertyKey, unknown>>)[key];
  }
  return current;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 60)}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of keys';
  return String(value);
}

function withArticle(type: string): string {
  const names: Partial<Record<string, string>> = {
    object: 'a group of keys',
    array: 'a list',
    boolean: 'true or false',
    string: 'text',
  };
  return names[type] ?? `a ${type}`;
}
