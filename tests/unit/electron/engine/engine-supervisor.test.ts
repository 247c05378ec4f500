import { EventEmitter } from 'node:events';
import type { MessageChannelMain, UtilityProcess } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineWorkerReply } from '../../../../core/engine/engine-worker-protocol.ts';
import { EngineSupervisor } from '../../../../electron/engine/engine-supervisor.ts';
import type { EngineState } from '../../../../renderer/desktop/desktop-bridge.ts';

/** A process that does nothing by itself. */
class FakeProcess extends EventEmitter {
  readonly pid = undefined;
  readonly posted: { readonly message: unknown; readonly ports: readonly unknown[] }[] = [];
  isKilled = false;
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.posted.push({ message, ports });
  }
  kill(): boolean {
    this.isKilled = true;
    this.emit('exit', 15);
    return true;
  }
  says(reply: EngineWorkerReply): void {
    this.emit('message', reply);
  }
  get kinds(): unknown[] {
    return this.posted.map(({ message }) => (message as { readonly kind: unknown }).kind);
  }
}

describe('the supervisor of the engine', () => {
  let engines: FakeProcess[];
  let workers: FakeProcess[];
  let states: EngineState[];
  let supervisor: EngineSupervisor;
  const engine = () => engines[engines.length - 1];

  beforeEach(() => {
    vi.useFakeTimers();
    engines = [];
    workers = [];
    states = [];
    const fork = (list: FakeProcess[]) => () => {
      const made = new FakeProcess();
      list.push(made);
      return made as unknown as UtilityProcess;
    };
    let count = 0;
    supervisor = new EngineSupervisor({
      forkEngine: fork(engines),
      forkWorker: fork(workers),
      makeChannel: () => {
        count++;
        return {
          port1: `engine ${count}`,
          port2: `page ${count}`,
        } as unknown as MessageChannelMain;
      },
      home: '/home/observer/photoelectron',
      grants: () => ({ readable: ['/data'], writable: ['/out'] }),
      onState: (state) => states.push(state),
    });
    supervisor.start();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('starts it with what the user has chosen, and tells when it is ready', () => {
    expect(supervisor.state).toEqual({ kind: 'starting' });
    expect(engine().posted[0].message).toEqual({
      kind: 'start',
      home: '/home/observer/photoelectron',
      access: { readable: ['/data'], writable: ['/out'] },
      launchesWorkers: true,
    });
    engine().says({ kind: 'ready' });
    expect(states).toEqual([{ kind: 'ready' }]);
  });

  it('hands ports over, to the next engine where there is none', () => {
    expect(supervisor.connect()).toBe('page 1');
    expect(engine().posted[1]).toEqual({ message: { kind: 'connect' }, ports: ['engine 1'] });
    engine().emit('exit', 9);
    expect(supervisor.connect()).toBe('page 2');
    vi.advanceTimersByTime(100);
    expect(engines).toHaveLength(2);
    expect(engine().kinds).toEqual(['start', 'connect']);
    expect(engine().posted[1].ports).toEqual(['engine 2']);
  });

  it('starts it again after pauses that grow, and says so when it ends too often', () => {
    for (const pause of [100, 500, 2000, 5000]) {
      const count = engines.length;
      engine().emit('exit', 9);
      expect(states.at(-1)?.kind).toBe('restarting');
      vi.advanceTimersByTime(pause - 1);
      expect(engines).toHaveLength(count);
      vi.advanceTimersByTime(1);
      expect(engines).toHaveLength(count + 1);
    }
    engine().emit('exit', 11);
    expect(states.at(-1)).toMatchObject({ kind: 'failed' });
    expect(states.at(-1)?.message).toContain('/home/observer/photoelectron');
    vi.advanceTimersByTime(600_000);
    expect(engines).toHaveLength(5);
    supervisor.startAgain();
    expect(engines).toHaveLength(6);
    engine().emit('exit', 9);
    expect(states.at(-1)?.kind).toBe('restarting');
  });

  it('forgets ends that are long ago', () => {
    for (let n = 0; n < 10; n++) {
      engine().emit('exit', 9);
      vi.advanceTimersByTime(130_000);
    }
    expect(engines).toHaveLength(11);
    expect(states.some(({ kind }) => kind === 'failed')).toBe(false);
  });

  it('does not start again what says itself why it cannot be started', () => {
    const error = {
      code: 'catalogue-damaged',
      message: 'The catalogue is damaged; move it away.',
      remedy: '',
      place: {},
    } as const;
    engine().says({ kind: 'failed', error });
    engine().emit('exit', 0);
    expect(states).toEqual([{ kind: 'failed', message: error.message }]);
    vi.advanceTimersByTime(60_000);
    expect(engines).toHaveLength(1);
    supervisor.startAgain();
    engine().says({ kind: 'ready' });
    expect(states.slice(1).map(({ kind }) => kind)).toEqual(['starting', 'ready']);
  });

  it('says that a choice counts when the engine knows of it, or will be told at its start', async () => {
    const settled: string[] = [];
    const grant = (name: string) =>
      supervisor.grant({ readable: [name], writable: [] }).then(() => settled.push(name));
    const [first, second] = [grant('/a'), grant('/b')];
    expect(engine().posted[1].message).toMatchObject({
      kind: 'grant',
      id: 1,
      access: { readable: ['/a'] },
    });
    engine().says({ kind: 'granted', id: 2 });
    await second;
    expect(settled).toEqual(['/b']);
    engine().emit('exit', 9);
    await first;
    await grant('/c');
    expect(settled).toEqual(['/b', '/a', '/c']);
  });

  it('starts processes for jobs, and passes on what is said both ways', () => {
    engine().says({ kind: 'launch-worker', worker: 7 });
    engine().says({ kind: 'worker-order', worker: 7, order: { type: 'cancel' } });
    engine().says({ kind: 'worker-order', worker: 8, order: { type: 'cancel' } });
    expect(workers).toHaveLength(1);
    expect(workers[0].posted).toEqual([{ message: { type: 'cancel' }, ports: [] }]);
    workers[0].emit('spawn');
    workers[0].emit('message', { type: 'progress' });
    workers[0].emit('exit', 9);
    vi.advanceTimersByTime(50);
    expect(
      engine()
        .posted.slice(1)
        .map(({ message }) => message),
    ).toEqual([
      { kind: 'worker-started', worker: 7 },
      { kind: 'worker-news', worker: 7, news: { type: 'progress' } },
      { kind: 'worker-exit', worker: 7, code: null, reason: 'SIGKILL' },
    ]);
  });

  it('cancels what processes do when their engine is gone, and tells the next one nothing of them', () => {
    engine().says({ kind: 'launch-worker', worker: 1 });
    engine().emit('exit', 9);
    expect(workers[0].posted).toEqual([{ message: { type: 'cancel' }, ports: [] }]);
    vi.advanceTimersByTime(100);
    workers[0].emit('exit', 1);
    vi.advanceTimersByTime(100);
    expect(engine().kinds).toEqual(['start']);
  });

  it('closes: asks the engine to end, and ends it when it does not', async () => {
    const closed = supervisor.close();
    expect(engine().kinds).toEqual(['start', 'close']);
    engine().emit('exit', 0);
    await closed;
    supervisor.start();
    expect(engines).toHaveLength(1);
    expect(states).toEqual([]);
  });

  it('ends an engine that does not end by itself', async () => {
    const closed = supervisor.close();
    await vi.advanceTimersByTimeAsync(8000);
    await closed;
    expect(engine().isKilled).toBe(true);
  });

  it('closes at once where there is no engine', async () => {
    engine().emit('exit', 9);
    await supervisor.close();
    vi.advanceTimersByTime(60_000);
    expect(engines).toHaveLength(1);
  });
});
