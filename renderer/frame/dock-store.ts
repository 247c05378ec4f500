import type { DockviewApi, SerializedDockview } from 'dockview-vue';
import { defineStore } from 'pinia';
import { computed, markRaw, nextTick, ref, shallowRef } from 'vue';
import { z } from 'zod';
import type { PanelName } from '../panels/panel-definition.ts';
import { panels } from '../panels/panels.ts';
import { useWorkbench } from '../panels/workbench-store.ts';
import { useSession } from '../session/session-store.ts';
import { type DockLayout, dockLayouts } from './dock-layouts.ts';
import { isUsableLayout } from './is-usable-layout.ts';

const panelNames = panels.map(({ name }) => name);

const dockSchema = z.object({
  /** As the dock writes it; null before anything was arranged. */
  layout: z.record(z.string(), z.unknown()).nullable().default(null),
});

/** The arrangement of the panels: shown, closed, split, saved in the session. */
export const useDock = defineStore('dock', () => {
  const workbench = useWorkbench();
  const api = shallowRef<DockviewApi>();
  /** Panels that are open, and groups of tabs; for commands to know what can be done. */
  const openPanels = ref<readonly PanelName[]>([]);
  const groupCount = ref(0);
  const isActiveAlone = ref(true);
  /** Panel whose content is to have the focus when it is shown. */
  const focusWanted = ref<PanelName>();
  let saved: z.output<typeof dockSchema> | undefined;

  /** Takes over the dock when it is there; brings back what was shown last. */
  function attach(dock: DockviewApi): void {
    saved = useSession().part('dock', dockSchema);
    api.value = markRaw(dock);
    if (!restore(saved.layout)) apply(dockLayouts[0]);
    dock.onDidActivePanelChange(note);
    dock.onDidLayoutChange(() => {
      note();
      if (saved !== undefined) saved.layout = toJson();
    });
    note();
  }

  function note(): void {
    const dock = api.value;
    if (dock === undefined) return;
    openPanels.value = panels
      .map(({ name }) => name)
      .filter((name) => dock.getPanel(name) !== undefined);
    groupCount.value = dock.groups.length;
    isActiveAlone.value = (dock.activeGroup?.panels.length ?? 0) < 2;
    const active = panels.find(({ name }) => name === dock.activePanel?.id);
    if (active !== undefined) workbench.activePanel = active.name;
  }

  function add(name: PanelName, place: object = {}): void {
    const title = panels.find((panel) => panel.name === name)?.title ?? name;
    api.value?.addPanel({ id: name, component: 'panel', tabComponent: 'tab', title, ...place });
  }

  /** Brings a panel to the front, after it was made where it is not there yet, and puts the focus in it. */
  function show(name: PanelName): void {
    const open = api.value?.getPanel(name);
    if (open === undefined) add(name);
    else open.api.setActive();
    focusWanted.value = undefined;
    void nextTick(() => {
      focusWanted.value = name;
    });
  }

  function close(): void {
    api.value?.activePanel?.api.close();
    const next = api.value?.activePanel?.id;
    if (next !== undefined) show(next as PanelName);
  }

  /** Puts the active panel into a group of its own beside or below the others. */
  function split(direction: 'right' | 'below'): void {
    const [dock, panel] = [api.value, api.value?.activePanel];
    if (dock === undefined || panel === undefined || panel.group.panels.length < 2) return;
    panel.api.moveTo({ group: panel.group, position: direction === 'right' ? 'right' : 'bottom' });
    show(panel.id as PanelName);
  }

  /** Puts the active panel as a tab into the group beside it. */
  function join(): void {
    const [dock, panel] = [api.value, api.value?.activePanel];
    const group = dock?.groups.find((other) => other.id !== panel?.group.id);
    if (panel === undefined || group === undefined) return;
    panel.api.moveTo({ group });
    show(panel.id as PanelName);
  }

  /** Shows the panel after or before the active one, in the order of the rail, of those that are open. */
  function step(by: 1 | -1): void {
    const open = openPanels.value;
    const at = open.indexOf(workbench.activePanel);
    const next = open.at((at + by + open.length) % open.length);
    if (next !== undefined) show(next);
  }

  /** Arranges the panels anew. */
  function apply({ panels: placed, front }: DockLayout): void {
    const dock = api.value;
    if (dock === undefined) return;
    dock.clear();
    for (const { panel, beside, share } of placed) {
      const isRight = beside?.direction === 'right';
      const size = share === undefined ? undefined : share * (isRight ? dock.width : dock.height);
      add(panel, {
        ...(beside === undefined
          ? {}
          : { position: { referencePanel: beside.panel, direction: beside.direction } }),
        ...(size === undefined ? {} : isRight ? { initialWidth: size } : { initialHeight: size }),
      });
    }
    show(front);
  }

  /** Arranges the panels as they were saved; false where that cannot be understood. */
  function restore(layout: Readonly<Record<string, unknown>> | null): boolean {
    const dock = api.value;
    if (dock === undefined || layout === null || !isUsableLayout(layout, panelNames)) return false;
    try {
      dock.fromJSON(JSON.parse(JSON.stringify(layout)) as SerializedDockview);
    } catch {
      dock.clear();
      return false;
    }
    return dock.totalPanels > 0;
  }

  /** The arrangement as it is now, as plain JSON. */
  function toJson(): Record<string, unknown> {
    return JSON.parse(JSON.stringify(api.value?.toJSON() ?? {})) as Record<string, unknown>;
  }

  workbench.showPanel = show;
  return {
    openPanels,
    canSplit: computed(() => !isActiveAlone.value),
    canClose: computed(() => openPanels.value.length > 1),
    groupCount,
    focusWanted,
    attach,
    show,
    close,
    split,
    join,
    step,
    apply,
    restore,
    toJson,
  };
});
