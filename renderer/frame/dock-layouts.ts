import type { PanelName } from '../panels/panel-definition.ts';

/** Where a panel stands: with the one before as a tab, or beside it. */
interface PlacedPanel {
  readonly panel: PanelName;
  readonly beside?: { readonly panel: PanelName; readonly direction: 'right' | 'below' };
  /** Share of the width or height of both. */
  readonly share?: number;
}

/** An arrangement of panels that comes with the program. */
export interface DockLayout {
  readonly title: string;
  readonly panels: readonly PlacedPanel[];
  /** Panel that is in front. */
  readonly front: PanelName;
}

/** Arrangements for the usual ways to work. */
export const dockLayouts: readonly DockLayout[] = [
  {
    title: 'Nights',
    panels: [{ panel: 'nights' }],
    front: 'nights',
  },
  {
    title: 'Event display',
    panels: [{ panel: 'nights' }, { panel: 'events' }],
    front: 'events',
  },
  {
    title: 'Cleaning',
    panels: [
      { panel: 'events' },
      { panel: 'cleaning', beside: { panel: 'events', direction: 'right' }, share: 0.6 },
    ],
    front: 'cleaning',
  },
  {
    title: 'Processing',
    panels: [
      { panel: 'nights' },
      { panel: 'configurations', beside: { panel: 'nights', direction: 'right' }, share: 0.45 },
      { panel: 'jobs', beside: { panel: 'configurations', direction: 'below' }, share: 0.5 },
      { panel: 'provenance' },
    ],
    front: 'nights',
  },
];
