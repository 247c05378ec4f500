type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** An object with its snake_case keys in camelCase. */
export type CamelCaseKeys<T> = T extends unknown
  ? { readonly [K in keyof T as K extends string ? CamelCase<K> : K]: T[K] }
  : never;

/**
 * Renames the keys of a component from the spelling of the configuration (snake_case, ctapipe's) to
 * that of the program (camelCase). Values stay as they are.
 */
export function camelCaseKeys<T extends object>(component: T): CamelCaseKeys<T> {
  return Object.fromEntries(
    Object.entries(component).map(([key, value]) => [
      key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      value as unknown,
    ]),
  ) as CamelCaseKeys<T>;
}
