import type { JsonValue } from './json-value.ts';

/** What a form knows of any value. */
interface Common {
  readonly description: string;
  readonly unit?: string | undefined;
  /** Value when the key is absent. */
  readonly default?: JsonValue | undefined;
  /** Whether a list of rules per telescope is accepted in its place. */
  readonly perTelescope: boolean;
  /** Whether null is accepted in its place; the description says what it means. */
  readonly nullable: boolean;
}

/** A key with its value. */
export interface FormField {
  readonly key: string;
  readonly node: FormNode;
}

/** One of the components that can stand at a place, with its parameters. */
export interface ComponentVariant {
  readonly type: string;
  readonly fields: readonly FormField[];
}

/** A value of a document as a form shows it, made from its JSON Schema. */
export type FormNode = Common &
  (
    | { readonly kind: 'group'; readonly fields: readonly FormField[] }
    /** `isTypeOptional`: the only one there is need not be named. */
    | {
        readonly kind: 'component';
        readonly variants: readonly ComponentVariant[];
        readonly isTypeOptional: boolean;
      }
    | {
        readonly kind: 'number';
        readonly isWhole: boolean;
        readonly min?: number | undefined;
        readonly max?: number | undefined;
      }
    | { readonly kind: 'boolean' }
    | { readonly kind: 'text' }
    | { readonly kind: 'choice'; readonly options: readonly string[] }
    /** Any of some words. */
    | { readonly kind: 'flags'; readonly options: readonly string[] }
    | { readonly kind: 'texts' }
    /** Pairs of a name and an expression. */
    | { readonly kind: 'criteria' }
    | { readonly kind: 'list'; readonly item: FormNode; readonly maxItems: number }
    /** Whatever JSON can say. */
    | { readonly kind: 'json' }
  );
