import { inject, type InjectionKey } from 'vue';
import type { FormNode } from './form-node.ts';
import type { JsonValue, ValuePath } from './json-value.ts';

/** What the fields of a form share: the document they show and how it is changed. */
export interface FormContext {
  /** The value that holds, default or not. */
  readonly valueAt: (path: ValuePath) => JsonValue | undefined;
  /** Whether the document gives a value itself. */
  readonly isWritten: (path: ValuePath) => boolean;
  /** What it is in the configuration this one was made from; undefined where there is none to compare with. */
  readonly parentValueAt: (path: ValuePath) => JsonValue | undefined;
  /** What is wrong with the value at a place itself, not with what is inside. */
  readonly findingAt: (path: ValuePath) => string | undefined;
  /** Of the rules at a place, the index of the one that holds for the chosen telescope; null: none does. */
  readonly ruleAt: (path: ValuePath) => number | null | undefined;
  readonly set: (path: ValuePath, value: JsonValue) => void;
  readonly setType: (
    path: ValuePath,
    node: FormNode & { readonly kind: 'component' },
    type: string,
  ) => void;
  /** Leaves a key to its default. */
  readonly reset: (path: ValuePath) => void;
  /** Types of telescopes that can be chosen for rules. */
  readonly telescopeTypes: () => readonly string[];
  /** Words that are searched for; of components only parameters with all of them are shown. */
  readonly words: () => readonly string[];
  readonly isReadOnly: () => boolean;
}

export const formContextKey: InjectionKey<FormContext> = Symbol('form');

/** The form that a field stands in. */
export function useFormContext(): FormContext {
  const context = inject(formContextKey);
  if (context === undefined) throw new Error('The field stands in no form.');
  return context;
}
