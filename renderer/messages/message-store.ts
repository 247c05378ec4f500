import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { EngineError } from '../../core/contract/engine-error.ts';

/** Something the user is told. */
export interface Message {
  readonly id: number;
  readonly time: Date;
  readonly level: 'info' | 'success' | 'warning' | 'error';
  /** One sentence. */
  readonly text: string;
  /** What else is known; folded away. */
  readonly details?: string;
  /** What can be done about it. */
  readonly actions?: readonly { readonly label: string; readonly run: () => unknown }[];
}

/** Messages that are kept; the oldest go first. */
const MAX_MESSAGES = 500;
/** How long one lies over the page that need not be read [ms]. */
const SHOWN_MS = 6000;

/** Messages of this session, the newest last. */
export const useMessages = defineStore('messages', () => {
  const messages = ref<Message[]>([]);
  /** Those that lie over the page: errors and warnings until they were read, others for a while. */
  const shownIds = ref<readonly number[]>([]);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let lastId = 0;

  /** Tells something; the same text again, while it is still to be seen, is told once. */
  function show(message: Omit<Message, 'id' | 'time'>): number {
    const same = messages.value.find(
      ({ id, level, text }) =>
        shownIds.value.includes(id) && level === message.level && text === message.text,
    );
    if (same !== undefined) hide(same.id);
    lastId++;
    const id = lastId;
    messages.value = [
      ...messages.value.filter((other) => other !== same),
      { ...message, id, time: new Date() },
    ].slice(-MAX_MESSAGES);
    shownIds.value = [...shownIds.value, id];
    if (message.level === 'info' || message.level === 'success') hideSoon(id);
    return id;
  }

  /** Tells of something that failed; what the user cancelled needs no telling. */
  function report(error: unknown, actions: Message['actions'] = []): void {
    if (error instanceof EngineError) {
      if (error.code === 'cancelled') return;
      const { message, remedy } = error;
      const details = [remedy, `Code ${error.code}`].filter((text) => text !== '').join('\n');
      show({ level: 'error', text: message, details, actions });
      return;
    }
    const text = error instanceof Error ? error.message : String(error);
    show({ level: 'error', text, actions });
  }

  /** Takes a message from over the page; it stays in the list. */
  function hide(id: number): void {
    hold(id);
    shownIds.value = shownIds.value.filter((shown) => shown !== id);
  }

  /** Lets a message lie until `hideSoon`, because somebody is reading it. */
  function hold(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  function hideSoon(id: number): void {
    hold(id);
    const timer = setTimeout(() => {
      hide(id);
    }, SHOWN_MS);
    timers.set(id, timer);
  }

  /** Takes a message away. */
  function dismiss(id: number): void {
    hide(id);
    messages.value = messages.value.filter((message) => message.id !== id);
  }

  function clear(): void {
    for (const { id } of messages.value) hold(id);
    messages.value = [];
    shownIds.value = [];
  }

  const shown = computed(() => messages.value.filter(({ id }) => shownIds.value.includes(id)));
  return { messages, shown, show, report, hide, hold, hideSoon, dismiss, clear };
});
