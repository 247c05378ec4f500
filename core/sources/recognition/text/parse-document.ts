import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { bracketDepth } from '../../../foundation/bracket-depth.ts';

/** A document of keys and values, and in which language it is. */
export interface ParsedDocument {
  readonly language: 'JSON' | 'YAML' | 'TOML';
  readonly content: unknown;
}

/** Longer YAML is not parsed, because parsing it takes long [characters]. */
const MAX_YAML = 1 << 16;
/** Settings are not nested deeper than this. */
const MAX_DEPTH = 50;
/** A line in which a parser of YAML would look for collections within collections. */
const LONG_LINE = /[^\n]{2000}/;
/** What of the first line is looked at [characters]. */
const MAX_LINE = 400;

/** Numbers that JSON does not know, but that Python writes into it. */
const PYTHON_NUMBERS = /[[:,\s](NaN|-?Infinity)\s*[,\]}]/;

/** Reads JSON (also with NaN and Infinity, as Python writes it), TOML or YAML; undefined when it is none. */
export function parseTextDocument(text: string): ParsedDocument | undefined {
  const start = text.search(/\S/);
  if (text[start] === '{' || text[start] === '[') {
    const content =
      attempt(() => JSON.parse(text)) ?? (PYTHON_NUMBERS.test(text) ? yaml(text) : undefined);
    if (isStructure(content)) return { language: 'JSON', content };
  }
  const line = firstLine(text);
  if (/^\[{1,2}[\w."' -]+\]{1,2}\s*(#.*)?$/.test(line) || /^[\w."'-]+\s*=/.test(line)) {
    const content = attempt(() => parseToml(text));
    if (isStructure(content)) return { language: 'TOML', content };
  }
  if (/^(---|- |["']?\w[\w .,/-]*["']?\s*:(\s|$))/.test(line)) {
    const content = yaml(text);
    if (isStructure(content)) return { language: 'YAML', content };
  }
  return undefined;
}

/** First line that is neither empty nor a comment. */
function firstLine(text: string): string {
  for (const match of text.matchAll(/^.*$/gm)) {
    const line = match[0].trimEnd();
    if (line !== '' && !line.trimStart().startsWith('#')) return line.slice(0, MAX_LINE);
  }
  return '';
}

function yaml(text: string): unknown {
  if (text.length > MAX_YAML || bracketDepth(text) > MAX_DEPTH || LONG_LINE.test(text)) {
    return undefined;
  }
  return attempt(
    () => parseYaml(text, { maxAliasCount: 100, uniqueKeys: false, logLevel: 'error' }) as unknown,
  );
}

/** Parsers fail in many ways on texts that are not theirs (also for want of stack). */
function attempt(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
