import type { z } from 'zod';
import { canonicalRules, nameOf } from './canonical-rules.ts';
import { describeConfiguration } from './describe-configuration.ts';
import { isTelescopeRules, type TelescopeRule } from './telescope-value.ts';

/** A value of a document. */
export type JsonValue = z.core.util.JSONType;

type JsonObject = Record<string, JsonValue>;

/** One difference between two configurations. */
export interface Difference {
  /** Dotted path of the key, with the name of a rule, component or criterion in brackets. */
  readonly key: string;
  /** The same, part by part. */
  readonly path: readonly string[];
  readonly kind: 'added' | 'removed' | 'changed';
  /** Absent when it was added. */
  readonly left?: JsonValue;
  /** Absent when it was removed. */
  readonly right?: JsonValue;
  readonly unit?: string;
  readonly description?: string;
}

/** Where a comparison stands: path for people, key for the schema. */
interface Place {
  readonly path: readonly string[];
  readonly key: string;
  /** Key of the schema, as `describeConfiguration` names it. */
  readonly schemaKey: string;
}

/**
 * What differs between two documents, key by key, in the order of the documents. Rules per telescope
 * are compared by what they mean; another component is one difference with both as a whole; entries
 * of lists are matched by their names.
 *
 * @param left complete document, so that an absent key is no difference to its default
 */
export function diffConfigurations(left: JsonObject, right: JsonObject): readonly Difference[] {
  const known = new Map(describeConfiguration().map((entry) => [entry.key, entry]));
  const found: Difference[] = [];
  const tell = (place: Place, leftValue?: JsonValue, rightValue?: JsonValue): void => {
    const entry = known.get(place.schemaKey);
    found.push({
      key: place.key,
      path: place.path,
      kind: leftValue === undefined ? 'added' : rightValue === undefined ? 'removed' : 'changed',
      ...(leftValue === undefined ? {} : { left: leftValue }),
      ...(rightValue === undefined ? {} : { right: rightValue }),
      ...(entry?.unit === undefined ? {} : { unit: entry.unit }),
      ...(entry === undefined || entry.description === ''
        ? {}
        : { description: entry.description }),
    });
  };
  compareGroups({ path: [], key: '', schemaKey: '' }, left, right, tell);
  return found;
}

type Tell = (place: Place, left?: JsonValue, right?: JsonValue) => void;

function compare(place: Place, left: JsonValue, right: JsonValue, tell: Tell): void {
  if (meansTheSame(left, right)) return;
  if (isTelescopeRules(left) || isTelescopeRules(right)) {
    compareNamed(place, ruleEntries(left), ruleEntries(right), tell, (name) => ({
      path: [...place.path, name],
      key: `${place.key}[${name}]`,
      schemaKey: place.schemaKey,
    }));
  } else if (isGroup(left) && isGroup(right)) {
    if (left['type'] !== right['type']) tell(place, left, right);
    else compareGroups(place, left, right, tell);
  } else if (Array.isArray(left) && Array.isArray(right)) {
    const [leftEntries, rightEntries] = [listEntries(left), listEntries(right)];
    if (leftEntries === undefined || rightEntries === undefined) tell(place, left, right);
    else compareNamed(place, leftEntries, rightEntries, tell, (name) => entryPlace(place, name));
  } else {
    tell(place, left, right);
  }
}

function compareGroups(place: Place, left: JsonObject, right: JsonObject, tell: Tell): void {
  const type = left['type'];
  const inside =
    typeof type === 'string' && !place.schemaKey.endsWith(`[${type}]`)
      ? `${place.schemaKey}[${type}]`
      : place.schemaKey;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const here = {
      path: [...place.path, key],
      key: place.key === '' ? key : `${place.key}.${key}`,
      schemaKey: inside === '' ? key : `${inside}.${key}`,
    };
    if (!Object.hasOwn(left, key)) tell(here, undefined, right[key]);
    else if (!Object.hasOwn(right, key)) tell(here, left[key]);
    else compare(here, left[key], right[key], tell);
  }
}

/** Compares entries by name; where only their order differs, that is the difference. */
function compareNamed(
  place: Place,
  left: ReadonlyMap<string, JsonValue>,
  right: ReadonlyMap<string, JsonValue>,
  tell: Tell,
  placeOf: (name: string) => Place,
): void {
  const common = [...left.keys()].filter((name) => right.has(name));
  const commonRight = [...right.keys()].filter((name) => left.has(name));
  if (common.join('\n') !== commonRight.join('\n')) {
    tell(place, [...left.keys()], [...right.keys()]);
  }
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [leftValue, rightValue] = [left.get(name), right.get(name)];
    if (leftValue === undefined || rightValue === undefined) {
      tell(placeOf(name), leftValue, rightValue);
    } else {
      compare(placeOf(name), leftValue, rightValue, tell);
    }
  }
}

/** Place of a list's entry; components of the schema are named by their type. */
function entryPlace(place: Place, name: string): Place {
  return {
    path: [...place.path, name],
    key: `${place.key}[${name}]`,
    schemaKey: place.schemaKey,
  };
}

/** Values by the names of their rules; one value for all telescopes is a rule for all. */
function ruleEntries(value: JsonValue): ReadonlyMap<string, JsonValue> {
  const rules = isTelescopeRules(value)
    ? (value as readonly TelescopeRule<JsonValue>[])
    : [{ type: '*', value }];
  return new Map(canonicalRules(rules, meansTheSame).map((rule) => [nameOf(rule), rule.value]));
}

/**
 * Entries of a list by name: components by type, named things by name, pairs of a quality query by
 * their first, words by themselves.
 *
 * @returns undefined where entries have no names or two have the same
 */
function listEntries(list: readonly JsonValue[]): ReadonlyMap<string, JsonValue> | undefined {
  const named = new Map<string, JsonValue>();
  for (const entry of list) {
    const [name, value]: readonly JsonValue[] = Array.isArray(entry)
      ? entry
      : isGroup(entry)
        ? [entry['type'] ?? entry['name'] ?? null, entry]
        : [entry, entry];
    if (typeof name !== 'string' || named.has(name)) return undefined;
    if (Array.isArray(entry) && entry.length !== 2) return undefined;
    named.set(name, value);
  }
  return named;
}

function isGroup(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values ask for the same: numbers by value, groups by content, rules by meaning. */
function meansTheSame(left: JsonValue, right: JsonValue): boolean {
  return JSON.stringify(canonical(left)) === JSON.stringify(canonical(right));
}

function canonical(value: JsonValue): JsonValue {
  if (isTelescopeRules(value)) {
    const rules = canonicalRules(value as readonly TelescopeRule<JsonValue>[], meansTheSame);
    const [only] = rules;
    if (rules.length === 1 && nameOf(only) === '*') return canonical(only.value);
    return rules.map((rule) => [nameOf(rule), canonical(rule.value)]);
  }
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(canonical);
  if (!isGroup(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonical(value[key])]),
  );
}
