import type { WorkerNews, WorkerOrder } from './worker-protocol.ts';

/** A worker process. */
export interface WorkerProcess {
  /** undefined when it could not be started, which `onExit` tells of as well. */
  readonly pid: Promise<number | undefined>;
  readonly send: (order: WorkerOrder) => void;
  /** Ends it at once. */
  readonly kill: () => void;
}

/** What is heard of a worker process. */
export interface WorkerListener {
  readonly onNews: (news: WorkerNews) => void;
  /** Text that it wrote where nobody asked for it. */
  readonly onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
  /**
   * It has ended and everything it wrote has been heard.
   *
   * @param code exit code, null when a signal ended it or it could not be started
   * @param reason name of the signal, or why it could not be started
   */
  readonly onExit: (code: number | null, reason: string | null) => void;
}

/**
 * Starts worker processes.
 *
 * Deviation from the architecture, which has worker threads: a crash in native code and running out of
 * memory end a whole process, the engine with it if the work were done in one of its threads. With
 * processes, they end the job and nothing else. Behind an interface, because a packaged Electron program
 * cannot be run as Node: there the process that has the windows starts them, as utility processes.
 */
export interface WorkerLauncher {
  readonly launch: (listener: WorkerListener) => WorkerProcess;
}
