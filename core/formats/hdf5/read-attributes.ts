import { Attribute } from 'h5wasm/node';
import { elementType } from './element-type.ts';
import { getDataset, getGroup, kindOf, library, openedFile, Refusal } from './hdf5-library.ts';
import type { AttributeRead } from './reader-protocol.ts';

function plainAttribute(attribute: Attribute): AttributeRead {
  const { metadata } = attribute;
  const bool = elementType(metadata.array_type ?? metadata) === 'bool';
  if (attribute.shape === null) {
    return metadata.type === library.H5T_class_t.H5T_STRING.value ? '' : null;
  }
  const { value } = attribute;
  if (ArrayBuffer.isView(value)) {
    const list = [...(value as Uint8Array | BigInt64Array)];
    const plain = bool ? list.map((element) => Number(element) !== 0) : list;
    return attribute.shape.length === 0 ? plain[0] : plain;
  }
  if (bool && typeof value === 'number') return value !== 0;
  if (Array.isArray(value)) {
    return value.every((element) => ['string', 'number', 'bigint'].includes(typeof element))
      ? (value as (string | number | bigint)[])
      : null;
  }
  return value === null || typeof value === 'object' ? null : value;
}

/**
 * Attributes of a group or dataset.
 *
 * @param names those that are wanted, as far as there are any; default all. Tables have hundreds of
 *   them, and listing them takes longer than reading a few.
 * @throws Refusal
 */
export function readAttributes(
  item: string,
  names?: readonly string[],
): Record<string, AttributeRead> {
  const kind = kindOf(item);
  if (kind === undefined) throw new Refusal('missing');
  // A null prototype: the names come from the file.
  const result = Object.create(null) as Record<string, AttributeRead>;
  if (names === undefined) {
    const { attrs } = kind === 'dataset' ? getDataset(item) : getGroup(item);
    for (const [name, attribute] of Object.entries(attrs)) result[name] = plainAttribute(attribute);
    return result;
  }
  const { file_id: id } = openedFile();
  for (const name of names) {
    let attribute: Attribute;
    try {
      attribute = new Attribute(id, item, name);
    } catch {
      continue;
    }
    result[name] = plainAttribute(attribute);
  }
  return result;
}
