import { z } from 'zod';
import { PhotoelectronError } from '../foundation/errors.ts';
import { matchesGlob } from './glob.ts';

/** A value for the telescopes whose type matches a pattern, or for one telescope. */
export type TelescopeRule<T> =
  { readonly type: string; readonly value: T } | { readonly id: number; readonly value: T };

/** One value for all telescopes, or rules of which the last that matches a telescope wins. */
export type TelescopeValue<T> = T | readonly TelescopeRule<T>[];

/** What decides which rule holds for a telescope. */
export interface TelescopeKind {
  readonly telId: number;
  /** Such as `LST_LST_LSTCam`. */
  readonly type: string;
}

/** A part of the configuration with every value that may differ per telescope replaced by one. */
export type ForTelescope<T> = T extends readonly TelescopeRule<infer V>[]
  ? ForTelescope<V>
  : T extends readonly unknown[]
    ? T
    : T extends object
      ? { readonly [K in keyof T]: ForTelescope<T[K]> }
      : T;

/**
 * Schema of a value that may differ per telescope.
 *
 * @param value schema of the value itself
 */
export function telescopeValueSchema<S extends z.ZodType>(value: S) {
  const rule = z.union([
    z.strictObject({
      type: z
        .string()
        .min(1)
        .meta({ description: 'Pattern of telescope types: * any text, ? one character, [abc].' }),
      value,
    }),
    z.strictObject({ id: z.int().min(0).meta({ description: 'Telescope (tel_id).' }), value }),
  ]);
  return z.union([value, z.array(rule).min(1)]);
}

/** Whether something is a list of rules rather than a plain value. */
export function isTelescopeRules(value: unknown): value is readonly TelescopeRule<unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRule);
}

function isRule(value: unknown): value is TelescopeRule<unknown> {
  if (typeof value !== 'object' || value === null || !('value' in value)) return false;
  const keys = Object.keys(value);
  return keys.length === 2 && ('type' in value || 'id' in value);
}

/**
 * The value that holds for one telescope: that of the last rule whose pattern matches its type or
 * whose id is its own (as ctapipe's telescope parameters).
 *
 * @param key name of the value, for the message
 * @throws PhotoelectronError `config-invalid` when no rule matches
 */
export function resolveTelescopeValue<T>(
  value: TelescopeValue<T>,
  telescope: TelescopeKind,
  key = 'The configuration',
): T {
  if (!isTelescopeRules(value)) return value;
  const index = ruleFor(value, telescope);
  if (index === undefined) {
    throw new PhotoelectronError(
      'config-invalid',
      `${key} has no value for telescope ${telescope.telId} (${telescope.type}); add a rule for it, or one with type "*" in front of the others.`,
      { item: key, telId: telescope.telId },
    );
  }
  return value[index].value;
}

/**
 * Index of the rule that holds for a telescope, the last that matches; undefined where none does.
 *
 * @param telescope without a number, rules for single telescopes do not hold
 */
export function ruleFor(
  rules: readonly TelescopeRule<unknown>[],
  telescope: Pick<TelescopeKind, 'type'> & { readonly telId?: number | undefined },
): number | undefined {
  const index = rules.findLastIndex((candidate) =>
    'id' in candidate
      ? candidate.id === telescope.telId
      : matchesGlob(candidate.type, telescope.type),
  );
  return index < 0 ? undefined : index;
}

/**
 * Resolves every value of a part of the configuration for one telescope, at any depth.
 *
 * @param part a section, or a component with its parameters
 * @param key name of the part, for messages
 * @throws PhotoelectronError `config-invalid` when a list of rules has none for the telescope
 */
export function resolveForTelescope<T>(
  part: T,
  telescope: TelescopeKind,
  key: string,
): ForTelescope<T> {
  return resolve(part, telescope, key) as ForTelescope<T>;
}

function resolve(part: unknown, telescope: TelescopeKind, key: string): unknown {
  if (isTelescopeRules(part)) {
    return resolve(resolveTelescopeValue<unknown>(part, telescope, key), telescope, key);
  }
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      resolve(value, telescope, `${key}.${name}`),
    ]),
  );
}
