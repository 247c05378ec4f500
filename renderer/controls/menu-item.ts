import type { LucideIcon } from '@lucide/vue';

/** An entry of a popup menu. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: LucideIcon | undefined;
  /** Keys that do the same, such as `Mod+O`. */
  readonly keys?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Whether it is on, for what can be switched. */
  readonly checked?: boolean | undefined;
  /** Set apart by a line from what is above. */
  readonly startsGroup?: boolean | undefined;
  readonly run: () => unknown;
}
