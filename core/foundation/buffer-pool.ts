/** A buffer is used for less only down to this fraction of its size. */
const SMALLEST_PART = 1 / 2;

/**
 * Buffers that are used again: at a steady state nothing is allocated, so that the garbage collector
 * has nothing to do (V8 collects fully for every 64 MB or so of new buffers).
 */
export class BufferPool {
  readonly #maxFreeBytes: number;
  /** Oldest first. */
  readonly #free: ArrayBuffer[] = [];
  #freeBytes = 0;

  /** @param maxFreeBytes how much memory that is not in use is kept */
  constructor(maxFreeBytes: number) {
    this.#maxFreeBytes = maxFreeBytes;
  }

  /** A buffer of at least `bytes`, with content left over from earlier uses. */
  take(bytes: number): ArrayBuffer {
    let best = -1;
    for (const [index, { byteLength }] of this.#free.entries()) {
      if (byteLength < bytes || bytes < SMALLEST_PART * byteLength) continue;
      if (best < 0 || byteLength < this.#free[best].byteLength) best = index;
    }
    if (best >= 0) {
      const [buffer] = this.#free.splice(best, 1);
      this.#freeBytes -= buffer.byteLength;
      return buffer;
    }
    return Buffer.allocUnsafeSlow(roundedUp(bytes)).buffer;
  }

  /** Takes a buffer back that nobody uses any longer. */
  give(buffer: ArrayBuffer): void {
    this.#free.push(buffer);
    this.#freeBytes += buffer.byteLength;
    while (this.#freeBytes > this.#maxFreeBytes) {
      this.#freeBytes -= this.#free.shift()!.byteLength;
    }
  }
}

/** The next multiple of an eighth of the power of two below, so that similar sizes are the same. */
function roundedUp(bytes: number): number {
  const step = Math.max(2 ** Math.floor(Math.log2(Math.max(bytes, 1))) / 8, 64);
  return Math.ceil(bytes / step) * step;
}
