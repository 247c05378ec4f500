import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useHistory } from '../../../../renderer/history/history-store.ts';

let value = 0;
/** What the clock says [ms]. */
let now = 0;

/** Sets the value as a user does: it is recorded with the way back. */
function change(to: number, key?: string): void {
  const from = value;
  const set = (next: number) => () => {
    value = next;
  };
  value = to;
  const label = `Set ${to}`;
  const both = { label, undo: set(from), redo: set(to) };
  useHistory().record(key === undefined ? both : { ...both, key });
}

beforeEach(() => {
  setActivePinia(createPinia());
  value = 0;
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the history of changes', () => {
  it('goes back and forth, and says what', () => {
    const history = useHistory();
    change(1);
    change(2);
    expect(history.undoLabel).toBe('Set 2');
    history.undo();
    expect([value, history.undoLabel, history.redoLabel]).toEqual([1, 'Set 1', 'Set 2']);
    history.undo();
    history.undo();
    expect([value, history.undoLabel]).toEqual([0, undefined]);
    history.redo();
    history.redo();
    history.redo();
    expect([value, history.redoLabel]).toEqual([2, undefined]);
  });

  it('forgets what was taken back when something else is done', () => {
    const history = useHistory();
    change(1);
    history.undo();
    change(5);
    expect(history.redoLabel).toBeUndefined();
    history.undo();
    expect(value).toBe(0);
  });

  it('takes a slider that is dragged for one change', () => {
    const history = useHistory();
    for (const [i, to] of [1, 2, 3].entries()) {
      now = 500 * i;
      change(to, 'threshold');
    }
    history.undo();
    expect(value).toBe(0);
    history.redo();
    expect(value).toBe(3);
  });

  it('keeps changes apart that are of different things or far apart', () => {
    const history = useHistory();
    change(1, 'a');
    change(2, 'b');
    now = 5000;
    change(3, 'b');
    history.undo();
    expect(value).toBe(2);
    history.undo();
    expect(value).toBe(1);
  });

  it('does not join a change to one that was made again', () => {
    const history = useHistory();
    change(1, 'a');
    history.undo();
    history.redo();
    change(2, 'a');
    history.undo();
    expect(value).toBe(1);
  });

  it('keeps the last 200', () => {
    const history = useHistory();
    for (let to = 1; to <= 250; to++) change(to);
    for (let i = 0; i < 300; i++) history.undo();
    expect(value).toBe(50);
  });
});
