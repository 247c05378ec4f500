import { isNode, isPair, isScalar, isMap, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { PhotoelectronError } from '../foundation/errors.ts';
import { closestName } from '../foundation/closest-name.ts';
import { type ConfigurationDocument, configurationSchema } from './configuration-schema.ts';

/** Largest document that is looked at [characters]. */
const MAX_LENGTH = 1 << 20;

type Path = readonly PropertyKey[];

/** One thing that is wrong: where, and a clause that follows the name of the key. */
interface Finding {
  readonly path: Path;
  /** The finding is about the key itself, not about its value. */
  readonly atKey: boolean;
  readonly clause: string;
}

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

  const findings = result.error.issues.flatMap((issue) => describe(issue, [], content));
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

/** Turns one finding of the schema into ours; of alternatives, takes the one that was meant. */
function describe(issue: z.core.$ZodIssue, prefix: Path, root: unknown): Finding[] {
  const path = [...prefix, ...issue.path];
  const value = at(root, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const guess = closestName(key, knownKeys(path, root));
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
      return meant.flatMap((inner) => describe(inner, path, root));
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
        issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters long' : '';
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
function knownKeys(path: Path, root: unknown): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [configurationSchema];
  for (let depth = 0; depth < path.length; depth++) {
    const key = path[depth];
    schemas = schemas.flatMap((schema) => step(schema, key, at(root, path.slice(0, depth))));
  }
  const value = at(root, path);
  return schemas.flatMap((schema) => objects(schema, value)).flatMap((shape) => Object.keys(shape));
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
    const type = 'type' in shape ? (shape['type']._zod.def as Definition) : undefined;
    if (type?.type === 'literal' && type.values[0] !== at(value, ['type'])) return [];
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

/** `, line 3, column 5` of a finding; of the nearest key around it where it has none itself. */
function position(yaml: Document, lines: LineCounter, finding: Finding): string {
  for (let length = finding.path.length; length > 0; length--) {
    const path = finding.path.slice(0, length);
    const offset = offsetOf(yaml, path, finding.atKey || length < finding.path.length);
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return `, line ${line}, column ${col}`;
  }
  return '';
}

function offsetOf(yaml: Document, path: Path, atKey: boolean): number | undefined {
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
