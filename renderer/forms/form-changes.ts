import type { DocumentChange } from '../../core/contract/requests/configuration-requests.ts';
import { variantOf } from './complete-value.ts';
import type { FormNode } from './form-node.ts';
import { isObject, type JsonValue, type ValuePath, valueAt } from './json-value.ts';

/** A document as it is written and as it holds. */
export interface FormDocument {
  /** What the text says, without defaults. */
  readonly content: JsonValue;
  /** With all defaults. */
  readonly complete: JsonValue;
}

/**
 * Changes of the text that give a value to a key: components on the way that are left to the defaults are
 * named, and lists of which only a default speaks are written out.
 */
export function changesToSet(
  { content, complete }: FormDocument,
  path: ValuePath,
  value: JsonValue,
): DocumentChange[] {
  const changes: DocumentChange[] = [];
  for (let depth = 1; depth < path.length; depth++) {
    const place = path.slice(0, depth);
    const written = valueAt(content, place);
    const holds = valueAt(complete, place);
    if (Array.isArray(holds) && written === undefined) {
      const list = withValue(holds, path.slice(depth), value);
      return [...changes, { path: [...place], value: list }];
    }
    const isComponent = isObject(holds) && typeof holds['type'] === 'string' && !('value' in holds);
    if (isComponent && !(isObject(written) && 'type' in written)) {
      changes.push({ path: [...place, 'type'], value: holds['type'] });
    }
  }
  return [...changes, { path: [...path], value }];
}

/** Changes of the text that put another component in a place: parameters that both have are kept. */
export function changesToType(
  document: FormDocument,
  node: FormNode & { readonly kind: 'component' },
  path: ValuePath,
  type: string,
): DocumentChange[] {
  const written = valueAt(document.content, path);
  const variant = node.variants.find((candidate) => candidate.type === type);
  const known = new Set(variant?.fields.map(({ key }) => key));
  if (!isObject(written) || variantOf(node, written) === undefined) {
    return changesToSet(document, path, { type });
  }
  const lost = Object.keys(written).filter((key) => key !== 'type' && !known.has(key));
  return [
    ...lost.map((key) => ({ path: [...path, key], remove: true as const })),
    ...changesToSet(document, [...path, 'type'], type),
  ];
}

/** Changes of the text that leave a key to its default. */
export function changesToReset({ content }: FormDocument, path: ValuePath): DocumentChange[] {
  return valueAt(content, path) === undefined ? [] : [{ path: [...path], remove: true }];
}

function withValue(holder: JsonValue, path: ValuePath, value: JsonValue): JsonValue {
  if (path.length === 0) return value;
  const [key, ...rest] = path;
  if (Array.isArray(holder)) {
    const list = [...holder];
    list[Number(key)] = withValue(holder[Number(key)] ?? {}, rest, value);
    return list;
  }
  const group = isObject(holder) ? holder : {};
  return { ...group, [key]: withValue(group[key] ?? {}, rest, value) };
}
