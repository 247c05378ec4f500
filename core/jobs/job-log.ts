import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { JobLogLine } from '../contract/records/job.ts';

/** Lines of one attempt that are kept; a step that writes without end must not fill the disk. */
const MAX_LINES = 5000;

/** The log of a job while it runs: lines that are not yet kept. */
export class JobLog {
  readonly #file: string;
  #sequence: number;
  #count = 0;
  #lines: JobLogLine[] = [];

  /**
   * @param folder folder of the logs
   * @param sequence number of the last line of earlier attempts
   */
  constructor(folder: string, jobId: number, sequence: number) {
    this.#file = path.join(folder, `job-${jobId}.log`);
    this.#sequence = sequence;
  }

  add(level: JobLogLine['level'], text: string): void {
    this.#count++;
    if (this.#count > MAX_LINES + 1) return;
    const isLast = this.#count === MAX_LINES + 1;
    this.#lines.push({
      sequence: ++this.#sequence,
      time: new Date().toISOString(),
      level: isLast ? 'warning' : level,
      text: isLast ? `There are more than ${MAX_LINES} lines; further ones are dropped.` : text,
    });
  }

  /** Whether there are lines that were not yet taken. */
  get hasLines(): boolean {
    return this.#lines.length > 0;
  }

  /** The lines since the last call. */
  take(): readonly JobLogLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** Puts lines back that could not be kept. */
  putBack(lines: readonly JobLogLine[]): void {
    this.#lines = [...lines, ...this.#lines];
  }

  /** Appends lines to the file for people. The catalogue has them too: what cannot be written is left. */
  async write(lines: readonly JobLogLine[]): Promise<void> {
    const text = lines
      .map((line) => `${line.time} ${line.level.padEnd(7)} ${line.text}\n`)
      .join('');
    try {
      await mkdir(path.dirname(this.#file), { recursive: true });
      await appendFile(this.#file, text);
    } catch {
      // A full disk ends the job where it matters: at its product.
    }
  }
}
