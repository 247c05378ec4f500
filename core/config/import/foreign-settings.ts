import { parse as parseToml, TomlError } from 'smol-toml';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { JsonValue } from '../diff-configurations.ts';
import { readYaml } from '../read-yaml.ts';

/** Deepest nesting of groups that is followed; configurations have five or six. */
const MAX_DEPTH = 32;

/** Most settings of a file; the largest known configuration has two hundred. */
const MAX_SETTINGS = 1000;

/** A setting: a value that is no group of others. */
export interface ForeignSetting {
  /** Dotted path in the file. */
  readonly key: string;
  readonly value: JsonValue;
}

/** A group of settings by name. */
export type ForeignGroup = ReadonlyMap<string, ForeignSetting | ForeignGroup>;

/**
 * Reads the configuration of another program: YAML, JSON (with Python's `NaN` and `Infinity`, which
 * come as text) or TOML, whichever the file's name or its content says.
 *
 * @param name name of the file, for messages
 * @throws PhotoelectronError `config-invalid` for a text that cannot be read or holds no settings
 */
export function readForeignSettings(text: string, name: string): ForeignGroup {
  const content = isToml(text, name) ? readToml(text, name) : readYamlText(text, name);
  const left = { count: MAX_SETTINGS };
  if (!isPlainObject(content)) {
    throw invalid(name, 'holds no named settings; a configuration is a group of keys with values');
  }
  const settings = groupOf(content, '', 0, left, name);
  if (settings.size === 0) throw invalid(name, 'holds no settings');
  return settings;
}

/** Every setting of a group, in the order of the file. */
export function* allSettings(group: ForeignGroup): Generator<ForeignSetting> {
  for (const entry of group.values()) {
    if (isSetting(entry)) yield entry;
    else yield* allSettings(entry);
  }
}

/** Whether an entry of a group is a setting and not a group. */
export function isSetting(
  entry: ForeignSetting | ForeignGroup | undefined,
): entry is ForeignSetting {
  return entry !== undefined && !(entry instanceof Map);
}

function isToml(text: string, name: string): boolean {
  if (/\.toml$/i.test(name)) return true;
  if (/\.(ya?ml|json)$/i.test(name)) return false;
  const first = text.split('\n').find((line) => !/^\s*(#.*)?$/.test(line)) ?? '';
  return /^\s*\[{1,2}[A-Za-z][\w.-]*\]{1,2}\s*(#.*)?$/.test(first) || /^\s*[\w.-]+\s*=/.test(first);
}

function readToml(text: string, name: string): unknown {
  if (text.length > 1 << 18) throw invalid(name, 'cannot be read: it is longer than 256 KiB');
  try {
    return parseToml(text, { maxDepth: MAX_DEPTH });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const reason = /^Invalid TOML document: ([^\n]*)/.exec(cause.message)?.[1];
    throw new PhotoelectronError(
      'config-invalid',
      `${name}, line ${cause.line}, column ${cause.column}: not valid TOML: ${reason ?? 'it cannot be parsed'}.`,
      { path: name },
      cause,
    );
  }
}

function readYamlText(text: string, name: string): unknown {
  // The programs concerned read YAML by version 1.1, where yes and no are truth values.
  const yaml = readYaml(text, { version: '1.1' });
  if (!('faults' in yaml)) return yaml.content;
  const [{ place, clause }] = yaml.faults;
  const where = place === undefined ? '' : `, line ${place.line}, column ${place.column}`;
  throw new PhotoelectronError('config-invalid', `${name}${where}: ${clause}.`, { path: name });
}

function groupOf(
  content: Readonly<Record<string, unknown>>,
  prefix: string,
  depth: number,
  left: { count: number },
  name: string,
): ForeignGroup {
  if (depth > MAX_DEPTH) throw invalid(name, 'is nested too deeply');
  const group = new Map<string, ForeignSetting | ForeignGroup>();
  for (const [part, value] of Object.entries(content)) {
    const key = prefix === '' ? part : `${prefix}.${part}`;
    const inner = innerGroup(value);
    if (left.count-- === 0) throw invalid(name, 'holds too many settings');
    group.set(
      part,
      inner === undefined
        ? { key, value: jsonOf(value, depth, name) }
        : groupOf(inner, key, depth + 1, left, name),
    );
  }
  return group;
}

/** Groups, and lists of groups, whose entries are counted from 0. */
function innerGroup(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isPlainObject(value)) return Object.keys(value).length > 0 ? value : undefined;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every((item) => isPlainObject(item) && Object.keys(item).length > 0)
    ? Object.fromEntries(value.map((item: unknown, i) => [String(i), item]))
    : undefined;
}

/** A value as JSON can hold it; what it cannot becomes text. */
function jsonOf(value: unknown, depth: number, name: string): JsonValue {
  if (depth > MAX_DEPTH) throw invalid(name, 'is nested too deeply');
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, depth + 1, name));
  if (isPlainObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, jsonOf(item, depth + 1, name)]),
    );
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  throw invalid(name, 'holds values of a kind that configurations do not have');
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function invalid(name: string, clause: string): PhotoelectronError {
  return new PhotoelectronError('config-invalid', `${name} ${clause}.`, { path: name });
}
