import os from 'node:os';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { EngineRow, LeftJob } from '../catalogue/operations/engine-operations.ts';
import { processMark } from './process-mark.ts';
import { removePartialFiles } from './remove-partial-files.ts';

/** An engine of another machine that was not heard of for so long has ended [ms]. */
const SILENCE_MS = 120_000;

/** How long workers of a dead engine get to end by themselves, and how often that is looked at [ms]. */
const WORKER_GRACE_MS = 5000;
const LOOK_MS = 50;

/**
 * The catalogue's row of this engine. It is made when the engine has something to do, so that looking
 * things up writes nothing.
 */
export class EngineRegistration {
  readonly #catalogue: Catalogue;
  #id: Promise<number> | undefined;
  #current: number | undefined;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** Id of the row where there is one. */
  get current(): number | undefined {
    return this.#current;
  }

  /** The row's id, made where there is none. */
  async id(): Promise<number> {
    this.#id ??= this.#register();
    try {
      this.#current = await this.#id;
      return this.#current;
    } catch (error) {
      this.#id = undefined;
      throw error;
    }
  }

  /** Tells that the engine lives. One that was taken for dead, as after a sleep, gets a new row. */
  async beat(): Promise<void> {
    const id = this.#current;
    if (id === undefined) return;
    const now = new Date().toISOString();
    if (await this.#catalogue.ask('beatEngine', { id, now })) return;
    this.#id = undefined;
    await this.id();
  }

  /** Says goodbye: whatever runs is interrupted. */
  async release(): Promise<void> {
    const id = this.#current;
    if (id === undefined) return;
    this.#id = undefined;
    this.#current = undefined;
    await this.#catalogue.ask('releaseEngine', { id, now: new Date().toISOString() });
  }

  /**
   * Sees after engines that were killed: ends what is left of their workers, removes files under
   * temporary names, and marks what they had running as interrupted.
   *
   * @returns whether there was one
   */
  async recover(): Promise<boolean> {
    let found = false;
    for (const engine of await this.#catalogue.ask('listEngines', undefined)) {
      if (await isAlive(engine)) continue;
      found = true;
      const jobs = await this.#catalogue.ask('jobsOfEngine', { id: engine.id });
      if (engine.host === os.hostname()) await Promise.all(jobs.map(cleanUp));
      await this.#catalogue.ask('releaseEngine', {
        id: engine.id,
        now: new Date().toISOString(),
      });
    }
    return found;
  }

  async #register(): Promise<number> {
    const mark = await processMark(process.pid);
    return this.#catalogue.ask('registerEngine', {
      host: os.hostname(),
      pid: process.pid,
      // Without one it is judged by its heartbeat.
      processMark: mark ?? '',
      now: new Date().toISOString(),
    });
  }
}

async function isAlive({ host, pid, processMark: mark, heartbeat }: EngineRow): Promise<boolean> {
  if (host === os.hostname() && mark !== '') return (await processMark(pid)) === mark;
  return Date.now() - Date.parse(heartbeat) < SILENCE_MS;
}

/** Sees that nothing of a job goes on, and that nothing half is left. */
async function cleanUp({ output, workerPid, workerMark }: LeftJob): Promise<void> {
  if (workerPid !== null && workerMark !== null) await endWorker(workerPid, workerMark);
  if (output !== null) await removePartialFiles(output);
}

/** Workers end by themselves when their engine is gone; one that does not is ended. */
async function endWorker(pid: number, mark: string): Promise<void> {
  const lives = async () => (await processMark(pid)) === mark;
  for (let waited = 0; waited < WORKER_GRACE_MS; waited += LOOK_MS) {
    if (!(await lives())) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  if (!(await lives())) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in this moment.
  }
}
