import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { RunProfileRecord } from '../../contract/records/run-profile.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { Gate } from '../../foundation/gate.ts';
import { unreadableFile } from '../../foundation/unreadable-file.ts';
import type { OnFraction, RunProfileAsk } from '../../sources/profile/run-profile.ts';
import type { ProfileNews } from './profile-protocol.ts';

/** Profiles that are kept: a few thousand numbers each. */
const MAX_KEPT = 64;
/** Files that are read at once. */
const MAX_THREADS = 2;
/** Largest heap of a thread [MiB]: a file that asks for more is given up, not the program. */
const HEAP_MIB = 1024;

/** Profiles of runs: each is read in a thread of its own and kept as long as its file stays as it is. */
export class RunProfiles {
  readonly #gate = new Gate(MAX_THREADS);
  readonly #closing = new AbortController();
  /** By file and question, the one asked for last at the end. */
  readonly #kept = new Map<string, RunProfileRecord | undefined>();

  /**
   * The profile of a run in a file; undefined when the file does not have it.
   *
   * @throws PhotoelectronError `cancelled`, `file-not-found`, `file-unreadable`, `format-damaged`,
   *   `format-unsupported`, `worker-crashed`
   */
  async read(
    ask: RunProfileAsk,
    signal: AbortSignal,
    onFraction: OnFraction,
  ): Promise<RunProfileRecord | undefined> {
    const key = JSON.stringify([ask, await identityOf(ask.path)]);
    if (this.#kept.has(key)) return this.#keep(key, this.#kept.get(key));
    const own = AbortSignal.any([signal, this.#closing.signal]);
    try {
      const profile = await this.#gate.pass(own, () => readInThread(ask, own, onFraction));
      return this.#keep(key, profile);
    } catch (error) {
      throw own.aborted ? cancelled(ask) : error;
    }
  }

  /** Ends what is being read. */
  close(): void {
    this.#closing.abort();
  }

  #keep(key: string, profile: RunProfileRecord | undefined): RunProfileRecord | undefined {
    this.#kept.delete(key);
    this.#kept.set(key, profile);
    for (const oldest of [...this.#kept.keys()].slice(0, -MAX_KEPT)) this.#kept.delete(oldest);
    return profile;
  }
}

/** What changes when a file does. */
async function identityOf(path: string): Promise<string> {
  try {
    const { size, mtimeNs, ino } = await stat(path, { bigint: true });
    return [size, mtimeNs, ino].join(' ');
  } catch (cause) {
    throw unreadableFile(path, cause);
  }
}

function readInThread(
  ask: RunProfileAsk,
  signal: AbortSignal,
  onFraction: OnFraction,
): Promise<RunProfileRecord | undefined> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./profile-worker.ts', import.meta.url), {
    workerData: ask,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  return new Promise((resolve, reject) => {
    let fault: Error | undefined;
    worker.on('message', (news: ProfileNews) => {
      if (news.type === 'fraction') onFraction(news.fraction);
      else if (news.type === 'done') resolve(news.profile);
      else reject(new PhotoelectronError(news.code, news.message, news.place));
    });
    worker.on('error', (error: Error) => {
      fault = error;
    });
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      // Nothing happens where it has told its result before.
      reject(crashed(ask, fault));
    });
  });
}

function cancelled({ path }: RunProfileAsk): PhotoelectronError {
  return new PhotoelectronError('cancelled', `Reading ${path} was cancelled.`, { path });
}

function crashed({ path }: RunProfileAsk, fault: Error | undefined): PhotoelectronError {
  const why = fault === undefined ? '' : ` (${fault.message})`;
  return new PhotoelectronError(
    'worker-crashed',
    `The thread that read ${path} came to a sudden end${why}.`,
    { path },
    fault,
  );
}
