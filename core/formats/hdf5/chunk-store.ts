import type { FileHandle } from 'node:fs/promises';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { BufferPool } from '../../foundation/buffer-pool.ts';
import type { ChunkCodec } from './chunk-codec.ts';
import type { ChunkPlace } from './chunk-index.ts';
import type { TableMember } from './member-type.ts';
import { writeFailure } from './write-failure.ts';

/** Chunks that may be compressed and written at the same time: bounds the memory. */
const maxInFlight = 6;

/** Memory of written chunks that is kept for the next ones [bytes]. */
const maxFreeBytes = 16 * 1024 * 1024;

/**
 * The growing file: hands out addresses and writes pieces. Addresses are handed out in the order in
 * which chunks were submitted, so that the file does not depend on how long each took to compress.
 */
export class ChunkStore {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #codec: ChunkCodec;
  readonly pool = new BufferPool(maxFreeBytes);
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;
  #end: number;
  #turn: Promise<void> = Promise.resolve();
  #failure: PhotoelectronError | undefined;

  /**
   * @param path final name of the file, for messages
   * @param start first free address
   */
  constructor(path: string, file: FileHandle, codec: ChunkCodec, start: number) {
    this.#path = path;
    this.#file = file;
    this.#codec = codec;
    this.#end = start;
  }

  /** First free address. */
  get end(): number {
    return this.#end;
  }

  /**
   * Takes a chunk over for compression and writing; resolves when that has begun, which it does when
   * few enough chunks are on their way.
   *
   * @param buffer of the pool; goes back there
   * @param nBytes length of the chunk, every row filled
   * @param placed called with the place in the file
   * @throws PhotoelectronError `file-unwritable` when an earlier chunk could not be written
   */
  async submit(
    buffer: Uint8Array<ArrayBuffer>,
    nBytes: number,
    members: readonly TableMember[],
    rowSize: number,
    placed: (place: ChunkPlace) => void,
  ): Promise<void> {
    await this.#slot();
    this.#check();
    const encoded = this.#codec.encode(buffer.subarray(0, nBytes), members, rowSize, this.pool);
    const reserved = Promise.all([encoded, this.#turn]).then(([pieces]) => {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      const place = { address: this.#reserve(length), nBytes: length };
      placed(place);
      return { pieces, place };
    });
    this.#turn = reserved.then(
      () => undefined,
      () => undefined,
    );
    void reserved
      .then(({ pieces, place }) => this.#write(pieces, place.address))
      .catch((cause: unknown) => {
        this.#failure ??= writeFailure(this.#path, cause);
      })
      .then(() => {
        this.pool.give(buffer.buffer);
        this.#inFlight--;
        for (const proceed of this.#waiting.splice(0)) proceed();
      });
  }

  /**
   * Waits until every chunk stands in the file.
   *
   * @throws PhotoelectronError `file-unwritable`
   */
  async drain(): Promise<void> {
    while (this.#inFlight > 0) await this.#change();
    this.#check();
  }

  /** Waits for one of the places for chunks on their way, and takes it. */
  async #slot(): Promise<void> {
    while (this.#inFlight >= maxInFlight) await this.#change();
    this.#inFlight++;
  }

  /** Resolves when a chunk has arrived. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /**
   * Appends bytes at the next address that is a multiple of 8.
   *
   * @param make makes the bytes, given their address
   * @throws PhotoelectronError `file-unwritable`
   */
  async append<T extends { readonly bytes: Uint8Array }>(make: (address: number) => T): Promise<T> {
    const made = make(8 * Math.ceil(this.#end / 8));
    await this.writeAt([made.bytes], this.#reserve(made.bytes.length));
    return made;
  }

  /** Writes bytes at a given address. @throws PhotoelectronError `file-unwritable` */
  async writeAt(pieces: readonly Uint8Array[], address: number): Promise<void> {
    try {
      await this.#write(pieces, address);
    } catch (cause) {
      throw writeFailure(this.#path, cause);
    }
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #reserve(nBytes: number): number {
    const address = 8 * Math.ceil(this.#end / 8);
    this.#end = address + nBytes;
    return address;
  }

  async #write(pieces: readonly Uint8Array[], address: number): Promise<void> {
    let left = pieces.filter((piece) => piece.length > 0);
    let at = address;
    while (left.length > 0) {
      const { bytesWritten } = await this.#file.writev(left, at);
      // A regular file takes less than it was given when there is no room for more; why there is none,
      // the next call tells.
      if (bytesWritten === 0) throw Object.assign(new Error('no progress'), { code: 'ENOSPC' });
      at += bytesWritten;
      left = withoutStart(left, bytesWritten);
    }
  }
}

/** What is left of pieces when some bytes are taken from the start; none is empty. */
function withoutStart(pieces: readonly Uint8Array[], nBytes: number): Uint8Array[] {
  const left: Uint8Array[] = [];
  let taken = nBytes;
  for (const piece of pieces) {
    const part = piece.subarray(Math.min(taken, piece.length));
    taken -= piece.length - part.length;
    if (part.length > 0) left.push(part);
  }
  return left;
}
