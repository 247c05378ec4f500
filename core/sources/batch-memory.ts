import type { BufferPool } from '../foundation/buffer-pool.ts';

/**
 * The large arrays of one batch, from a pool. A batch whose consumer never releases it is collected
 * like any other memory.
 */
export class BatchMemory {
  readonly #pool: BufferPool;
  #taken: ArrayBuffer[] = [];

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  /** Arrays of `length` elements with any content. */
  uint8(length: number): Uint8Array {
    return new Uint8Array(this.#take(length), 0, length);
  }

  uint16(length: number): Uint16Array {
    return new Uint16Array(this.#take(2 * length), 0, length);
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.#take(4 * length), 0, length);
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.#take(4 * length), 0, length);
  }

  /** Gives all arrays back to the pool; they must not be used afterwards. */
  release(): void {
    const taken = this.#taken;
    this.#taken = [];
    for (const buffer of taken) this.#pool.give(buffer);
  }

  #take(bytes: number): ArrayBuffer {
    const buffer = this.#pool.take(bytes);
    this.#taken.push(buffer);
    return buffer;
  }
}
