import { defineStore } from 'pinia';
import { reactive, toRaw, watch } from 'vue';
import type { z } from 'zod';

/**
 * What comes back when the window is opened again: a JSON document with one part per panel or service,
 * of which only what differs from the defaults is kept.
 */
export const useSession = defineStore('session', () => {
  /** Parts as they were found in the saved session, not yet checked. */
  const parts = reactive<Record<string, unknown>>({});

  /**
   * State of a part, made from what was saved; what no longer fits its schema is left out rather than
   * refused, key by key.
   *
   * @param name of the part, such as `events`
   * @param schema of an object of which every key has a default
   */
  function part<S extends z.ZodObject>(name: string, schema: S): z.output<S> {
    const state = reactive(tolerantParse(schema, parts[name])) as z.output<S>;
    const defaults: Record<string, unknown> = schema.parse({});
    watch(
      state,
      () => {
        parts[name] = withoutDefaults(toRaw(state), defaults);
      },
      { deep: true },
    );
    return state;
  }

  return { parts, part };
});

/** Parses what fits and takes the defaults for the rest. */
function tolerantParse<S extends z.ZodObject>(schema: S, saved: unknown): z.output<S> {
  const entries = typeof saved === 'object' && saved !== null ? Object.entries(saved) : [];
  const shape: Readonly<Record<string, z.ZodType | undefined>> = schema.shape;
  const sound = entries.filter(([key, value]) => shape[key]?.safeParse(value).success === true);
  return schema.parse(Object.fromEntries(sound));
}

function withoutDefaults(
  state: Record<string, unknown>,
  defaults: Record<string, unknown>,
): Record<string, unknown> {
  const changed = Object.entries(state).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
  );
  return JSON.parse(JSON.stringify(Object.fromEntries(changed))) as Record<string, unknown>;
}
