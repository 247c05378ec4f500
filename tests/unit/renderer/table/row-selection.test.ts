import { describe, expect, it } from 'vitest';
import { rowTarget } from '../../../../renderer/table/row-target.ts';
import { gestureOf, keysBetween, selectRow } from '../../../../renderer/table/row-selection.ts';

const letters = ['a', 'b', 'c', 'd', 'e'];
const keyAt = (index: number): string | undefined => letters.at(index);
const noKeys = { shiftKey: false, ctrlKey: false, metaKey: false };
const none = { keys: [], anchor: undefined };

describe('selectRow', () => {
  it('replaces what was selected', () => {
    const before = { keys: ['a', 'b'], anchor: 0 };
    expect(selectRow(before, 'multi', 3, 'replace', keyAt)).toEqual({ keys: ['d'], anchor: 3 });
  });

  it('adds a row and takes it away', () => {
    const one = selectRow(none, 'multi', 1, 'toggle', keyAt);
    const two = selectRow(one, 'multi', 4, 'toggle', keyAt);
    expect(two.keys).toEqual(['b', 'e']);
    expect(selectRow(two, 'multi', 1, 'toggle', keyAt).keys).toEqual(['e']);
  });

  it('reaches from the anchor, which stays, both ways', () => {
    const anchor = selectRow(none, 'multi', 2, 'replace', keyAt);
    const down = selectRow(anchor, 'multi', 4, 'extend', keyAt);
    expect(down.keys).toEqual(['c', 'd', 'e']);
    expect(selectRow(down, 'multi', 1, 'extend', keyAt).keys).toEqual(['b', 'c']);
  });

  it('selects one row at most where only one can be', () => {
    const before = { keys: ['a'], anchor: 0 };
    expect(selectRow(before, 'single', 2, 'extend', keyAt).keys).toEqual(['c']);
    expect(selectRow(before, 'single', 2, 'toggle', keyAt).keys).toEqual(['c']);
    expect(selectRow(before, 'single', 0, 'toggle', keyAt).keys).toEqual([]);
  });

  it('leaves the selection alone where nothing can be selected or the row is not there', () => {
    const before = { keys: ['a'], anchor: 0 };
    expect(selectRow(before, 'none', 2, 'replace', keyAt)).toBe(before);
    expect(selectRow(before, 'multi', 9, 'replace', keyAt)).toBe(before);
  });
});

it('takes Shift for a range, Control or Command for one more', () => {
  expect(gestureOf(noKeys)).toBe('replace');
  expect(gestureOf({ ...noKeys, ctrlKey: true })).toBe('toggle');
  expect(gestureOf({ ...noKeys, metaKey: true })).toBe('toggle');
  expect(gestureOf({ ...noKeys, shiftKey: true, ctrlKey: true })).toBe('extend');
});

it('leaves rows out of a range that are not loaded', () => {
  const isLoaded = (index: number) => (index === 2 ? undefined : keyAt(index));
  expect(keysBetween(3, 1, isLoaded)).toEqual(['b', 'd']);
});

describe('rowTarget', () => {
  it.each([
    ['ArrowDown', undefined, 0],
    ['ArrowUp', undefined, 9],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 4, 3],
    ['PageDown', 4, 8],
    ['PageUp', 2, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['x', 5, undefined],
  ])('%s leads from %j to %j', (key, from, target) => {
    expect(rowTarget(key, from, 10, 4)).toBe(target);
  });

  it('leads nowhere without rows', () => {
    expect(rowTarget('End', undefined, 0, 4)).toBeUndefined();
  });
});
