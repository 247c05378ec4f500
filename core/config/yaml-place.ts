import { isCollection, isPair, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends: at its line break, or at the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Distance of an offset from the beginning of its line [characters]. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where a node begins. @throws Error for nodes that were not read from a text */
export function startOf(node: unknown): number {
  const range = (node as Node).range;
  if (!range) throw new Error('The node has no place.');
  return range[0];
}

/** Where a key with its value ends, comments not counted. */
export function pairEnd(text: string, pair: Pair): number {
  return isAbsent(pair.value) ? colonOf(text, pair) + 1 : nodeEnd(text, pair.value);
}

/** Where a node ends, comments not counted. */
export function nodeEnd(text: string, node: unknown): number {
  if (isCollection(node) && node.flow !== true && node.items.length > 0) {
    const last = node.items.at(-1);
    return isPair(last) ? pairEnd(text, last) : nodeEnd(text, last);
  }
  let end = (node as Node).range?.[1] ?? 0;
  // Texts in several lines include the break behind them.
  while (end > startOf(node) && text[end - 1] === '\n') end--;
  return end;
}

/** Where the colon of a pair stands. */
export function colonOf(text: string, pair: Pair): number {
  return text.indexOf(':', (pair.key as Node).range?.[1] ?? 0);
}

/** Whether a key stands without a value. */
export function isAbsent(value: unknown): boolean {
  return value === null || (isScalar(value) && value.source === '' && value.value === null);
}

/** The pair of a key in a group. */
export function pairOf(map: YAMLMap, key: string | number): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

/** Where the comment lines directly above a line begin; the line itself where there are none. */
export function commentStart(text: string, start: number, from: number): number {
  let first = start;
  while (first > from) {
    const before = lineStart(text, first - 1);
    if (before < from || !/^\s*#/.test(text.slice(before, first))) break;
    first = before;
  }
  return first;
}
