import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowReactive } from 'vue';
import type { Command } from './command.ts';

/** All commands that there are now: the one source of menu, palette, keys and help. */
export const useCommands = defineStore('commands', () => {
  const byId = shallowReactive(new Map<string, Command>());
  const all = computed(() => [...byId.values()]);

  /** Adds commands; returns what takes them away. @throws Error when an identity is taken */
  function register(commands: readonly Command[]): () => void {
    for (const command of commands) {
      if (byId.has(command.id)) throw new Error(`There are two commands "${command.id}".`);
      byId.set(command.id, command);
    }
    return () => {
      for (const command of commands) {
        if (byId.get(command.id) === command) byId.delete(command.id);
      }
    };
  }

  /** Does it, if it can be done now; returns whether it could. */
  function run(id: string): boolean {
    const command = byId.get(id);
    if (command === undefined || command.isEnabled?.() === false) return false;
    command.run();
    return true;
  }

  return { all, register, run };
});

/** Adds commands for as long as the component is there. */
export function useOwnCommands(commands: readonly Command[]): void {
  onScopeDispose(useCommands().register(commands));
}
