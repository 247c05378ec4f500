import { computed, type ComputedRef, provide } from 'vue';
import type { DocumentChange } from '../../core/contract/requests/configuration-requests.ts';
import { completeValue } from './complete-value.ts';
import { changesToReset, changesToSet, changesToType } from './form-changes.ts';
import { formContextKey } from './form-context.ts';
import FormRow from './FormRow.vue';
import { formPartsKey } from './form-parts.ts';
import ValueEditor from './ValueEditor.vue';
import { findingAt, type FormFinding } from './form-findings.ts';
import type { FormNode } from './form-node.ts';
import { type JsonObject, type JsonValue, type ValuePath, valueAt } from './json-value.ts';
import { keyTitle } from './field-text.ts';

/** What a form shows. */
export interface FormSource {
  readonly node: FormNode;
  /** What the text says, without defaults. */
  readonly content: JsonObject;
  readonly findings: readonly FormFinding[];
  /** Complete document of the configuration it was made from. */
  readonly parent: JsonObject | undefined;
  /** Rules that hold for the chosen telescope. */
  readonly rules: readonly { readonly path: ValuePath; readonly rule: number | null }[];
  readonly telescopeTypes: readonly string[];
  readonly isReadOnly: boolean;
  /** Words that are searched for, in small letters. */
  readonly words: readonly string[];
}

/**
 * Gives the fields inside a component what they show and a way to change it.
 *
 * @param change is told changes of the text, and what they are called
 */
export function provideForm(
  source: () => FormSource,
  change: (changes: readonly DocumentChange[], label: string) => void,
): { readonly complete: ComputedRef<JsonValue> } {
  const complete = computed(() => completeValue(source().node, source().content) ?? {});
  const rules = computed(
    () => new Map(source().rules.map(({ path, rule }) => [path.join('\n'), rule])),
  );
  const document = () => ({ content: source().content, complete: complete.value });
  const tell = (changes: readonly DocumentChange[], verb: string, path: ValuePath) => {
    if (changes.length === 0 || source().isReadOnly) return;
    change(changes, `${verb} ${pathTitle(path)}`);
  };
  provide(formPartsKey, { row: FormRow, value: ValueEditor });
  provide(formContextKey, {
    valueAt: (path) => valueAt(complete.value, path),
    isWritten: (path) => valueAt(source().content, path) !== undefined,
    parentValueAt: (path) => valueAt(source().parent, path),
    findingAt: (path) => findingAt(source().findings, path),
    ruleAt: (path) => rules.value.get(path.join('\n')),
    set: (path, value) => {
      tell(changesToSet(document(), path, value), 'Change', path);
    },
    setType: (path, node, type) => {
      tell(changesToType(document(), node, path, type), 'Change', path);
    },
    reset: (path) => {
      tell(changesToReset(document(), path), 'Reset', path);
    },
    telescopeTypes: () => source().telescopeTypes,
    words: () => source().words,
    isReadOnly: () => source().isReadOnly,
  });
  return { complete };
}

/** The name of a place for the history: that of its last key with a meaning. */
function pathTitle(path: ValuePath): string {
  const key = path.findLast((part) => typeof part === 'string' && part !== 'value');
  return keyTitle(String(key ?? 'value')).toLowerCase();
}
