import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleWatch } from '../../../core/server/idle-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A watch over 100 ms with a switch for work and a count of its calls. */
function watch(idleMs = 100) {
  const state = { busy: false, calls: 0 };
  const idle = new IdleWatch(
    idleMs,
    () => Promise.resolve(state.busy),
    () => {
      state.calls++;
    },
  );
  return { idle, state };
}

describe('IdleWatch', () => {
  it('calls back once when nobody comes', async () => {
    const { state } = watch();
    await vi.advanceTimersByTimeAsync(99);
    expect(state.calls).toBe(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.calls).toBe(1);
  });

  it('waits while somebody is there, and the whole time again when all have left', async () => {
    const { idle, state } = watch();
    await vi.advanceTimersByTimeAsync(90);
    const leaveFirst = idle.enter();
    const leaveSecond = idle.enter();
    await vi.advanceTimersByTimeAsync(1000);
    leaveFirst();
    leaveFirst();
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.calls).toBe(0);
    leaveSecond();
    await vi.advanceTimersByTimeAsync(99);
    expect(state.calls).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.calls).toBe(1);
  });

  it('waits while there is work', async () => {
    const { state } = watch();
    state.busy = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.calls).toBe(0);
    state.busy = false;
    await vi.advanceTimersByTimeAsync(100);
    expect(state.calls).toBe(1);
  });

  it('stays for who comes while it asks for work', async () => {
    const answer = Promise.withResolvers<boolean>();
    let calls = 0;
    const idle = new IdleWatch(
      100,
      () => answer.promise,
      () => {
        calls++;
      },
    );
    await vi.advanceTimersByTimeAsync(100);
    idle.enter();
    answer.resolve(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toBe(0);
  });

  it('never calls back when it is stopped or has no end', async () => {
    const stopped = watch();
    stopped.idle.stop();
    stopped.idle.enter()();
    const endless = watch(Infinity);
    endless.idle.enter()();
    await vi.advanceTimersByTimeAsync(1e9);
    expect([stopped.state.calls, endless.state.calls]).toEqual([0, 0]);
  });
});
