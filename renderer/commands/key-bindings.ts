import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useSettings } from '../settings/settings-store.ts';
import type { Command } from './command.ts';
import { useCommands } from './command-registry.ts';
import { canonicalKeys } from './key-chord.ts';

/** Two commands that the same keys would do. */
export interface KeyConflict {
  readonly keys: string;
  readonly commands: readonly Command[];
}

/** Which keys do which command: those of the command, unless the settings say otherwise. */
export const useKeyBindings = defineStore('key-bindings', () => {
  const commands = useCommands();
  const { settings } = useSettings();

  /** Keys of a command, the first of which is shown. */
  function keysOf(command: Command): readonly string[] {
    const own: Readonly<Record<string, readonly string[] | undefined>> = settings.keys;
    return own[command.id] ?? command.keys ?? [];
  }

  const byKeys = computed(() => {
    const map = new Map<string, Command[]>();
    for (const command of commands.all) {
      for (const keys of keysOf(command)) {
        const canonical = canonicalKeys(keys);
        const others = map.get(canonical) ?? [];
        others.push(command);
        map.set(canonical, others);
      }
    }
    return map;
  });

  /**
   * The command that keys mean now: one of the active panel before one that counts everywhere.
   *
   * @param keys in canonical form
   */
  function commandFor(keys: string, activePanel: string): Command | undefined {
    const found = byKeys.value.get(keys) ?? [];
    return (
      found.find((command) => command.panel === activePanel) ??
      found.find((command) => command.panel === undefined)
    );
  }

  /** Keys that mean several commands in the same place. */
  const conflicts = computed<readonly KeyConflict[]>(() =>
    [...byKeys.value].flatMap(([keys, found]) => {
      const places = Map.groupBy(found, (command) => command.panel ?? '');
      return [...places.values()]
        .filter((list) => list.length > 1)
        .map((list) => ({ keys, commands: list }));
    }),
  );

  /** Gives a command other keys; undefined gives it its own back. */
  function rebind(command: Command, keys: readonly string[] | undefined): void {
    const others = Object.entries(settings.keys).filter(([id]) => id !== command.id);
    const own = keys === undefined ? [] : [[command.id, [...keys]] satisfies [string, string[]]];
    settings.keys = Object.fromEntries([...others, ...own]);
  }

  return { keysOf, commandFor, conflicts, rebind };
});
