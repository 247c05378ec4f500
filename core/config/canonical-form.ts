import { createHash } from 'node:crypto';
import type { ConfigurationDocument } from './configuration-schema.ts';
import { isTelescopeRules } from './telescope-value.ts';

/**
 * The canonical form of a configuration: JSON without blanks, keys sorted, every default written
 * out, and a single rule for all telescopes written as the plain value. Two documents that ask for
 * the same analysis have the same form whatever their comments, order and spelling of numbers.
 */
export function canonicalForm(document: ConfigurationDocument): string {
  return JSON.stringify(sorted(document));
}

/** SHA-256 of the canonical form, in hexadecimal: the identity of a configuration. */
export function configurationHash(document: ConfigurationDocument): string {
  return createHash('sha256').update(canonicalForm(document)).digest('hex');
}

function sorted(value: unknown): unknown {
  if (isTelescopeRules(value) && value.length === 1) {
    const [rule] = value;
    if ('type' in rule && rule.type === '*') return sorted(rule.value);
  }
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
