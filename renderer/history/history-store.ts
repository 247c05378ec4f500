import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

/** A change of parameters that can be taken back. */
export interface Change {
  /** What was done, in the imperative: `Change picture threshold`. */
  readonly label: string;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Changes of the same key that follow each other closely (a slider that is dragged) are one. */
  readonly key?: string;
}

interface Entry extends Change {
  readonly time: number;
}

/** Time within which changes of one key are one [ms]. */
const COALESCE_MS = 1000;
const MAX_CHANGES = 200;

/** Changes of parameters, to be taken back and made again. What the engine did (jobs, files) is not in it. */
export const useHistory = defineStore('history', () => {
  const done = shallowRef<readonly Entry[]>([]);
  const undone = shallowRef<readonly Entry[]>([]);

  /** Records a change that has been made. */
  function record(change: Change): void {
    const time = performance.now();
    const last = done.value.at(-1);
    const joins =
      last?.key !== undefined && last.key === change.key && time - last.time < COALESCE_MS;
    const entry = joins ? { ...change, undo: last.undo, time } : { ...change, time };
    done.value = [...(joins ? done.value.slice(0, -1) : done.value), entry].slice(-MAX_CHANGES);
    undone.value = [];
  }

  function undo(): void {
    const last = done.value.at(-1);
    if (last === undefined) return;
    done.value = done.value.slice(0, -1);
    undone.value = [...undone.value, last];
    last.undo();
  }

  function redo(): void {
    const last = undone.value.at(-1);
    if (last === undefined) return;
    undone.value = undone.value.slice(0, -1);
    done.value = [...done.value, { ...last, time: -Infinity }];
    last.redo();
  }

  return {
    record,
    undo,
    redo,
    undoLabel: computed(() => done.value.at(-1)?.label),
    redoLabel: computed(() => undone.value.at(-1)?.label),
  };
});
