import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import type {
  EngineWorkerOrder,
  EngineWorkerReply,
} from '../../core/engine/engine-worker-protocol.ts';
import type { Grants } from '../../core/engine/granted-access.ts';
import type { EngineState } from '../../renderer/desktop/desktop-bridge.ts';
import { RestartPolicy } from './restart-policy.ts';
import { WorkerProcesses } from './worker-processes.ts';

/** How long an engine that was asked to end may take [ms]: running jobs are marked first. */
const CLOSE_MS = 8000;

/** What an engine is started with. */
export interface SupervisorOptions {
  readonly forkEngine: () => UtilityProcess;
  readonly forkWorker: () => UtilityProcess;
  readonly makeChannel: () => MessageChannelMain;
  /** Folder of the program's own files. */
  readonly home: string;
  /** What the user has chosen so far. */
  readonly grants: () => Grants;
  readonly onState: (state: EngineState) => void;
}

/**
 * Keeps an engine running in a process of its own: one that ends is started again, after a pause that
 * grows, with everything that the user has chosen; who wants a connection meanwhile waits for the next.
 */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  readonly #policy = new RestartPolicy();
  #state: EngineState = { kind: 'starting' };
  #engine: UtilityProcess | undefined;
  #waitingPorts: MessagePortMain[] = [];
  #waitingGrants = new Map<number, () => void>();
  #grantCount = 0;
  /** Why the engine cannot be started, as it said itself. */
  #refusal: string | undefined;
  #restart: NodeJS.Timeout | undefined;
  #closed: PromiseWithResolvers<undefined> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Number of the engine's process, while there is one. */
  get pid(): number | undefined {
    return this.#engine?.pid;
  }

  start(): void {
    clearTimeout(this.#restart);
    if (this.#engine !== undefined || this.#closed !== undefined) return;
    const { forkEngine, forkWorker, home, grants } = this.#options;
    this.#refusal = undefined;
    const engine = forkEngine();
    const workers = new WorkerProcesses(forkWorker, (report) => {
      if (this.#engine === engine) engine.postMessage(report satisfies EngineWorkerOrder);
    });
    this.#engine = engine;
    this.#post({ kind: 'start', home, access: copied(grants()), launchesWorkers: true });
    for (const port of this.#waitingPorts) this.#hand(port);
    this.#waitingPorts = [];
    engine.on('message', (reply: EngineWorkerReply) => {
      this.#hear(reply, workers);
    });
    engine.once('exit', (code) => {
      workers.end();
      this.#ended(code);
    });
  }

  /** Starts an engine that has failed, because the user asked for it. */
  startAgain(): void {
    if (this.#engine !== undefined) return;
    this.#policy.forget();
    this.#tell({ kind: 'starting' });
    this.start();
  }

  /** A port to the engine; to the next one, where there is none now. */
  connect(): MessagePortMain {
    const { port1, port2 } = this.#options.makeChannel();
    if (this.#engine === undefined) this.#waitingPorts.push(port1);
    else this.#hand(port1);
    return port2;
  }

  /** The user chose files or folders; resolves when the engine knows, or is gone and will be told. */
  grant(access: Grants): Promise<void> {
    if (this.#engine === undefined) return Promise.resolve();
    const id = ++this.#grantCount;
    return new Promise((resolve) => {
      this.#waitingGrants.set(id, resolve);
      this.#post({ kind: 'grant', id, access: copied(access) });
    });
  }

  /** Ends the engine and its workers; what runs is marked, to be taken up again. */
  async close(): Promise<void> {
    clearTimeout(this.#restart);
    this.#closed ??= Promise.withResolvers();
    const engine = this.#engine;
    if (engine === undefined) return;
    this.#post({ kind: 'close' });
    const limit = setTimeout(() => engine.kill(), CLOSE_MS);
    await this.#closed.promise;
    clearTimeout(limit);
  }

  #hear(reply: EngineWorkerReply, workers: WorkerProcesses): void {
    switch (reply.kind) {
      case 'ready':
        this.#tell({ kind: 'ready' });
        return;
      case 'failed':
        this.#refusal = reply.error.message;
        return;
      case 'stopped':
        return;
      case 'granted':
        this.#waitingGrants.get(reply.id)?.();
        this.#waitingGrants.delete(reply.id);
        return;
      default:
        workers.follow(reply);
    }
  }

  #ended(code: number): void {
    this.#engine = undefined;
    // The next engine is started with all that was chosen.
    for (const resolve of this.#waitingGrants.values()) resolve();
    this.#waitingGrants.clear();
    if (this.#closed !== undefined) {
      this.#closed.resolve(undefined);
      return;
    }
    if (this.#refusal !== undefined) {
      this.#tell({ kind: 'failed', message: this.#refusal });
      return;
    }
    const pause = this.#policy.ended(performance.now());
    if (pause === undefined) {
      const message = `The engine ended several times in a short while (code ${code}) and is not started again by itself. Start it again, or look into the logs in ${this.#options.home}.`;
      this.#tell({ kind: 'failed', message });
      return;
    }
    this.#tell({
      kind: 'restarting',
      message: 'The engine ended unexpectedly; jobs that ran are marked as interrupted.',
    });
    this.#restart = setTimeout(() => {
      this.start();
    }, pause);
  }

  #post(order: EngineWorkerOrder): void {
    this.#engine?.postMessage(order);
  }

  #hand(port: MessagePortMain): void {
    const order: EngineWorkerOrder = { kind: 'connect' };
    this.#engine?.postMessage(order, [port]);
  }

  #tell(state: EngineState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

function copied({ readable, writable }: Grants): { readable: string[]; writable: string[] } {
  return { readable: [...readable], writable: [...writable] };
}
