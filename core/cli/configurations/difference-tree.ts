import type { Difference, JsonValue } from '../../config/diff-configurations.ts';
import { nameOf } from '../../config/canonical-rules.ts';
import { isTelescopeRules, type TelescopeRule } from '../../config/telescope-value.ts';
import { type TextBranch, textTree } from '../text-tree.ts';
import { visibleText } from '../../foundation/visible-text.ts';

/** Longest value that is shown whole [characters]. */
const VALUE_LENGTH = 100;

/** Codes that set and end a colour on terminals (ECMA-48). */
const colors = { added: '32', removed: '31', changed: '33', dim: '2' } as const;

/**
 * What differs between two configurations as a tree: section by section, with units and meanings.
 *
 * @param names how the two are called
 * @param colored whether the terminal shows colours
 * @returns text with a newline at its end
 */
export function configurationDifferenceTree(
  names: readonly [left: string, right: string],
  differences: readonly Difference[],
  colored: boolean,
): string {
  if (differences.length === 0) return 'Both ask for the same analysis.\n';
  const paint = (text: string, color: keyof typeof colors) =>
    colored ? `\u001b[${colors[color]}m${text}\u001b[0m` : text;
  const branchesOf = (rest: readonly Difference[], depth: number): TextBranch[] => {
    const parts = new Map<string, Difference[]>();
    for (const difference of rest) {
      const part = difference.path[depth];
      parts.set(part, [...(parts.get(part) ?? []), difference]);
    }
    return [...parts].map(([part, inside]): TextBranch => {
      const own = inside.filter(({ path }) => path.length === depth + 1);
      const deeper = inside.filter(({ path }) => path.length > depth + 1);
      const [first] = own as readonly (Difference | undefined)[];
      // Entries of a list mean what the list means; that is told once.
      const meaning = deeper.find(
        ({ key, path }) => path.length === depth + 2 && key.endsWith(']'),
      )?.description;
      const lines = [
        ...(first === undefined
          ? [visibleText(part)]
          : differenceLines(visibleText(part), first, paint)),
        ...(first === undefined && meaning !== undefined ? [paint(meaning, 'dim')] : []),
      ];
      return { lines, branches: branchesOf(deeper, depth + 1) };
    });
  };
  const count = `${String(differences.length)} ${differences.length === 1 ? 'difference' : 'differences'}`;
  return textTree({
    lines: [`${visibleText(names[0])} → ${visibleText(names[1])}: ${count}`],
    branches: branchesOf(differences, 0),
  });
}

function differenceLines(
  name: string,
  { key, kind, left, right, unit, description }: Difference,
  paint: (text: string, color: keyof typeof colors) => string,
): string[] {
  const suffix = unit === undefined ? '' : ` ${unit}`;
  const [before, after] = [left, right].map((value) => (value === undefined ? '' : shown(value)));
  const text =
    kind === 'added'
      ? paint(`+ ${after}${suffix}`, 'added')
      : kind === 'removed'
        ? paint(`- ${before}${suffix}`, 'removed')
        : paint(`${before} → ${after}${suffix}`, 'changed');
  const isWhole = kind === 'changed' && isGroup(left) && isGroup(right);
  const lines = isWhole
    ? [
        name,
        ...wholeLines(left).map((line) => paint(`- ${line}`, 'removed')),
        ...wholeLines(right).map((line) => paint(`+ ${line}`, 'added')),
      ]
    : [`${name}: ${text}`];
  const isEntry = key.endsWith(']');
  return description === undefined || isEntry ? lines : [...lines, paint(description, 'dim')];
}

/** A component with what it is set to, a line each. */
function wholeLines(component: Record<string, JsonValue>): string[] {
  const { type, ...rest } = component;
  return [
    ...(typeof type === 'string' ? [visibleText(type)] : []),
    ...Object.entries(rest).map(([key, value]) => `  ${visibleText(key)}: ${shown(value)}`),
  ];
}

function isGroup(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value on one line: components by their type and what they are set to. */
function shown(value: JsonValue): string {
  const text = typeof value === 'string' ? value : inline(value);
  return visibleText(text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH - 1)}…` : text);
}

function inline(value: JsonValue): string {
  if (isTelescopeRules(value)) {
    const rules = value as readonly TelescopeRule<JsonValue>[];
    return rules.map((rule) => `${nameOf(rule)}: ${inline(rule.value)}`).join(', ');
  }
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  const { type, ...rest } = value;
  const parts = Object.entries(rest).map(([key, inner]) => `${key}: ${inline(inner)}`);
  if (typeof type !== 'string') return `{ ${parts.join(', ')} }`;
  return parts.length === 0 ? type : `${type} (${parts.join(', ')})`;
}
