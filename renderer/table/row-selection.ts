import type { RowKey } from './table-column.ts';

/** How many rows can be selected at once. */
export type SelectionMode = 'none' | 'single' | 'multi';

/** How a row is chosen: alone, added or taken away, or all from the anchor to it. */
export type SelectionGesture = 'replace' | 'toggle' | 'extend';

/** What is selected, and the row from which the next range reaches. */
export interface RowSelection {
  readonly keys: readonly RowKey[];
  readonly anchor: number | undefined;
}

/** The gesture that the keys held with a click or an arrow mean. */
export function gestureOf(event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): SelectionGesture {
  if (event.shiftKey) return 'extend';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'replace';
}

/**
 * The selection after a row was chosen.
 *
 * @param keyAt key of a row; undefined where the row is not loaded: such rows stay out of a range
 */
export function selectRow(
  selection: RowSelection,
  mode: SelectionMode,
  index: number,
  gesture: SelectionGesture,
  keyAt: (index: number) => RowKey | undefined,
): RowSelection {
  const key = keyAt(index);
  if (mode === 'none' || key === undefined) return selection;
  if (mode === 'multi' && gesture === 'extend') {
    const anchor = selection.anchor ?? index;
    return { keys: keysBetween(anchor, index, keyAt), anchor };
  }
  const isSelected = selection.keys.includes(key);
  if (gesture === 'toggle') {
    const others = mode === 'multi' ? selection.keys.filter((other) => other !== key) : [];
    return { keys: isSelected ? others : [...others, key], anchor: index };
  }
  return { keys: [key], anchor: index };
}

/** Keys of the rows from one to another, both included, in their order. */
export function keysBetween(
  from: number,
  to: number,
  keyAt: (index: number) => RowKey | undefined,
): RowKey[] {
  const keys: RowKey[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const key = keyAt(index);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}
