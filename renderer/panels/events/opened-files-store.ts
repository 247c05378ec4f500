import { defineStore } from 'pinia';
import { computed, markRaw, onScopeDispose, shallowRef } from 'vue';
import { EngineError } from '../../../core/contract/engine-error.ts';
import type { EventIndex } from '../../../core/contract/records/event.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useEventChoices } from './event-choices.ts';
import type { OpenedFile } from './opened-file.ts';

/** Files that the engine holds open at most; the others are opened again when they are switched to. */
const MOST_OPEN = 3;
const MOST_RECENT = 12;

/**
 * Files of Events: the one that is shown and those opened before. When the connection to the engine was
 * made anew, the shown one is opened again.
 */
export const useOpenedFiles = defineStore('opened-event-files', () => {
  const engine = useEngine();
  const { state } = useEventChoices();
  const files = shallowRef<ReadonlyMap<string, OpenedFile>>(new Map());
  const current = computed(() => files.value.get(state.path));
  const ends = new Map<string, () => void>();
  let opening: AbortController | undefined;

  function set(path: string, change: Partial<OpenedFile>): void {
    const before = files.value.get(path) ?? {
      path,
      config: state.config,
      allEvents: state.allEvents,
      session: undefined,
      isOpen: false,
      isOpening: false,
      index: undefined,
      error: undefined,
    };
    files.value = new Map(files.value).set(path, { ...before, ...change });
  }

  function takeIndex(path: string, index: EventIndex): void {
    if (files.value.get(path)?.session?.id === index.id) set(path, { index });
  }

  /** Shows a file; opens it unless the engine holds it already with the chosen configuration. */
  async function show(path: string): Promise<void> {
    state.path = path;
    state.recentPaths = [path, ...state.recentPaths.filter((other) => other !== path)].slice(
      0,
      MOST_RECENT,
    );
    const known = files.value.get(path);
    const isSame = known?.config === state.config && known.allEvents === state.allEvents;
    if (known?.isOpen === true && isSame) return;
    await open(path);
  }

  /** Opens a file anew, as after it was changed or with another configuration. */
  async function open(path: string): Promise<void> {
    opening?.abort();
    const own = new AbortController();
    opening = own;
    const { config, allEvents } = state;
    const isEquivalent = state.equivalentPaths.includes(path);
    const params = {
      ...{ path, config, allEvents },
      ...(isEquivalent ? { focalLengthChoice: 'EQUIVALENT' as const } : {}),
    };
    close(path);
    closeOthers(path);
    set(path, { config, allEvents, isOpening: true, error: undefined });
    try {
      const session = await engine.request('events.open', params, { signal: own.signal });
      set(path, {
        session: markRaw(session),
        isOpen: true,
        isOpening: false,
        index: undefined,
      });
      const { id } = session;
      const end = engine.subscribe('events.indexed', { id }, (index) => {
        takeIndex(path, index);
      });
      ends.set(path, end);
      takeIndex(path, await engine.request('events.index', { id }));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const isCancelled = error.code === 'cancelled' || error.code === 'connection-closed';
      set(path, { isOpening: false, ...(isCancelled ? {} : { error }) });
    }
  }

  /** Opens a file that has no effective focal length with the equivalent one. */
  async function openEquivalent(path: string): Promise<void> {
    state.equivalentPaths = [
      ...state.equivalentPaths.filter((other) => other !== path),
      path,
    ].slice(-100);
    await open(path);
  }

  /** Gives a file back to the engine; what is known of it stays. */
  function close(path: string): void {
    ends.get(path)?.();
    ends.delete(path);
    const known = files.value.get(path);
    if (known?.isOpen !== true || known.session === undefined) return;
    set(path, { isOpen: false });
    // Nobody waits for it, and the connection may have ended meanwhile, which closes it too.
    engine.request('events.close', { id: known.session.id }).catch(() => undefined);
  }

  /** Makes room for a file: closes those that were not shown for the longest time. */
  function closeOthers(wanted: string): void {
    const held = [...files.value.values()].filter(({ path, isOpen }) => isOpen && path !== wanted);
    const age = ({ path }: OpenedFile) => {
      const at = state.recentPaths.indexOf(path);
      return at < 0 ? Infinity : at;
    };
    held.sort((a, b) => age(a) - age(b));
    for (const { path } of held.slice(MOST_OPEN - 1)) close(path);
  }

  /** Takes a file from the list. */
  function forget(path: string): void {
    close(path);
    const rest = new Map(files.value);
    rest.delete(path);
    files.value = rest;
    state.recentPaths = state.recentPaths.filter((other) => other !== path);
    if (state.path !== path) return;
    const next = state.recentPaths.at(0);
    if (next === undefined) state.path = '';
    else void show(next);
  }

  onScopeDispose(
    engine.onReady(() => {
      // What the engine held for an earlier connection is gone with it.
      for (const [path, { isOpen }] of files.value) {
        if (!isOpen) continue;
        ends.get(path)?.();
        ends.delete(path);
        set(path, { isOpen: false });
      }
      if (state.path !== '') void open(state.path);
    }),
  );

  return { files, current, show, open, openEquivalent, forget };
});
