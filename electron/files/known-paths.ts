import type { Grants } from '../../core/engine/granted-access.ts';
import type { ShellStateFile } from '../shell-state.ts';

/** Files in the list of recent ones. */
const MAX_RECENT = 12;
/** Choices that are remembered; the oldest are forgotten. */
const MAX_CHOSEN = 200;

/** The files and folders that the user chose, and those that were opened. */
export class KnownPaths {
  readonly #file: ShellStateFile;
  readonly #onGrant: (grants: Grants) => Promise<void>;

  /** @param onGrant passes to the engine what was chosen; resolves when it counts */
  constructor(file: ShellStateFile, onGrant: (grants: Grants) => Promise<void>) {
    this.#file = file;
    this.#onGrant = onGrant;
  }

  /** Everything that may be read and written. */
  get grants(): Grants {
    const { readable, writable } = this.#file.state;
    return { readable, writable };
  }

  get recent(): readonly string[] {
    return this.#file.state.recentPaths;
  }

  /** The user chose something; it may be used from then on, also after the next start. */
  async grant(chosen: Partial<Grants>): Promise<void> {
    const { readable = [], writable = [] } = chosen;
    const known = this.grants;
    this.#file.update({
      readable: newestFirst(readable, known.readable, MAX_CHOSEN),
      writable: newestFirst(writable, known.writable, MAX_CHOSEN),
    });
    await this.#onGrant({ readable, writable });
  }

  /** Something was opened. That gives no right to read it: who chose it has that already. */
  addRecent(path: string): void {
    this.#file.update({ recentPaths: newestFirst([path], this.recent, MAX_RECENT) });
  }

  /** Forgets what was opened and chosen; what is open stays readable until the engine ends. */
  clear(): void {
    this.#file.update({ recentPaths: [], readable: [], writable: [] });
  }
}

function newestFirst(added: readonly string[], known: readonly string[], limit: number): string[] {
  return [...new Set([...added, ...known])].slice(0, limit);
}
