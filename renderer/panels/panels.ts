import { CalendarDays, GitFork, ListTodo, ScanEye, SlidersHorizontal, Sparkles } from '@lucide/vue';
import CleaningPanel from './cleaning/CleaningPanel.vue';
import ConfigurationsPanel from './configurations/ConfigurationsPanel.vue';
import EventsPanel from './events/EventsPanel.vue';
import JobsPanel from './jobs/JobsPanel.vue';
import NightsPanel from './nights/NightsPanel.vue';
import type { PanelDefinition } from './panel-definition.ts';
import ProvenancePanel from './provenance/ProvenancePanel.vue';

/** The panels in the order of the rail. */
export const panels: readonly PanelDefinition[] = [
  {
    name: 'nights',
    title: 'Nights',
    summary: 'Nights and runs of the catalogue',
    icon: CalendarDays,
    component: NightsPanel,
    guide: 'nights.md',
  },
  {
    name: 'events',
    title: 'Events',
    summary: 'Events one by one: cameras, array and sky',
    icon: ScanEye,
    component: EventsPanel,
    guide: 'events.md',
  },
  {
    name: 'cleaning',
    title: 'Cleaning',
    summary: 'Image cleanings on one event and on a population',
    icon: Sparkles,
    component: CleaningPanel,
    guide: 'cleaning.md',
  },
  {
    name: 'configurations',
    title: 'Configurations',
    summary: 'Configurations of analyses: edit, compare, import',
    icon: SlidersHorizontal,
    component: ConfigurationsPanel,
    guide: 'configurations.md',
  },
  {
    name: 'provenance',
    title: 'Provenance',
    summary: 'How a product came to be',
    icon: GitFork,
    component: ProvenancePanel,
    guide: 'provenance.md',
  },
  {
    name: 'jobs',
    title: 'Jobs',
    summary: 'What is being done, and what was done',
    icon: ListTodo,
    component: JobsPanel,
    guide: 'jobs.md',
  },
];
