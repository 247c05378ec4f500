import type { JsonValue } from './diff-configurations.ts';

/** Place of a value in a document: keys, and indices of lists from 0. */
export type DocumentPath = readonly (string | number)[];

/** A change of one value of a document. */
export type DocumentChange =
  | { readonly path: DocumentPath; readonly value: JsonValue }
  /** Takes the key or the entry of a list away, and groups that are empty without it. */
  | { readonly path: DocumentPath; readonly remove: true };

/**
 * A document with one value changed. Groups that are missing on the way are made, also where something
 * stands that can hold no key; entries behind the end of a list are added at its end.
 */
export function changeDocument(content: JsonValue, change: DocumentChange): JsonValue {
  return changed(content, change.path, change) ?? {};
}

function changed(
  content: JsonValue | undefined,
  path: DocumentPath,
  change: DocumentChange,
): JsonValue | undefined {
  if (path.length === 0) return 'value' in change ? change.value : undefined;
  const [key, ...rest] = path;
  if (typeof key === 'number' && (Array.isArray(content) || 'value' in change)) {
    const list: JsonValue[] = Array.isArray(content) ? [...content] : [];
    const index = Math.min(key, list.length);
    const item = changed(list.at(index), rest, change);
    if (item !== undefined) list[index] = item;
    else list.splice(index, 1);
    return list;
  }
  const group: Record<string, JsonValue> =
    typeof content === 'object' && content !== null && !Array.isArray(content)
      ? { ...content }
      : {};
  if ('remove' in change && !Object.hasOwn(group, key)) return content;
  const item = changed(Object.hasOwn(group, key) ? group[key] : undefined, rest, change);
  const others = Object.entries(group).filter(([name]) => name !== String(key));
  if (item === undefined) return others.length === 0 ? undefined : Object.fromEntries(others);
  // Not by assignment: a key may be called __proto__.
  const isKnown = Object.hasOwn(group, key);
  return Object.fromEntries(
    isKnown
      ? Object.entries(group).map(([name, value]) => [name, name === String(key) ? item : value])
      : [...others, [String(key), item]],
  );
}
