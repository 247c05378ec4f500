import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { JsonValue } from './diff-configurations.ts';
import {
  colonOf,
  columnOf,
  commentStart,
  isAbsent,
  lineEnd,
  lineStart,
  nodeEnd,
  pairEnd,
  pairOf,
  startOf,
} from './yaml-place.ts';
import { blockYaml, inlineYaml, listItemYaml, pairYaml } from './yaml-text.ts';

type Path = readonly (string | number)[];

/** What an edit leads to. */
export interface YamlEdit {
  readonly path: Path;
  /** The whole value at the path afterwards; absent: the key is taken away. */
  readonly value?: JsonValue;
  /** Content of the text afterwards. */
  readonly content: JsonValue;
  /** Keys of a group in the order in which they are usually written. */
  readonly orderOf: (group: Path) => readonly string[];
}

/**
 * Makes one change by replacing the piece of text that it is about, so that everything else stays as it
 * is written. The text has no aliases and LF line ends.
 */
export function editYaml(text: string, edit: YamlEdit): string {
  const root = parseDocument(text).contents;
  if (root === null || isAbsent(root)) return appended(text, edit.content);
  if (!isMap(root) || (root.flow === true && root.items.length === 0)) {
    return withLines(text, startOf(root), nodeEnd(text, root), edit.content);
  }
  if (root.flow === true) {
    const content = isJson(text) ? JSON.stringify(edit.content, null, 2) : inlineYaml(edit.content);
    return text.slice(0, startOf(root)) + content + text.slice(nodeEnd(text, root));
  }
  return editMap(text, root, edit, 0);
}

/** Changes something in a group that is written line by line. */
function editMap(text: string, map: YAMLMap, edit: YamlEdit, depth: number): string {
  const key = edit.path[depth];
  const pair = pairOf(map, key);
  const here = edit.path.slice(0, depth + 1);
  const value = at(edit.content, here);
  if (value === undefined) return pair === undefined ? text : withoutPair(text, map, pair);
  if (pair === undefined) return withPair(text, map, String(key), value, edit, depth);
  const isLast = depth === edit.path.length - 1;
  const child = pair.value;
  if (!isLast && isMap(child) && child.flow !== true) return editMap(text, child, edit, depth + 1);
  if (!isLast && isSeq(child) && child.flow !== true) {
    const item = child.items[Number(edit.path[depth + 1])];
    const isInside = depth + 2 < edit.path.length && isMap(item) && item.flow !== true;
    // A group of a list may not become empty: then the whole list is written.
    const rest = at(edit.content, edit.path.slice(0, depth + 2));
    if (isInside && isGroup(rest)) return editMap(text, item, edit, depth + 2);
  }
  return withValue(text, pair, value);
}

/** Gives another value to a key; comments in its line stay. */
function withValue(text: string, pair: Pair, value: JsonValue): string {
  const { value: former } = pair;
  const colon = colonOf(text, pair);
  const indent = columnOf(text, startOf(pair.key));
  const headEnd = lineEnd(text, colon);
  const isBelow = !isAbsent(former) && startOf(former) > headEnd;
  const end = isBelow ? lineEnd(text, nodeEnd(text, former)) : lineEnd(text, pairEnd(text, pair));
  const behind = isBelow ? text.slice(colon + 1, headEnd) : text.slice(pairEnd(text, pair), end);
  const comment = /^\s*#/.test(behind) ? ` ${behind.trim()}` : '';
  const lines =
    isSeq(former) && former.flow !== true && Array.isArray(value) && value.length > 0
      ? listLines(text, former, value, headEnd + 1)
      : blockYaml(value, indent + 2);
  const written =
    lines === undefined
      ? ` ${inlineLike(former, value)}${comment}`
      : `${comment}\n${lines.join('\n')}`;
  return text.slice(0, colon + 1) + written + text.slice(end);
}

/** A plain value, quoted as the former one was. */
function inlineLike(former: unknown, value: JsonValue): string {
  if (!isScalar(former) || typeof value !== 'string' || former.type !== Scalar.QUOTE_DOUBLE) {
    return inlineYaml(value);
  }
  return JSON.stringify(value);
}

/** Entries of a list of which those that were there before keep their lines and comments. */
function listLines(
  text: string,
  list: YAMLSeq,
  values: readonly JsonValue[],
  firstLine: number,
): readonly string[] {
  const dash = columnOf(text, startOf(list));
  let from = firstLine;
  const former = list.items.map((item, i) => {
    const start = commentStart(text, lineStart(text, startOf(item)), from);
    const end = lineEnd(text, nodeEnd(text, item));
    from = end + 1;
    const behind = text.slice(nodeEnd(text, item), end).trim();
    return {
      index: i,
      content: JSON.stringify((item as Node).toJSON()),
      lines: text.slice(start, end),
      comment: behind.startsWith('#') ? ` ${behind}` : '',
    };
  });
  const free = new Set(former);
  const take = (content: string, index: number) => {
    const found =
      former.at(index)?.content === content
        ? former[index]
        : [...free].find((item) => item.content === content);
    if (found === undefined || !free.delete(found)) return undefined;
    return found.lines;
  };
  const kept = values.map((value, i) => take(JSON.stringify(value), i));
  return values.flatMap((value, i) => {
    const lines = kept[i];
    if (lines !== undefined) return [lines];
    const [first, ...others] = listItemYaml(value, dash);
    const replaced = [...free].find(({ index }) => index === i);
    return [first + (replaced?.comment ?? ''), ...others];
  });
}

/** Adds a key to a group, where it usually stands. */
function withPair(
  text: string,
  map: YAMLMap,
  key: string,
  value: JsonValue,
  { path, orderOf }: YamlEdit,
  depth: number,
): string {
  const indent = columnOf(text, startOf(map));
  const lines = pairYaml(key, value, indent);
  const order = orderOf(path.slice(0, depth));
  const place = order.indexOf(key);
  const before = map.items.findLast((pair) => {
    const other = order.indexOf(keyText(pair));
    return place < 0 || other < 0 || other < place;
  });
  const [first] = map.items;
  if (
    before === undefined &&
    text.slice(lineStart(text, startOf(first.key)), startOf(first.key)).trim() === ''
  ) {
    const line = lineStart(text, startOf(first.key));
    const above = commentStart(text, line, 0);
    // What a text begins with is about all of it.
    const start = above === 0 ? line : above;
    return `${text.slice(0, start)}${lines.join('\n')}\n${text.slice(start)}`;
  }
  const end = lineEnd(text, pairEnd(text, before ?? (map.items.at(-1) as Pair)));
  // Sections stand apart where they do so already.
  const gap = depth === 0 && lines.length > 1 && text.includes('\n\n') ? '\n' : '';
  return `${text.slice(0, end)}\n${gap}${lines.join('\n')}${text.slice(end)}`;
}

/** Takes a key away. */
function withoutPair(text: string, map: YAMLMap, pair: Pair): string {
  const start = startOf(pair.key);
  const isFirstOfItem = text.slice(lineStart(text, start), start).trim() !== '';
  const end = lineEnd(text, pairEnd(text, pair));
  if (!isFirstOfItem) return text.slice(0, lineStart(text, start)) + text.slice(end + 1);
  const next = map.items.at(map.items.indexOf(pair) + 1);
  return text.slice(0, start) + text.slice(next === undefined ? end : startOf(next.key));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

/** A text that holds nothing but comments, with content. */
function appended(text: string, content: JsonValue): string {
  const lines = blockYaml(content, 0) ?? [inlineYaml(content)];
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${gap}${lines.join('\n')}\n`;
}

function withLines(text: string, start: number, end: number, content: JsonValue): string {
  const lines = blockYaml(content, 0) ?? [inlineYaml(content)];
  return text.slice(0, start) + lines.join('\n') + text.slice(end);
}

function at(content: JsonValue, path: Path): JsonValue | undefined {
  let current: JsonValue | undefined = content;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (!Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string, JsonValue>>)[key];
  }
  return current;
}

function isGroup(value: JsonValue | undefined): boolean {
  return isCollectionLike(value) && !Array.isArray(value) && Object.keys(value).length > 0;
}

function isCollectionLike(value: JsonValue | undefined): value is JsonValue & object {
  return typeof value === 'object' && value !== null;
}
