import type { FileFacts } from './file-facts.ts';
import type { FileHead } from './file-head.ts';

/** How a file is looked at. */
export interface RecognitionOptions {
  /** Stops the reading: an error of code `cancelled` is thrown. */
  readonly signal?: AbortSignal;
  /**
   * Largest file of a format without an index (EventIO) that is read to its end for event counts and
   * times [bytes]. Default 32 MiB.
   */
  readonly countBytes?: number;
}

/**
 * Looks at a file. Recognisers are asked in order; each goes by the content, never by the name.
 *
 * @returns facts, also for files that are of its family but not understood (kind `unrecognised` with a
 *   reason); undefined when the file is not of its family
 * @throws PhotoelectronError `file-unreadable`, `format-damaged` (the caller lists the file with that
 *   reason), `cancelled`
 */
export type Recogniser = (
  head: FileHead,
  options: RecognitionOptions,
) => Promise<FileFacts | undefined>;
