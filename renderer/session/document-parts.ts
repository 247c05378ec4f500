import { effectScope, reactive, watch } from 'vue';
import type { z } from 'zod';
import { tolerantParse, withoutDefaults } from './tolerant-parse.ts';

/** Version of the documents; grows when older programs would misunderstand them. */
const VERSION = 1;

/**
 * A document with one part per panel or service, each with a schema of its own, of which only what
 * differs from the defaults is kept. Parts that nobody asked for yet stay as they were found.
 */
export class DocumentParts {
  readonly #found = new Map<string, unknown>();
  readonly #live = new Map<string, { readonly state: object; readonly save: () => unknown }>();
  // Parts outlive the components that ask for them first.
  readonly #scope = effectScope(true);
  readonly #onChange: () => void;

  /** @param onChange is told when something is not as it was */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /**
   * Takes what was saved; to be called before anybody asks for a part.
   *
   * @param document JSON text; null or anything that is no such document leaves the defaults
   */
  fill(document: string | null): void {
    this.#found.clear();
    for (const [name, value] of Object.entries(partsOf(document))) this.#found.set(name, value);
  }

  /** State of a part; who asks for the same part has the same state. */
  part<S extends z.ZodObject>(name: string, schema: S): z.output<S> {
    const known = this.#live.get(name);
    if (known !== undefined) return known.state as z.output<S>;
    const state = reactive(tolerantParse(schema, this.#found.get(name))) as z.output<S>;
    const defaults: Record<string, unknown> = schema.parse({});
    this.#live.set(name, { state, save: () => withoutDefaults(state, defaults) });
    this.#scope.run(() => watch(state, this.#onChange, { deep: true }));
    return state;
  }

  /** The document as JSON text. */
  toText(): string {
    const parts = Object.fromEntries(this.#found);
    for (const [name, { save }] of this.#live) parts[name] = save();
    const filled = Object.entries(parts).filter(([, part]) => JSON.stringify(part) !== '{}');
    return JSON.stringify({ version: VERSION, parts: Object.fromEntries(filled) });
  }
}

function partsOf(document: string | null): object {
  if (document === null) return {};
  try {
    const { parts } = JSON.parse(document) as { readonly parts?: unknown };
    return typeof parts === 'object' && parts !== null ? parts : {};
  } catch {
    return {};
  }
}
