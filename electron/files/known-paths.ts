import type { Grants } from '../../core/engine/granted-access.ts';
import type { ShellStateFile } from '../shell-state.ts';

/** Choices that are remembered; the oldest are forgotten. */
const MAX_CHOSEN = 200;

/** The files and folders that the user chose. */
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

  /** The user chose something; it may be used from then on, also after the next start. */
  async grant(chosen: Partial<Grants>): Promise<void> {
    const { readable = [], writable = [] } = chosen;
    const known = this.grants;
    this.#file.update({
      readable: newestFirst(readable, known.readable),
      writable: newestFirst(writable, known.writable),
    });
    await this.#onGrant({ readable, writable });
  }

  /** Forgets what was chosen; what is open stays readable until the engine ends. */
  forget(): void {
    this.#file.update({ readable: [], writable: [] });
  }
}

function newestFirst(added: readonly string[], known: readonly string[]): string[] {
  return [...new Set([...added, ...known])].slice(0, MAX_CHOSEN);
}
