import { isTelescopeRules } from './telescope-value.ts';

/** Numbers (tel_id) of the telescopes that a part of a configuration has rules of their own for. */
export function telescopesWithRules(part: unknown): readonly number[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = isTelescopeRules(part) ? part.flatMap((rule) => ('id' in rule ? [rule.id] : [])) : [];
  return [...new Set([...own, ...Object.values(part).flatMap(telescopesWithRules)])];
}
