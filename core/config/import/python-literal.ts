import type { JsonValue } from '../diff-configurations.ts';

/** Longest literal that is looked at [characters]. */
const MAX_LENGTH = 100_000;

const token =
  /\s*(?:(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<word>True|False|None)\b|(?<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?<mark>[[\](){}:,]))\s*/y;

const words = { True: 'true', False: 'false', None: 'null' } as const;

/**
 * Reads a Python literal as configurations hold them in texts: numbers, strings, True, False, None,
 * lists, tuples (which become lists, as does a value in brackets) and dictionaries with text keys.
 *
 * @returns undefined for anything else
 */
export function parsePythonLiteral(text: string): JsonValue | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const parts: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const groups = token.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const part = jsonOf(groups);
    // Python allows a comma behind the last entry.
    if (/^[\]}]$/.test(part) && parts.at(-1) === ',' && !/^[[{,]?$/.test(parts.at(-2) ?? '')) {
      parts.pop();
    }
    parts.push(part);
  }
  try {
    return JSON.parse(parts.join('')) as JsonValue;
  } catch {
    return undefined;
  }
}

function jsonOf(groups: Partial<Record<string, string>>): string {
  const { string, word, number, mark } = groups;
  if (string !== undefined) return JSON.stringify(string.slice(1, -1).replaceAll(/\\(.)/g, '$1'));
  if (word !== undefined) return words[word as keyof typeof words];
  if (number !== undefined) return String(Number(number));
  return mark === '(' ? '[' : mark === ')' ? ']' : (mark ?? '');
}
