/** Most bytes that wait to be used again. */
const maxIdleBytes = 16 * 1024 * 1024;

/**
 * Buffers that are used again: chunks come and go faster than the garbage collector looks after
 * memory outside its heap.
 */
export class BufferPool {
  readonly #idle = new Map<number, Uint8Array[]>();
  #idleBytes = 0;

  /** A buffer of a capacity, with whatever is in it. */
  take(capacity: number): Uint8Array {
    const buffer = this.#idle.get(capacity)?.pop();
    if (buffer === undefined) return new Uint8Array(capacity);
    this.#idleBytes -= capacity;
    return buffer;
  }

  /** Gives a whole buffer back; nobody may use it afterwards. */
  give(buffer: Uint8Array): void {
    if (this.#idleBytes + buffer.length > maxIdleBytes) return;
    this.#idleBytes += buffer.length;
    const idle = this.#idle.get(buffer.length);
    if (idle === undefined) this.#idle.set(buffer.length, [buffer]);
    else idle.push(buffer);
  }
}
