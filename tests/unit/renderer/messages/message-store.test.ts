import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '../../../../core/contract/engine-error.ts';
import { useMessages } from '../../../../renderer/messages/message-store.ts';

beforeEach(() => {
  setActivePinia(createPinia());
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('messages', () => {
  it('go away by themselves, but not errors and warnings; all stay in the list', () => {
    const messages = useMessages();
    for (const level of ['info', 'success', 'warning', 'error'] as const) {
      messages.show({ level, text: level });
    }
    vi.advanceTimersByTime(60_000);
    expect(messages.shown.map(({ text }) => text)).toEqual(['warning', 'error']);
    expect(messages.messages).toHaveLength(4);
  });

  it('wait while somebody reads them', () => {
    const messages = useMessages();
    const id = messages.show({ level: 'info', text: 'done' });
    messages.hold(id);
    vi.advanceTimersByTime(60_000);
    expect(messages.shown).toHaveLength(1);
    messages.hideSoon(id);
    vi.advanceTimersByTime(60_000);
    expect(messages.shown).toHaveLength(0);
  });

  it('are told once when they repeat while they are to be seen', () => {
    const messages = useMessages();
    for (let i = 0; i < 5; i++) messages.show({ level: 'error', text: 'lost' });
    expect(messages.messages).toHaveLength(1);
    expect(messages.shown).toHaveLength(1);
  });

  it('of the engine have the sentence, and remedy and code behind it; what was cancelled is not told', () => {
    const messages = useMessages();
    const error = (code: 'disk-full' | 'cancelled') =>
      new EngineError({ code, message: 'The disk is full.', place: {}, remedy: 'Make room.' });
    messages.report(error('cancelled'));
    messages.report(error('disk-full'));
    expect(messages.messages).toMatchObject([
      { level: 'error', text: 'The disk is full.', details: 'Make room.\nCode disk-full' },
    ]);
  });

  it('are kept up to a number, the newest', () => {
    const messages = useMessages();
    for (let i = 0; i < 600; i++) messages.show({ level: 'info', text: String(i) });
    expect(messages.messages).toHaveLength(500);
    expect(messages.messages.at(-1)?.text).toBe('599');
    messages.clear();
    expect([messages.messages, messages.shown]).toEqual([[], []]);
  });
});
