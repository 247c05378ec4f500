import type { LucideIcon } from '@lucide/vue';
import type { Component } from 'vue';

/** Names of the panels, as commands and the session know them. */
export type PanelName = 'nights' | 'events' | 'cleaning' | 'configurations' | 'provenance' | 'jobs';

/** A panel of the workbench. */
export interface PanelDefinition {
  readonly name: PanelName;
  readonly title: string;
  /** One sentence for the rail's hint and the palette. */
  readonly summary: string;
  readonly icon: LucideIcon;
  readonly component: Component;
  /** Page of the guide, a file name in `resources/guide`. */
  readonly guide: string;
}
