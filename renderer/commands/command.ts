/** Menus, and the sections of the list of keys, in their order. */
export const commandCategories = [
  'File',
  'Edit',
  'View',
  'Go',
  'Event',
  'Camera',
  'Cleaning',
  'Run',
  'Job',
  'Help',
] as const;

/** Where a command stands in menus and in the list of keys. */
export type CommandCategory = (typeof commandCategories)[number];

/**
 * Something the user can have done, by menu, palette, key or button. Everything that has a key, and
 * everything a user may look for by name, is a command.
 */
export interface Command {
  /** Such as `events.next`. */
  readonly id: string;
  /** In sentence case; with `…` when it asks for more. */
  readonly title: string;
  readonly category: CommandCategory;
  /** Menu within the menu of its category that it stands in, such as `Open recent`. */
  readonly submenu?: string;
  /** Commands of one group stand together in the menu, set apart by lines. */
  readonly group?: string;
  /**
   * Keys as `KeyboardEvent.key` names them with `Mod` (Ctrl, on a Mac ⌘), `Alt` and `Shift` before:
   * `Mod+K`, `ArrowRight`, `Shift+ArrowRight`, `g`, `?`. Several do the same.
   */
  readonly keys?: readonly string[];
  /** Panel in which alone the keys count; without one they count everywhere. */
  readonly panel?: string;
  /** Whether it can be done now. Default: always. */
  readonly isEnabled?: () => boolean;
  /** Whether it is on, for what can be switched. */
  readonly isChecked?: () => boolean;
  /** Words by which it is found in the palette beside its title. */
  readonly aliases?: readonly string[];
  readonly run: () => unknown;
}
