import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { PanelName } from './panel-definition.ts';

/** An event to be shown. */
export interface EventChoice {
  /** File of the event. */
  readonly path: string;
  readonly obsId?: number;
  /** Default: the first. */
  readonly eventId?: number;
  readonly telId?: number;
}

/** What the panels ask of each other: which panel is in front, which file, run, product or job it shows. */
export const useWorkbench = defineStore('workbench', () => {
  const activePanel = shallowRef<PanelName>('nights');
  /** Brings a panel to the front; set by the frame. */
  const showPanel = shallowRef<(name: PanelName) => void>(() => undefined);
  /** What each panel shows now, for the title: a file, a run, an event; set by the panels. */
  const subjects = ref<Partial<Record<PanelName, string>>>({});
  const event = shallowRef<EventChoice>();
  /** Files whose images are the population of Cleaning. */
  const population = shallowRef<readonly string[]>([]);
  /** File whose provenance is shown. */
  const product = shallowRef<string>();
  const jobId = shallowRef<number>();
  /** Configuration to be shown: a name or a hash. */
  const configuration = shallowRef<string>();
  const runId = shallowRef<number>();

  /** Opens a file, or one event of it, in Events. */
  function openEvent(choice: EventChoice): void {
    event.value = choice;
    showPanel.value('events');
  }

  /** Opens files in Cleaning. */
  function openPopulation(paths: readonly string[]): void {
    population.value = paths;
    showPanel.value('cleaning');
  }

  function openProvenance(path: string): void {
    product.value = path;
    showPanel.value('provenance');
  }

  function openJob(id: number): void {
    jobId.value = id;
    showPanel.value('jobs');
  }

  /** Opens a configuration by its name or its hash. */
  function openConfiguration(choice: string): void {
    configuration.value = choice;
    showPanel.value('configurations');
  }

  function openRun(id: number): void {
    runId.value = id;
    showPanel.value('nights');
  }

  return {
    activePanel,
    showPanel,
    subjects,
    event,
    population,
    product,
    jobId,
    configuration,
    runId,
    openEvent,
    openPopulation,
    openProvenance,
    openJob,
    openConfiguration,
    openRun,
  };
});
