import type { AttributeValue } from '../../formats/hdf5/attribute.ts';
import type { ColumnModel, TextModel } from '../../datamodel/table-model.ts';
import { voUnit } from './vo-unit.ts';

/** Attributes of one column without their common beginning. */
function ofColumn(
  column: ColumnModel | (TextModel & { readonly nBytes: number }),
): Record<string, AttributeValue> {
  if (column.dtype === 'text') return { TRANSFORM: 'string', MAXLEN: BigInt(column.nBytes) };
  if (column.kind === 'time') {
    return { TRANSFORM: 'time', TIME_FORMAT: 'ctao_high_res', TIME_SCALE: 'tai' };
  }
  if (column.kind === 'mjd') return { TRANSFORM: 'time', TIME_FORMAT: 'mjd', TIME_SCALE: 'tai' };
  if (column.kind === 'telescopes') return { TRANSFORM: 'tel_list_to_mask' };
  if (column.enumClass !== undefined) {
    // What Python's pickle (protocol 0) makes of a class: ctapipe gets its own enumeration back.
    const pickled = { ascii: `cctapipe.containers\n${column.enumClass}\np0\n.` };
    return { TRANSFORM: 'enum', ENUM: pickled };
  }
  if (column.unit !== undefined && column.unit !== '') {
    return { TRANSFORM: 'quantity', UNIT: voUnit(column.unit) };
  }
  return {};
}

/**
 * Attributes with which ctapipe (≥ 0.12) describes the columns of a table: unit, description, name
 * without prefix, and how to turn what is stored into what is meant.
 */
export function columnAttributes(
  columns: readonly (ColumnModel | (TextModel & { readonly nBytes: number }))[],
): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  columns.forEach((column, position) => {
    const field = 'field' in column ? column.field : column.name;
    const all: Record<string, AttributeValue> = {
      ...ofColumn(column),
      NAME: field,
      ...(column.description !== undefined && { DESC: column.description }),
    };
    for (const [key, value] of Object.entries(all)) {
      attributes[`CTAFIELD_${String(position)}_${key}`] = value;
    }
  });
  return attributes;
}
