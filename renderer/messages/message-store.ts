import { defineStore } from 'pinia';
import { ref } from 'vue';
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

/** Messages of this session, the newest last. */
export const useMessages = defineStore('messages', () => {
  const messages = ref<Message[]>([]);
  let lastId = 0;

  function show(message: Omit<Message, 'id' | 'time'>): number {
    lastId++;
    messages.value.push({ ...message, id: lastId, time: new Date() });
    return lastId;
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

  function dismiss(id: number): void {
    messages.value = messages.value.filter((message) => message.id !== id);
  }

  return { messages, show, report, dismiss };
});
