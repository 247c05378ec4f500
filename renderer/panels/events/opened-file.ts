import type { EngineError } from '../../../core/contract/engine-error.ts';
import type { EventIndex, EventSession } from '../../../core/contract/records/event.ts';

/** A file that is looked at, or was. */
export interface OpenedFile {
  readonly path: string;
  /** Configuration that was asked for. */
  readonly config: string;
  /** Whether events are in it that the configuration leaves out. */
  readonly allEvents: boolean;
  /** What the engine told when it opened the file; stays when the file can no longer be read. */
  readonly session: EventSession | undefined;
  /** Whether the engine still holds it. */
  readonly isOpen: boolean;
  readonly isOpening: boolean;
  readonly index: EventIndex | undefined;
  /** Why it could not be opened. */
  readonly error: EngineError | undefined;
}

/** Last part of a path, of any system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
