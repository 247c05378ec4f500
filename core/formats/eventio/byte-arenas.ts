/** Sizes of the first arenas, which double from one to the next [bytes]. */
const FIRST_BYTES = 1 << 20;
const USUAL_BYTES = 8 << 20;

/** Options of {@link ByteArenas}. */
export interface ByteArenasOptions {
  /** Size of the first arena [bytes]; smaller ones are for tests. Default 1 MiB. */
  readonly firstBytes?: number;
  /** Size that arenas grow to without need [bytes]. Default 8 MiB. */
  readonly usualBytes?: number;
  /** Use arenas again after {@link ByteArenas.release}. Default true. */
  readonly reuse?: boolean;
}

/**
 * Memory for the bytes of a file: large arenas that are filled one after the other. Objects are views
 * into them, so that nothing is allocated or copied for a single object. An arena that is full is
 * retired, and used again once the consumer has released what it was given; a consumer that never
 * releases must not ask for reuse, so that what it drops can be collected.
 *
 * Small files take small arenas: the sizes double up to the usual one, and go beyond it only when an
 * object needs more.
 */
export class ByteArenas {
  readonly #usualBytes: number;
  readonly #reuse: boolean;
  /** Size of the next new arena. */
  #bytes: number;
  #retired: Uint8Array[] = [];
  #free: Uint8Array[] = [];

  constructor({
    firstBytes = FIRST_BYTES,
    usualBytes = USUAL_BYTES,
    reuse = true,
  }: ByteArenasOptions = {}) {
    this.#bytes = firstBytes;
    this.#usualBytes = usualBytes;
    this.#reuse = reuse;
  }

  /** An arena of at least `bytes`; its content is left over from earlier uses. */
  take(bytes: number): Uint8Array {
    this.#bytes = Math.max(this.#bytes, bytes);
    let arena = this.#free.pop();
    // Those from before the arenas grew have had their time.
    while (arena !== undefined && arena.length < this.#bytes) arena = this.#free.pop();
    if (arena !== undefined) return arena;
    // Not cleared, because it is filled before it is read.
    arena = new Uint8Array(Buffer.allocUnsafeSlow(this.#bytes).buffer);
    this.#bytes = Math.max(this.#bytes, Math.min(2 * this.#bytes, this.#usualBytes));
    return arena;
  }

  /** Takes an arena back into which nothing more is written, but which objects may be views of. */
  retire(arena: Uint8Array): void {
    if (this.#reuse) this.#retired.push(arena);
  }

  /**
   * Tells that no object given so far is needed any longer: the memory of retired arenas may then
   * hold what is read next. Views that are kept nevertheless change.
   */
  release(): void {
    this.#free.push(...this.#retired);
    this.#retired = [];
  }
}
