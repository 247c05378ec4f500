/** A record without the keys that have no value. */
export function definedValues<T>(values: Readonly<Partial<Record<string, T>>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
