import { open, type FileHandle } from 'node:fs/promises';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { compressionOf, type Compression } from './compression/compression.ts';
import { decompress, type FrameStart, type InputEnd } from './compression/decompress.ts';
import { byteOrderAt, SYNC_LENGTH } from './object-header.ts';
import { readAhead } from './read-ahead.ts';

/** Where every file can be read from. */
const BEGINNING: FrameStart = { compressed: 0, decompressed: 0 };

/** Bytes asked from the file system at once. */
const PLAIN_CHUNK = 2 << 20;
const COMPRESSED_CHUNK = 1 << 18;

/** An input that ended in the middle of something. */
export interface Truncation {
  /** Where the incomplete piece begins in the decompressed file [bytes]. */
  readonly offset: number;
  /** One sentence for a person. */
  readonly message: string;
}

/** The decompressed bytes of an EventIO file, in order. */
export interface EventIoStream {
  readonly path: string;
  readonly compression: Compression;
  /** Size of the file as it is on disk [bytes]. */
  readonly bytesTotal: number;
  /** How much of the file has been read so far [bytes]. */
  bytesRead(): number;
  /** Place of the first byte given, in the decompressed file [bytes]. */
  readonly start: number;
  /** Places from which the file can be read on, in its order: the beginning, and Zstandard frames met so far. */
  readonly entries: readonly FrameStart[];
  /**
   * Fills the beginning of `target` with the next decompressed bytes, at most as many as are read at
   * once. One call at a time.
   *
   * @returns how many bytes there are now; 0 only at the end
   * @throws PhotoelectronError `file-unreadable`, `cancelled`
   */
  read(target: Uint8Array): Promise<number>;
  /** How the compressed input ended; final when everything has been read. */
  readonly end: Readonly<InputEnd>;
  /** Set by the reader of the objects when the file ended early. */
  truncation?: Truncation;
  close(): Promise<void>;
}

/** Options of {@link openEventIoStream}. */
export interface EventIoStreamOptions {
  /** Stops the reading: the next chunk then throws `cancelled`. */
  readonly signal?: AbortSignal;
  /** Size of the read chunks [bytes]; smaller ones are for tests. */
  readonly chunkBytes?: number;
  /**
   * Where to begin: an object of the decompressed file [bytes]. What stands before it is passed over;
   * read are only the bytes from `entry` on, a place that an earlier stream of the file has met with.
   */
  readonly from?: { readonly offset: number; readonly entry: FrameStart };
}

function fileError(path: string, cause: unknown): PhotoelectronError {
  if (cause instanceof PhotoelectronError) return cause;
  const code = (cause as NodeJS.ErrnoException).code;
  return code === 'ENOENT'
    ? new PhotoelectronError('file-not-found', `The file ${path} does not exist.`, { path }, cause)
    : new PhotoelectronError(
        'file-unreadable',
        `The file ${path} cannot be read (${code ?? String(cause)}); check that it is a file and that you may read it.`,
        { path },
        cause,
      );
}

/** Reads a file in order, from its beginning. */
class FileReader {
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #chunkBytes: number;
  #position = 0;

  constructor(handle: FileHandle, path: string, chunkBytes: number, position: number) {
    this.#handle = handle;
    this.#path = path;
    this.#chunkBytes = chunkBytes;
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  async read(target: Uint8Array): Promise<number> {
    const wanted = Math.min(target.length, this.#chunkBytes);
    try {
      const { bytesRead } = await this.#handle.read(target, 0, wanted, this.#position);
      this.#position += bytesRead;
      return bytesRead;
    } catch (cause) {
      throw fileError(this.#path, cause);
    }
  }

  /** The file in chunks. A chunk is valid until the one after the next is asked for. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const buffers = [new Uint8Array(this.#chunkBytes), new Uint8Array(this.#chunkBytes)];
    for (let turn = 0; ; turn = 1 - turn) {
      const length = await this.read(buffers[turn]);
      if (length === 0) return;
      yield buffers[turn].subarray(0, length);
    }
  }
}

/** Lays chunks of any size end to end. */
class ChunkReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Gives up so many bytes. */
  async skip(bytes: number): Promise<void> {
    for (let left = bytes; left > 0;) {
      if (this.#chunk.length === 0) {
        const next = await this.#chunks.next();
        if (next.done === true) return;
        this.#chunk = next.value;
      }
      const step = Math.min(left, this.#chunk.length);
      this.#chunk = this.#chunk.subarray(step);
      left -= step;
    }
  }

  async read(target: Uint8Array): Promise<number> {
    while (this.#chunk.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return 0;
      this.#chunk = next.value;
    }
    const length = Math.min(target.length, this.#chunk.length);
    target.set(this.#chunk.subarray(0, length));
    this.#chunk = this.#chunk.subarray(length);
    return length;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

function notEventIo(path: string, decompressed: number, end: InputEnd): PhotoelectronError {
  if (end.damage !== undefined) {
    return new PhotoelectronError(
      'format-damaged',
      `The compressed file ${path} is damaged at byte ${end.damage.offset} (${end.damage.reason}); get a fresh copy.`,
      { path, offset: end.damage.offset },
    );
  }
  const what =
    decompressed === 0
      ? 'it holds no data'
      : decompressed < SYNC_LENGTH
        ? 'it is shorter than one object'
        : 'it does not begin with the sync marker of an EventIO object';
  return new PhotoelectronError('format-unknown', `${path} is no EventIO file: ${what}.`, {
    path,
    offset: 0,
  });
}

/**
 * Opens an EventIO file, plain or compressed with gzip or Zstandard (recognised by content, not by
 * name), as a stream of decompressed bytes. Plain files are read straight into the memory of the consumer;
 * decompression runs off the JavaScript thread, one chunk ahead. Memory stays bounded whatever the
 * file claims.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`; `format-unknown` for other files;
 * `format-unsupported` for the big-endian byte order; `format-damaged` when not even the first
 * object can be decompressed; `cancelled`
 */
export async function openEventIoStream(
  path: string,
  options: EventIoStreamOptions = {},
): Promise<EventIoStream> {
  let handle: FileHandle;
  let bytesTotal: number;
  const head = new Uint8Array(SYNC_LENGTH);
  let compression: Compression;
  try {
    handle = await open(path, 'r');
  } catch (cause) {
    throw fileError(path, cause);
  }
  try {
    bytesTotal = (await handle.stat()).size;
    const { bytesRead } = await handle.read(head, 0, SYNC_LENGTH, 0);
    compression = compressionOf(head.subarray(0, bytesRead));
  } catch (cause) {
    await handle.close();
    throw fileError(path, cause);
  }

  const end: InputEnd = {};
  const chunkBytes =
    options.chunkBytes ?? (compression === 'none' ? PLAIN_CHUNK : COMPRESSED_CHUNK);
  const { offset: start, entry } = options.from ?? { offset: 0, entry: BEGINNING };
  const isPlain = compression === 'none';
  const file = new FileReader(handle, path, chunkBytes, isPlain ? start : entry.compressed);
  const entries: FrameStart[] = [entry];
  const onFrame = (next: FrameStart) => {
    const compressed = entry.compressed + next.compressed;
    if (compressed >= bytesTotal) return;
    entries.push({ compressed, decompressed: entry.decompressed + next.decompressed });
  };
  const unpacked = isPlain
    ? undefined
    : new ChunkReader(readAhead(decompress(readAhead(file.chunks()), compression, end, onFrame)));
  const close = async (): Promise<void> => {
    await unpacked?.close();
    await handle.close();
  };

  const marker = new Uint8Array(SYNC_LENGTH);
  let known = 0;
  try {
    await unpacked?.skip(start - entry.decompressed);
    while (known < SYNC_LENGTH) {
      const length = await (unpacked ?? file).read(marker.subarray(known));
      if (length === 0) break;
      known += length;
    }
    const order = known === SYNC_LENGTH ? byteOrderAt(marker, 0) : undefined;
    if (order === undefined) throw notEventIo(path, known, end);
    if (order === 'big') {
      throw new PhotoelectronError(
        'format-unsupported',
        `${path} is an EventIO file in big-endian byte order, which is not supported; convert it on a little-endian machine.`,
        { path, offset: 0 },
      );
    }
  } catch (error) {
    await close();
    throw error;
  }

  /** What was read to recognise the file and has not been given yet. */
  let first = marker;
  return {
    path,
    compression,
    bytesTotal,
    bytesRead: () => file.position,
    start,
    entries,
    read: async (target) => {
      if (options.signal?.aborted === true) {
        throw new PhotoelectronError('cancelled', `Reading ${path} was cancelled.`, { path });
      }
      if (first.length === 0) return (unpacked ?? file).read(target);
      const length = Math.min(first.length, target.length);
      target.set(first.subarray(0, length));
      first = first.subarray(length);
      return length;
    },
    end,
    close,
  };
}
