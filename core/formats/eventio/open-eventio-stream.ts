import { open, type FileHandle } from 'node:fs/promises';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { compressionOf, type Compression } from './compression/compression.ts';
import { decompress, type InputEnd } from './compression/decompress.ts';
import { byteOrderAt, SYNC_LENGTH } from './object-header.ts';
import { readAhead } from './read-ahead.ts';

/** Bytes asked from the file system at once. */
const PLAIN_CHUNK = 4 << 20;
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
  /** The decompressed bytes, once; each chunk is the consumer's to keep. */
  chunks(): AsyncIterable<Uint8Array>;
  /** How the compressed input ended; final when the chunks have been read. */
  readonly end: Readonly<InputEnd>;
  /** Set by the reader of the objects when the file ended early. */
  truncation?: Truncation;
  /**
   * Tells that no content given so far is needed any longer, so that its memory may hold what is read
   * next; without it every chunk is new memory. Views that are kept nevertheless change.
   */
  release(): void;
  /** For the reader of the objects: whether {@link release} was called since the last time. */
  takeRelease(): boolean;
  /** For the reader of the objects: gives a chunk back whose bytes nobody needs any longer. */
  recycle(chunk: Uint8Array): void;
  close(): Promise<void>;
}

/** Options of {@link openEventIoStream}. */
export interface EventIoStreamOptions {
  /** Stops the reading: the next chunk then throws `cancelled`. */
  readonly signal?: AbortSignal;
  /** Size of the read chunks [bytes]; smaller ones are for tests. */
  readonly chunkBytes?: number;
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

async function* fileChunks(
  handle: FileHandle,
  path: string,
  chunkBytes: number,
  progress: { bytesRead: number },
  pool: Uint8Array[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    // A buffer of its own for each chunk, because the objects are views into it.
    const buffer = pool.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
    let length: number;
    try {
      length = (await handle.read(buffer, 0, chunkBytes, progress.bytesRead)).bytesRead;
    } catch (cause) {
      throw fileError(path, cause);
    }
    if (length === 0) return;
    progress.bytesRead += length;
    yield new Uint8Array(buffer.buffer, 0, length);
  }
}

/** Puts the chunks that were read to recognise the file before the rest. */
async function* resume<T>(
  first: readonly T[],
  rest: AsyncIterator<T>,
  check: () => void,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* first;
    for (;;) {
      check();
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
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
 * name), as a stream of decompressed bytes. Reading and decompression run off the JavaScript thread,
 * one chunk ahead of the consumer; memory stays bounded whatever the file claims.
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

  const progress = { bytesRead: 0 };
  const end: InputEnd = {};
  const pool: Uint8Array[] = [];
  let released = false;
  const chunkBytes =
    options.chunkBytes ?? (compression === 'none' ? PLAIN_CHUNK : COMPRESSED_CHUNK);
  const raw = readAhead(fileChunks(handle, path, chunkBytes, progress, pool));
  const plain: AsyncIterable<Uint8Array> =
    compression === 'none' ? raw : readAhead(decompress(raw, compression, end));
  const iterator = plain[Symbol.asyncIterator]();
  const close = async (): Promise<void> => {
    await iterator.return?.();
    await handle.close();
  };

  const first: Uint8Array[] = [];
  const marker = new Uint8Array(SYNC_LENGTH);
  let known = 0;
  try {
    while (known < SYNC_LENGTH) {
      const next = await iterator.next();
      if (next.done === true) break;
      first.push(next.value);
      const part = next.value.subarray(0, SYNC_LENGTH - known);
      marker.set(part, known);
      known += part.length;
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

  return {
    path,
    compression,
    bytesTotal,
    bytesRead: () => progress.bytesRead,
    chunks: () =>
      resume(first, iterator, () => {
        if (options.signal?.aborted === true) {
          throw new PhotoelectronError('cancelled', `Reading ${path} was cancelled.`, { path });
        }
      }),
    end,
    release: () => {
      released = true;
    },
    takeRelease: () => {
      const was = released;
      released = false;
      return was;
    },
    recycle: (chunk) => {
      // Decompressors bring their own memory.
      if (compression === 'none' && chunk.buffer.byteLength === chunkBytes) {
        pool.push(new Uint8Array(chunk.buffer));
      }
    },
    close,
  };
}
