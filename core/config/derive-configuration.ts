import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { ConfigurationDocument } from './configuration-schema.ts';
import type { JsonValue } from './diff-configurations.ts';
import { editConfiguration } from './edit-configuration.ts';
import { matchesGlob } from './glob.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { isTelescopeRules, resolveForTelescope } from './telescope-value.ts';
import { telescopesWithRules } from './telescopes-with-rules.ts';

/** A value to be given to a key. */
export interface ConfigurationChange {
  /** Keys from the top of the document, such as `cleaning`, `image_cleaner`. */
  readonly path: readonly string[];
  /** Complete, and without rules where it is for a telescope type. */
  readonly value: JsonValue;
  /** Telescope type for which it is to hold, such as `LST_LST_LSTCam`. Default: all telescopes. */
  readonly telescopeType?: string;
  /** Telescopes of that type, where they are known: rules for other single telescopes do not count. */
  readonly telIds?: readonly number[];
}

type Path = readonly (string | number)[];

interface Edit {
  readonly path: Path;
  readonly value: JsonValue;
}

/**
 * The text of a configuration with some values changed; everything else stays as it was written, with
 * comments. A value for one telescope type becomes a rule for exactly that type behind the others, so
 * that it holds for all its telescopes and for no other; parameters of a component that keep their value
 * are not touched.
 *
 * @param text YAML or JSON
 * @param name of the document in messages
 * @throws PhotoelectronError `config-invalid` when the text is no configuration, or would be none;
 *   `argument-invalid` for a path that cannot be there
 */
export function deriveConfiguration(
  text: string,
  changes: readonly ConfigurationChange[],
  name: string,
): string {
  return changes.reduce((derived, change) => withChange(derived, change, name), text);
}

function withChange(text: string, change: ConfigurationChange, name: string): string {
  const current = parseConfiguration(text, name);
  const { path, value, telescopeType } = change;
  const edits =
    telescopeType === undefined
      ? [{ path, value }]
      : editsForType(valueAt(current, path), path, value, {
          type: telescopeType,
          telIds: change.telIds ?? [-1, ...telescopesWithRules(current)],
        });
  if (edits.length === 0) return text;
  const written = edits.flatMap((each) => [...missingTypes(text, current, each.path), each]);
  const derived = editConfiguration(text, written);
  // What became of it must still be a configuration.
  parseConfiguration(derived, name);
  return derived;
}

interface Telescopes {
  readonly type: string;
  readonly telIds: readonly number[];
}

/** What has to be written so that a value holds for all telescopes of a type. */
function editsForType(
  now: unknown,
  path: Path,
  value: JsonValue,
  telescopes: Telescopes,
): readonly Edit[] {
  const { type, telIds } = telescopes;
  if (telIds.every((telId) => isDeepStrictEqual(resolved(now, { telId, type }), value))) return [];
  if (isTelescopeRules(now)) {
    const last = now.findLastIndex((rule) =>
      'id' in rule ? telIds.includes(rule.id) : matchesGlob(rule.type, type),
    );
    const rule = now.at(last);
    return last >= 0 && rule !== undefined && 'type' in rule && rule.type === type
      ? editsForType(rule.value, [...path, last, 'value'], value, telescopes)
      : [{ path, value: [...(now as unknown as JsonValue[]), { type, value }] }];
  }
  if (isGroup(now) && isGroup(value) && now['type'] === value['type']) {
    return Object.entries(value).flatMap(([key, part]) =>
      editsForType(now[key], [...path, key], part, telescopes),
    );
  }
  // What stands in a rule for exactly this type is for no other.
  const isOwn = path.includes('value');
  return [
    {
      path,
      value: isOwn
        ? value
        : [
            { type: '*', value: now as JsonValue },
            { type, value },
          ],
    },
  ];
}

/** The value for one telescope; undefined when no rule holds for it. */
function resolved(value: unknown, telescope: { telId: number; type: string }): unknown {
  try {
    return resolveForTelescope(value, telescope, '');
  } catch (error) {
    if (error instanceof PhotoelectronError && error.code === 'config-invalid') return undefined;
    throw error;
  }
}

function valueAt(document: ConfigurationDocument, path: Path): unknown {
  let value: unknown = document;
  for (const key of path) {
    if (!isGroup(value) || !Object.hasOwn(value, key)) {
      throw new PhotoelectronError(
        'argument-invalid',
        `A configuration has no key "${path.join('.')}"; \`pe config keys\` tells those there are.`,
        { item: path.join('.') },
      );
    }
    value = value[key];
  }
  return value;
}

/** The types of components on the way to a key, which may be left to the defaults. */
function missingTypes(text: string, current: ConfigurationDocument, path: Path): readonly Edit[] {
  const content: unknown = parse(text);
  const missing: Edit[] = [];
  let value: unknown = current;
  for (const [depth, key] of path.entries()) {
    if (isGroup(value) && 'type' in value && !('value' in value)) {
      const at = path.slice(0, depth);
      if (!hasType(content, at))
        missing.push({ path: [...at, 'type'], value: value['type'] as JsonValue });
    }
    value = (value as Record<string | number, unknown> | null)?.[key];
  }
  return missing;
}

function hasType(content: unknown, path: Path): boolean {
  let value = content;
  for (const key of [...path, 'type']) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return true;
}

function isGroup(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
