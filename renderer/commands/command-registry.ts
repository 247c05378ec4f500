import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowReactive } from 'vue';
import type { Command } from './command.ts';

/** All commands that there are now: the one source of menu, palette, keys and help. */
export const useCommands = defineStore('commands', () => {
  const sets = shallowReactive(new Set<() => readonly Command[]>());
  const all = computed(() => [...sets].flatMap((set) => set()));
  const byId = computed(() => new Map(all.value.map((command) => [command.id, command])));

  /**
   * Adds commands; returns what takes them away.
   *
   * @param set the commands, or what gives them: commands that come and go keep the place of their set
   * @throws Error when an identity is taken
   */
  function register(set: readonly Command[] | (() => readonly Command[])): () => void {
    const give = typeof set === 'function' ? set : () => set;
    const taken = give().find(({ id }) => byId.value.has(id));
    if (taken !== undefined) throw new Error(`There are two commands "${taken.id}".`);
    sets.add(give);
    return () => {
      sets.delete(give);
    };
  }

  /** Does it, if it can be done now; returns whether it could. */
  function run(id: string): boolean {
    const command = byId.value.get(id);
    if (command === undefined || command.isEnabled?.() === false) return false;
    command.run();
    return true;
  }

  return { all, byId, register, run };
});

/** Adds commands for as long as the component is there. */
export function useOwnCommands(set: readonly Command[] | (() => readonly Command[])): void {
  onScopeDispose(useCommands().register(set));
}
