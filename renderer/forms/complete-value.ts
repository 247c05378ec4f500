import type { ComponentVariant, FormField, FormNode } from './form-node.ts';
import { isObject, type JsonObject, type JsonValue } from './json-value.ts';
import { isRules } from './telescope-rules.ts';

/**
 * A value with all defaults filled in, as the engine completes documents; what does not fit the form
 * stays as it is.
 *
 * @param value undefined where the key is absent
 * @returns undefined where there is no default either
 */
export function completeValue(node: FormNode, value: JsonValue | undefined): JsonValue | undefined {
  const given = value === undefined ? node.default : value;
  if (given === undefined || given === null) return given;
  if (node.perTelescope && isRules(given)) {
    return given.map((rule) => ({
      ...rule,
      value: completeValue({ ...node, perTelescope: false }, rule.value) ?? rule.value,
    }));
  }
  switch (node.kind) {
    case 'group':
      return isObject(given) ? completeFields(node.fields, given) : given;
    case 'component': {
      const variant = variantOf(node, given);
      if (variant === undefined || !isObject(given)) return given;
      return { type: variant.type, ...completeFields(variant.fields, given) };
    }
    case 'list':
      return Array.isArray(given)
        ? given.map((item) => completeValue(node.item, item) ?? item)
        : given;
    default:
      return given;
  }
}

/** The component that a value names; the only one where it need not be named. */
export function variantOf(
  node: FormNode & { readonly kind: 'component' },
  value: JsonValue | undefined,
): ComponentVariant | undefined {
  const type = isObject(value) ? value['type'] : undefined;
  if (type === undefined && node.isTypeOptional) return node.variants.at(0);
  return node.variants.find((variant) => variant.type === type);
}

function completeFields(fields: readonly FormField[], given: JsonObject): JsonObject {
  const known = fields.flatMap(({ key, node }) => {
    const value = completeValue(node, given[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...given, ...Object.fromEntries(known) };
}
