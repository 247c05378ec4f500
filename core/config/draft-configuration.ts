import { configurationHash } from './canonical-form.ts';
import { checkConfiguration, type ConfigurationFinding } from './check-configuration.ts';
import type { DocumentPath } from './change-document.ts';
import type { JsonValue } from './diff-configurations.ts';
import { readYaml } from './read-yaml.ts';
import { isTelescopeRules, ruleFor } from './telescope-value.ts';

/** A configuration that is being written. */
export interface DraftConfiguration {
  readonly text: string;
  /** What the text says, without defaults; null where it is no group of keys. */
  readonly content: Record<string, JsonValue> | null;
  /** Complete, with all defaults; null as long as something is wrong. */
  readonly document: Record<string, JsonValue> | null;
  readonly hash: string | null;
  readonly findings: {
    key: string;
    path: (string | number)[];
    message: string;
    line?: number;
    column?: number;
  }[];
  /** Of each list of rules per telescope, the index of the one that holds; null where none does. */
  readonly rules: { path: (string | number)[]; rule: number | null }[];
}

/** A telescope of which rules are asked; without a number, rules for single telescopes do not hold. */
export interface AskedTelescope {
  readonly type: string;
  readonly telId?: number | undefined;
}

/**
 * What is to be known of a configuration while it is written: content, document, what is wrong, and which
 * rules hold for a telescope.
 */
export function draftConfiguration(text: string, telescope?: AskedTelescope): DraftConfiguration {
  const yaml = readYaml(text);
  const content = 'faults' in yaml ? null : (yaml.content ?? {});
  const checked = checkConfiguration(text);
  const document = 'document' in checked ? checked.document : null;
  return {
    text,
    content: isGroup(content) ? plain(content) : null,
    document: document === null ? null : plain(document),
    hash: document === null ? null : configurationHash(document),
    findings: 'document' in checked ? [] : checked.findings.map(told),
    rules: telescope === undefined ? [] : rulesIn(document ?? content, [], telescope),
  };
}

function told({ path, line, column, ...finding }: ConfigurationFinding) {
  return {
    ...finding,
    path: [...path],
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

function rulesIn(
  part: unknown,
  path: DocumentPath,
  telescope: AskedTelescope,
): DraftConfiguration['rules'] {
  if (typeof part !== 'object' || part === null) return [];
  const own = isTelescopeRules(part)
    ? [{ path: [...path], rule: ruleFor(part, telescope) ?? null }]
    : [];
  const inside = Object.entries(part).flatMap(([key, value]) =>
    rulesIn(value, [...path, Array.isArray(part) ? Number(key) : key], telescope),
  );
  return [...own, ...inside];
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As JSON has it: what YAML knows beside that (not a number, infinity) becomes null. */
function plain(value: object): Record<string, JsonValue> {
  return JSON.parse(JSON.stringify(value)) as Record<string, JsonValue>;
}
