import { type Command, commandCategories, type CommandCategory } from './command.ts';

/** An entry of a menu. */
export type CommandMenuEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'command'; readonly command: Command }
  | {
      readonly kind: 'menu';
      readonly label: string;
      readonly entries: readonly CommandMenuEntry[];
    };

/** A menu of the menu bar. */
export interface CommandMenu {
  readonly label: CommandCategory;
  readonly entries: readonly CommandMenuEntry[];
}

/** Menus made of the commands that there are: one for each category, groups set apart by lines. */
export function commandMenus(commands: readonly Command[]): readonly CommandMenu[] {
  return commandCategories
    .map((label) => ({
      label,
      entries: menuEntries(commands.filter(({ category }) => category === label)),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function menuEntries(commands: readonly Command[]): readonly CommandMenuEntry[] {
  const groups = Map.groupBy(commands, ({ group }) => group ?? '');
  return [...groups.values()].flatMap((group, i) => [
    ...(i === 0 ? [] : [{ kind: 'separator' as const }]),
    ...groupEntries(group),
  ]);
}

function groupEntries(commands: readonly Command[]): readonly CommandMenuEntry[] {
  const submenus = Map.groupBy(commands, ({ submenu }) => submenu ?? '');
  const told = new Set<string>();
  return commands.flatMap((command): CommandMenuEntry[] => {
    const { submenu } = command;
    if (submenu === undefined) return [{ kind: 'command', command }];
    if (told.has(submenu)) return [];
    told.add(submenu);
    const entries = (submenus.get(submenu) ?? []).map((inner) => ({
      kind: 'command' as const,
      command: inner,
    }));
    return [{ kind: 'menu', label: submenu, entries }];
  });
}
