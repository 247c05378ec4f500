import { variantOf } from './complete-value.ts';
import type { FormField, FormNode } from './form-node.ts';
import { isObject, type JsonValue } from './json-value.ts';
import { isRules, ruleTarget } from './telescope-rules.ts';

/** Ends of keys that repeat what the unit says. */
const unitEnds: Readonly<Record<string, string>> = { 'p.e.': '_pe', ns: '_ns' };

/** Words that are written in capitals. */
const capitals: Readonly<Record<string, string>> = { r0: 'R0', r1: 'R1', id: 'ID' };

/** A key in words: `picture_threshold_pe` is “Picture threshold”. */
export function keyTitle(key: string, unit?: string): string {
  const end = unit === undefined ? undefined : unitEnds[unit];
  const bare = end !== undefined && key.endsWith(end) ? key.slice(0, -end.length) : key;
  const words = bare
    .split('_')
    .filter((word) => word !== '')
    .map((word) => capitals[word] ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Title of a field. */
export function fieldTitle({ key, node }: FormField): string {
  return keyTitle(key, node.unit);
}

/** A value in a line, for defaults and differences. */
export function valueText(value: JsonValue | undefined, unit?: string): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return unit === undefined ? String(value) : `${value} ${unit}`;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (value === null) return 'none';
  if (isRules(value)) {
    return value.map((rule) => `${ruleTarget(rule)} ${valueText(rule.value, unit)}`).join(' · ');
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none';
    return value
      .map((item) =>
        Array.isArray(item) ? item.map((part) => valueText(part)).join(' ') : valueText(item),
      )
      .join(' · ');
  }
  const { type, ...others } = value;
  const parameters = Object.entries(others).map(([key, item]) => `${key} ${valueText(item)}`);
  const name = typeof type === 'string' ? type : '';
  if (parameters.length === 0) return name === '' ? 'empty' : name;
  return `${name}${name === '' ? '' : ' '}(${parameters.join(', ')})`;
}

/** What the default of a field is, in words; empty where there is none of its own. */
export function defaultText({ node }: FormField): string {
  if (node.kind === 'group' || node.default === undefined) return '';
  return valueText(node.default, node.unit);
}

/** A sensible step of a number: a tenth of its magnitude. */
export function numberStep(node: FormNode & { readonly kind: 'number' }): number {
  if (node.isWhole) return 1;
  const usual = isRules(node.default) ? node.default[0].value : node.default;
  if (typeof usual !== 'number' || usual === 0) return 0.1;
  return 10 ** (Math.floor(Math.log10(Math.abs(usual))) - 1);
}

/**
 * Whether a field, or one inside it, has all words in key, title, description or names of components.
 *
 * @param value what stands there: of components, only the parameters of those that are chosen count
 */
export function fieldMatches(
  field: FormField,
  value: JsonValue | undefined,
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  const text = searchText(field, value).toLowerCase();
  return words.every((word) => text.includes(word));
}

function searchText(field: FormField, value: JsonValue | undefined): string {
  const { key, node } = field;
  return [key, fieldTitle(field), node.description, ...textInside(node, value)].join('\n');
}

function textInside(node: FormNode, value: JsonValue | undefined): readonly string[] {
  if (node.perTelescope && isRules(value)) {
    return value.flatMap((rule) => textInside({ ...node, perTelescope: false }, rule.value));
  }
  const parts = (fields: readonly FormField[]) =>
    fields.map((inner) => searchText(inner, isObject(value) ? value[inner.key] : undefined));
  switch (node.kind) {
    case 'group':
      return parts(node.fields);
    case 'component':
      return [
        ...node.variants.map(({ type }) => type),
        ...parts(variantOf(node, value)?.fields ?? []),
      ];
    case 'list':
      return Array.isArray(value) ? value.flatMap((item) => textInside(node.item, item)) : [];
    case 'choice':
    case 'flags':
      return node.options;
    default:
      return [];
  }
}
