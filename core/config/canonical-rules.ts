import type { TelescopeRule } from './telescope-value.ts';

/**
 * The shortest list of rules that gives every telescope the same value: rules that a later one
 * overrides are left out, so are those that repeat what holds anyway, and neighbours that could stand
 * in either order stand in that of their patterns. Lists that mean the same nearly always become
 * equal; lists that become equal always mean the same.
 *
 * @param rules the last that matches a telescope wins
 * @param isSame whether two values mean the same
 */
export function canonicalRules<T>(
  rules: readonly TelescopeRule<T>[],
  isSame: (a: T, b: T) => boolean,
): readonly TelescopeRule<T>[] {
  const live = rules.filter(
    (rule, i) =>
      !rules.slice(i + 1).some((later) => nameOf(later) === nameOf(rule) || nameOf(later) === '*'),
  );
  // Rules directly behind the one for all telescopes that give the same value change nothing.
  const [base] = live;
  const isForAll = live.length > 0 && nameOf(base) === '*';
  const firstOther = live.findIndex((rule) => !isSame(rule.value, base.value));
  const kept =
    isForAll && firstOther !== 1 ? [base, ...(firstOther < 0 ? [] : live.slice(firstOther))] : live;
  return ordered(kept, isSame);
}

/** Name of a rule: the pattern, or `id 3`. */
export function nameOf(rule: TelescopeRule<unknown>): string {
  return 'id' in rule ? `id ${rule.id}` : rule.type;
}

/** Sorts by name as far as swapping neighbours changes nothing. */
function ordered<T>(
  rules: readonly TelescopeRule<T>[],
  isSame: (a: T, b: T) => boolean,
): readonly TelescopeRule<T>[] {
  const list = [...rules];
  for (let pass = 0; pass < list.length; pass++) {
    for (let i = 1; i < list.length; i++) {
      const [before, after] = [list[i - 1], list[i]];
      const isFree = isSame(before.value, after.value) || areApart(before, after);
      if (isFree && nameOf(before) > nameOf(after)) list.splice(i - 1, 2, after, before);
    }
  }
  return list;
}

/** Whether no telescope can match both of two rules with different names. */
function areApart(a: TelescopeRule<unknown>, b: TelescopeRule<unknown>): boolean {
  if ('id' in a || 'id' in b) return 'id' in a && 'id' in b;
  return !/[*?[]/.test(a.type + b.type);
}
