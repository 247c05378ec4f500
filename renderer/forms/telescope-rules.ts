import { isObject, type JsonValue } from './json-value.ts';

/** A value for the telescopes whose type matches a pattern, or for one telescope. */
export type TelescopeRule = { type: string; value: JsonValue } | { id: number; value: JsonValue };

/** Whether a value is a list of rules of which the last that matches a telescope wins. */
export function isRules(value: JsonValue | undefined): value is TelescopeRule[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRule);
}

function isRule(value: JsonValue): boolean {
  if (!isObject(value) || Object.keys(value).length !== 2 || !('value' in value)) return false;
  return 'type' in value || 'id' in value;
}

/** For whom a rule is, in words. */
export function ruleTarget(rule: TelescopeRule): string {
  if ('id' in rule) return `telescope ${rule.id}`;
  return rule.type === '*' ? 'all telescopes' : rule.type;
}

/** One value for all telescopes as a list of rules. */
export function rulesFrom(value: JsonValue): TelescopeRule[] {
  return isRules(value) ? value : [{ type: '*', value }];
}

/** The list with a rule more at its end, whose value is that of the last one. */
export function withRule(rules: readonly TelescopeRule[], type: string): TelescopeRule[] {
  const value: JsonValue = rules.at(-1)?.value ?? null;
  return [...rules, { type, value: structuredClone(value) }];
}

/** The list without one rule; the plain value where only one for all telescopes is left. */
export function withoutRule(rules: readonly TelescopeRule[], index: number): JsonValue {
  const left = rules.filter((_, i) => i !== index);
  const [only] = left;
  if (left.length === 1 && 'type' in only && only.type === '*') return only.value;
  return left;
}

/** The list with one rule moved up (-1) or down (1); as it was at its ends. */
export function withMovedRule(
  rules: readonly TelescopeRule[],
  index: number,
  by: -1 | 1,
): TelescopeRule[] {
  const moved = [...rules];
  const other = index + by;
  if (other < 0 || other >= rules.length) return moved;
  moved.splice(index, 1);
  moved.splice(other, 0, rules[index]);
  return moved;
}

/** The list with another target of one rule: digits alone are the number of a telescope. */
export function withTarget(
  rules: readonly TelescopeRule[],
  index: number,
  target: string,
): TelescopeRule[] {
  const text = target.trim();
  return rules.map((rule, i) => {
    if (i !== index || text === '') return rule;
    const { value } = rule;
    return /^\d{1,9}$/.test(text) ? { id: Number(text), value } : { type: text, value };
  });
}

/** The target of a rule as it is typed. */
export function targetText(rule: TelescopeRule): string {
  return 'id' in rule ? String(rule.id) : rule.type;
}

/** Rules of which no telescope can ever take the value: a later one has the same target, or holds for all. */
export function overriddenRules(rules: readonly TelescopeRule[]): readonly number[] {
  return rules.flatMap((rule, i) => {
    const later = rules.slice(i + 1).map(targetText);
    return later.includes('*') || later.includes(targetText(rule)) ? [i] : [];
  });
}

/** Whether all telescopes have a value: the first rule is for all. */
export function coversAll(rules: readonly TelescopeRule[]): boolean {
  return rules.some((rule) => 'type' in rule && rule.type === '*');
}
