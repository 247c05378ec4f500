import type { FileHandle } from 'node:fs/promises';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ChunkCodec } from './chunk-codec.ts';
import type { ChunkPlace } from './chunk-index.ts';
import type { TableMember } from './member-type.ts';
import { writeFailure } from './write-failure.ts';

/** Chunks that may be compressed and written at the same time: bounds the memory. */
const maxInFlight = 6;

/**
 * The growing file: hands out addresses and writes pieces. Addresses are handed out in the order in
 * which chunks were submitted, so that the file does not depend on how long each took to compress.
 */
export class ChunkStore {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #codec: ChunkCodec;
  /** The latest chunks; each settles when it stands in the file. */
  readonly #inFlight: Promise<void>[] = [];
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
   * Takes a chunk over for compression and writing; resolves when few enough chunks are on their way.
   *
   * @param rows the chunk, every row filled; not to be touched afterwards
   * @param placed called with the place in the file
   * @throws PhotoelectronError `file-unwritable` when this or an earlier chunk could not be written
   */
  async submit(
    rows: Uint8Array,
    members: readonly TableMember[],
    rowSize: number,
    placed: (place: ChunkPlace) => void,
  ): Promise<void> {
    this.#check();
    const encoded = this.#codec.encode(rows, members, rowSize);
    const reserved = Promise.all([encoded, this.#turn]).then(([pieces]) => {
      const nBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
      const place = { address: this.#reserve(nBytes), nBytes };
      placed(place);
      return { pieces, place };
    });
    this.#turn = reserved.then(
      () => undefined,
      () => undefined,
    );
    const written = reserved
      .then(({ pieces, place }) => this.#write(pieces, place.address))
      .catch((cause: unknown) => {
        this.#failure ??= writeFailure(this.#path, cause);
      });
    this.#inFlight.push(written);
    if (this.#inFlight.length >= maxInFlight) await this.#inFlight.shift();
    this.#check();
  }

  /**
   * Waits until every chunk stands in the file.
   *
   * @throws PhotoelectronError `file-unwritable`
   */
  async drain(): Promise<void> {
    await Promise.all(this.#inFlight.splice(0));
    this.#check();
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
    const full = pieces.filter((piece) => piece.length > 0);
    const nBytes = full.reduce((sum, piece) => sum + piece.length, 0);
    if (nBytes === 0) return;
    const { bytesWritten } = await this.#file.writev(full, address);
    // A regular file takes less than it was given only when the disk is full.
    if (bytesWritten !== nBytes) {
      throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    }
  }
}
