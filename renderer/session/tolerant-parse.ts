import type { z } from 'zod';

/**
 * Parses what was saved as far as it fits, key by key, and takes the defaults for the rest: a session of
 * an older or newer version, or one that was edited by hand, loses no more than what cannot be used.
 *
 * @param schema of an object of which every key has a default
 */
export function tolerantParse<S extends z.ZodObject>(schema: S, saved: unknown): z.output<S> {
  const entries = typeof saved === 'object' && saved !== null ? Object.entries(saved) : [];
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  const sound = entries.filter(
    ([key, value]) => Object.hasOwn(shape, key) && shape[key].safeParse(value).success,
  );
  return schema.parse(Object.fromEntries(sound));
}

/** What of a state differs from its defaults, as plain JSON. */
export function withoutDefaults(
  state: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const changed = Object.entries(state).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
  );
  return JSON.parse(JSON.stringify(Object.fromEntries(changed))) as Record<string, unknown>;
}
