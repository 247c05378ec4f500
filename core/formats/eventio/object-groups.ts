import { PhotoelectronError } from '../../foundation/errors.ts';
import { ByteArenas } from './byte-arenas.ts';
import {
  byteOrderAt,
  parseObjectHeader,
  SYNC_LENGTH,
  withPayload,
  type EventIoObject,
  type ObjectHeader,
} from './object-header.ts';
import type { EventIoStream } from './open-eventio-stream.ts';

/** Options of {@link objectGroups}. */
export interface ObjectGroupOptions {
  /** Types whose content is wanted; objects of other types are passed over. Default: all. */
  readonly wanted?: (type: number) => boolean;
  /** Largest content that is taken into memory [bytes]. Default 128 MiB. */
  readonly maxObjectBytes?: number;
  /** Memory to read into, for a consumer that releases it. Default: new memory. */
  readonly arenas?: ByteArenas;
}

const DEFAULT_MAX_OBJECT_BYTES = 128 << 20;

function damaged(path: string, offset: number, what: string): PhotoelectronError {
  return new PhotoelectronError('format-damaged', `${path}: ${what}`, { path, offset });
}

function checkSync(path: string, bytes: Uint8Array, at: number, offset: number): void {
  const order = byteOrderAt(bytes, at);
  if (order === 'little') return;
  if (order === 'big') {
    throw new PhotoelectronError(
      'format-unsupported',
      `${path}: the object at byte ${offset} is in big-endian byte order, which is not supported.`,
      { path, offset },
    );
  }
  throw damaged(
    path,
    offset,
    `there is no EventIO object at byte ${offset} where the next one should begin; the file is damaged there.`,
  );
}

/**
 * Gives the top-level objects of a file in groups (all that became complete with one read), so that
 * there is not one wait per object. The file is read into large arenas in which every object lies in
 * one piece, and payloads are views into them: only the unfinished object at the end of an arena is
 * copied, to the beginning of the next one. An object longer than an arena makes the next one larger,
 * at most twice the bytes that have arrived, so that a length that lies costs no memory. Objects of
 * unwanted types are passed over by their length. The next read goes on while the consumer works.
 *
 * A consumer that is done with everything given so far says so with `arenas.release()`.
 *
 * An input that ends in the middle of an object or compressed block does not throw: everything
 * complete is given and `stream.truncation` is set.
 *
 * @throws PhotoelectronError `format-damaged` with the offset where no object begins, where an object
 * is longer than `maxObjectBytes`, or where the compressed data are corrupt; everything before has
 * been given by then
 */
export async function* objectGroups(
  stream: EventIoStream,
  options: ObjectGroupOptions = {},
): AsyncGenerator<readonly EventIoObject[], void, undefined> {
  const { path } = stream;
  const wanted = options.wanted ?? ((): boolean => true);
  const maxObjectBytes = options.maxObjectBytes ?? DEFAULT_MAX_OBJECT_BYTES;
  const arenas = options.arenas ?? new ByteArenas({ reuse: false });

  const admit = (header: ObjectHeader): boolean => {
    if (!wanted(header.type)) return false;
    if (header.contentLength > maxObjectBytes) {
      throw damaged(
        path,
        header.headerOffset,
        `the object of type ${header.type} at byte ${header.headerOffset} claims ${header.contentLength} bytes, more than the ${maxObjectBytes} that are read at once.`,
      );
    }
    return true;
  };

  let arena = arenas.take(0);
  /** Bytes of the arena from `begin` to `filled` are those of the object that is not complete yet. */
  let begin = 0;
  let filled = 0;
  /** Place of `begin` in the decompressed file. */
  let offset = stream.start;
  /** Length of the object at `begin`, header included; 0 while its header is not complete. */
  let total = 0;
  /** Bytes of a passed-over object still to drop. */
  let toSkip = 0;
  let skipped: ObjectHeader | undefined;

  const read = (): Promise<number> => {
    if (filled === arena.length) {
      const length = filled - begin;
      const next = arenas.take(Math.max(length + 1, Math.min(total, 2 * length)));
      next.set(arena.subarray(begin, filled));
      arenas.retire(arena);
      arena = next;
      begin = 0;
      filled = length;
    }
    const reading = stream.read(arena.subarray(filled));
    // The rejection is met when the bytes are awaited; until then it must not count as unhandled.
    reading.catch(() => undefined);
    return reading;
  };

  let reading = read();
  try {
    for (;;) {
      const length = await reading;
      if (length === 0) break;
      filled += length;
      const bytes = arena.subarray(0, filled);
      const group: EventIoObject[] = [];
      let failure: unknown;
      try {
        for (;;) {
          if (toSkip > 0) {
            const step = Math.min(toSkip, filled - begin);
            toSkip -= step;
            if (toSkip > 0) {
              filled = begin;
              break;
            }
            begin += step;
            skipped = undefined;
          }
          total = 0;
          if (begin + SYNC_LENGTH <= filled) checkSync(path, bytes, begin, offset);
          const header = parseObjectHeader(bytes, begin, offset, true);
          if (header === undefined) break;
          total = header.headerLength + header.contentLength;
          if (!admit(header)) {
            toSkip = total;
            skipped = header;
            offset += total;
            continue;
          }
          if (total > filled - begin) break;
          const end = begin + total;
          group.push(withPayload(header, bytes, begin + header.headerLength, end));
          begin = end;
          offset += total;
        }
      } catch (error) {
        failure = error;
      }
      if (failure === undefined) reading = read();
      if (group.length > 0) yield group;
      if (failure !== undefined) throw failure as Error;
    }
  } finally {
    // No memory may be given away into which bytes are still being read.
    await reading.catch(() => undefined);
  }

  const { damage, truncatedAt } = stream.end;
  if (damage !== undefined) {
    throw damaged(
      path,
      offset,
      `the compressed data are damaged at byte ${damage.offset} (${damage.reason}); what follows is lost.`,
    );
  }
  if (filled > begin || toSkip > 0 || truncatedAt !== undefined) {
    const at = skipped?.headerOffset ?? offset;
    stream.truncation = {
      offset: at,
      message: `${path} is truncated: it ends in the middle of the object at byte ${at}.`,
    };
  }
}
