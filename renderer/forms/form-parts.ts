import { type Component, inject, type InjectionKey } from 'vue';

/** Parts of a form that stand in each other at any depth; given from above, so that none imports itself. */
export interface FormParts {
  /** A key with its value: `field`, `path`. */
  readonly row: Component;
  /** A value alone: `node`, `path`, `label`. */
  readonly value: Component;
}

export const formPartsKey: InjectionKey<FormParts> = Symbol('form parts');

export function useFormParts(): FormParts {
  const parts = inject(formPartsKey);
  if (parts === undefined) throw new Error('The field stands in no form.');
  return parts;
}
