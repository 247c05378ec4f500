import { type FileHandle, open } from 'node:fs/promises';
import { PhotoelectronError } from '../foundation/errors.ts';
import { unreadableFile } from '../foundation/unreadable-file.ts';
import { decompress, type InputEnd } from './eventio/compression/decompress.ts';

/** Bytes of a file, plain or compressed, asked for from its beginning to its end. */
export interface SequentialInput {
  /**
   * Bytes from an offset on, fewer where the file ends. The buffer holds until the next call.
   *
   * @param offset not before that of the last call
   */
  read(offset: number, length: number): Promise<Buffer>;
  /** How many bytes there are up to an offset, which is the offset itself unless the file ends before. */
  extent(offset: number): Promise<number>;
  /** What is wrong with the compressed file, once its end was met. */
  readonly damage: string | undefined;
  close(): Promise<void>;
}

export interface SequentialInputOptions {
  readonly compression?: 'none' | 'gzip' | 'zstd';
  /** Stops the reading: an error of code `cancelled` is thrown. */
  readonly signal?: AbortSignal;
  /** Most bytes that are decompressed; the file counts as ended there. Default 2 GiB. */
  readonly maxBytes?: number;
}

/** What is read at once of plain files: small pieces are asked for one after the other. */
const WINDOW_BYTES = 1 << 14;
/** What is read at once of compressed files. */
const COMPRESSED_BYTES = 1 << 17;
const DEFAULT_MAX_BYTES = 2 ** 31;

/**
 * Opens a file for reading forwards. Compressed files are decompressed as they are read, and what was
 * passed over is not kept.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`; its methods also `cancelled`
 */
export async function openSequentialInput(
  path: string,
  options: SequentialInputOptions = {},
): Promise<SequentialInput> {
  const { compression = 'none', signal } = options;
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unreadableFile(path, cause);
  });
  if (compression === 'none') {
    const { size } = await file.stat();
    return new PlainInput(path, file, size, signal);
  }
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  return new CompressedInput(path, file, compression, maxBytes, signal);
}

class PlainInput implements SequentialInput {
  readonly damage = undefined;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #size: number;
  readonly #signal: AbortSignal | undefined;
  #window: Buffer = Buffer.alloc(0);
  #windowOffset = 0;

  constructor(path: string, file: FileHandle, size: number, signal: AbortSignal | undefined) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
    this.#signal = signal;
  }

  async read(offset: number, length: number): Promise<Buffer> {
    throwIfCancelled(this.#signal, this.#path);
    const wanted = Math.max(0, Math.min(length, this.#size - offset));
    if (wanted === 0) return Buffer.alloc(0);
    const from = offset - this.#windowOffset;
    if (from < 0 || from + wanted > this.#window.length) {
      const size = Math.max(wanted, Math.min(WINDOW_BYTES, this.#size - offset));
      const window = Buffer.allocUnsafe(size);
      try {
        const { bytesRead } = await this.#file.read(window, 0, size, offset);
        this.#window = window.subarray(0, bytesRead);
      } catch (cause) {
        throw unreadableFile(this.#path, cause);
      }
      this.#windowOffset = offset;
    }
    const start = offset - this.#windowOffset;
    return this.#window.subarray(start, start + wanted);
  }

  extent(offset: number): Promise<number> {
    return Promise.resolve(Math.min(offset, this.#size));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

class CompressedInput implements SequentialInput {
  readonly #path: string;
  readonly #signal: AbortSignal | undefined;
  readonly #maxBytes: number;
  readonly #file: FileHandle;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #end: InputEnd = {};
  #readError: Error | undefined;
  /** Bytes at hand, and where they begin. */
  #kept: Buffer = Buffer.alloc(0);
  #keptOffset = 0;
  #taken = 0;
  #hasEnded = false;
  #isCut = false;

  constructor(
    path: string,
    file: FileHandle,
    compression: 'gzip' | 'zstd',
    maxBytes: number,
    signal: AbortSignal | undefined,
  ) {
    this.#path = path;
    this.#signal = signal;
    this.#maxBytes = maxBytes;
    this.#file = file;
    this.#chunks = decompress(this.#compressed(), compression, this.#end)[Symbol.asyncIterator]();
  }

  /** The file as it is; the decompressor takes every error for damage, so that those of reading are kept. */
  async *#compressed(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(COMPRESSED_BYTES));
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } catch (error) {
      this.#readError = error as Error;
    }
  }

  get damage(): string | undefined {
    if (this.#isCut) return `only its first ${this.#maxBytes} bytes were looked at`;
    if (this.#end.truncatedAt !== undefined) {
      return `the compressed file ends early at offset ${this.#end.truncatedAt}`;
    }
    if (this.#end.damage === undefined) return undefined;
    const { offset, reason } = this.#end.damage;
    return `the compressed file is damaged near offset ${offset} (${reason})`;
  }

  async read(offset: number, length: number): Promise<Buffer> {
    await this.#skipTo(offset);
    const from = offset - this.#keptOffset;
    if (from + length > this.#kept.length) {
      const parts = [this.#kept.subarray(from)];
      let have = parts[0].length;
      while (have < length) {
        const chunk = await this.#nextChunk();
        if (chunk === undefined) break;
        parts.push(chunk);
        have += chunk.length;
      }
      this.#kept = Buffer.concat(parts);
      this.#keptOffset = offset;
    }
    return this.#kept.subarray(offset - this.#keptOffset).subarray(0, length);
  }

  async extent(offset: number): Promise<number> {
    await this.#skipTo(offset);
    return Math.min(offset, this.#keptOffset + this.#kept.length);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
    await this.#file.close();
  }

  /** Gives up what stands before an offset. */
  async #skipTo(offset: number): Promise<void> {
    while (this.#keptOffset + this.#kept.length < offset) {
      const chunk = await this.#nextChunk();
      if (chunk === undefined) return;
      this.#keptOffset += this.#kept.length;
      this.#kept = chunk;
    }
  }

  async #nextChunk(): Promise<Buffer | undefined> {
    if (this.#hasEnded) return undefined;
    throwIfCancelled(this.#signal, this.#path);
    if (this.#taken >= this.#maxBytes) {
      this.#hasEnded = true;
      this.#isCut = true;
      return undefined;
    }
    const next = await this.#chunks.next();
    if (this.#readError !== undefined) throw unreadableFile(this.#path, this.#readError);
    if (next.done === true) {
      this.#hasEnded = true;
      return undefined;
    }
    const { value } = next;
    this.#taken += value.length;
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}

function throwIfCancelled(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted === true) {
    throw new PhotoelectronError('cancelled', `The reading of ${path} was stopped.`, { path });
  }
}
