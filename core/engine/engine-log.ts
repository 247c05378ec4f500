import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';

/** Size at which the log begins anew; the former one is kept beside it [bytes]. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Log of errors in the engine itself: one JSON object a line in `engine.log`. */
export class EngineLog {
  readonly #file: string;
  #last: Promise<void> = Promise.resolve();

  /** @param folder folder for logs */
  constructor(folder: string) {
    this.#file = path.join(folder, 'engine.log');
  }

  /** Notes an error; a log that cannot be written holds nothing up. */
  write(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const line = `${JSON.stringify({ time: new Date().toISOString(), what, error: text })}\n`;
    this.#last = this.#last.then(() => this.#append(line)).catch(() => undefined);
  }

  /** Resolves when everything has been written. */
  async flush(): Promise<void> {
    await this.#last;
  }

  async #append(line: string): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    const size = await stat(this.#file).then(
      (status) => status.size,
      () => 0,
    );
    if (size > MAX_BYTES) await rename(this.#file, `${this.#file}.1`);
    await appendFile(this.#file, line);
  }
}
