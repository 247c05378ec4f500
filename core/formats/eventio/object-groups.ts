import { PhotoelectronError } from '../../foundation/errors.ts';
import {
  byteOrderAt,
  MAX_HEADER_LENGTH,
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

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * Gives the top-level objects of a file in groups (all that became complete with one chunk of
 * input), so that there is not one wait per object. Payloads are views into the chunks wherever an
 * object lies inside one; only objects across a border are copied, when all their bytes are there:
 * a length that lies costs no memory. Objects of unwanted types are passed over by their length.
 *
 * A consumer that is done with everything given so far says so with `stream.release()`; the chunks are
 * then used again for what is read next.
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

  /** Place in the decompressed file of the object that is being put together. */
  let objectOffset = 0;
  /** Its bytes so far, and its header when that is complete. */
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  let pendingHeader: ObjectHeader | undefined;
  /** Bytes of a passed-over object still to drop. */
  let toSkip = 0;
  let skipped: ObjectHeader | undefined;

  /** Chunks whose memory has not been released. */
  const given: Uint8Array[] = [];

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

  for await (const chunk of stream.chunks()) {
    const group: EventIoObject[] = [];
    let failure: unknown;
    let position = 0;
    try {
      for (;;) {
        if (toSkip > 0) {
          const step = Math.min(toSkip, chunk.length - position);
          position += step;
          toSkip -= step;
          if (toSkip > 0) break;
          skipped = undefined;
        }
        if (pendingLength > 0) {
          // An object across a border: first its header, then all of it.
          if (pendingHeader === undefined) {
            const part = chunk.subarray(position, position + MAX_HEADER_LENGTH - pendingLength);
            const head = join([...pending, part], pendingLength + part.length);
            if (head.length >= SYNC_LENGTH) checkSync(path, head, 0, objectOffset);
            pendingHeader = parseObjectHeader(head, 0, objectOffset, true);
            if (pendingHeader === undefined) {
              pending.push(part);
              pendingLength += part.length;
              break;
            }
          }
          const header = pendingHeader;
          const total = header.headerLength + header.contentLength;
          const missing = total - pendingLength;
          if (!admit(header)) {
            toSkip = missing;
            skipped = header;
            objectOffset += total;
            pending = [];
            pendingLength = 0;
            pendingHeader = undefined;
            continue;
          }
          if (missing > chunk.length - position) {
            pending.push(chunk.subarray(position));
            pendingLength += chunk.length - position;
            break;
          }
          pending.push(chunk.subarray(position, position + missing));
          group.push(withPayload(header, join(pending, total), header.headerLength, total));
          position += missing;
          objectOffset += total;
          pending = [];
          pendingLength = 0;
          pendingHeader = undefined;
        }
        if (position === chunk.length) break;
        if (position + SYNC_LENGTH <= chunk.length) {
          checkSync(path, chunk, position, objectOffset);
        }
        const header = parseObjectHeader(chunk, position, objectOffset, true);
        if (header === undefined) {
          pending = [chunk.subarray(position)];
          pendingLength = chunk.length - position;
          break;
        }
        const total = header.headerLength + header.contentLength;
        if (!admit(header)) {
          toSkip = total;
          skipped = header;
          objectOffset += total;
          continue;
        }
        if (total > chunk.length - position) {
          pending = [chunk.subarray(position)];
          pendingLength = chunk.length - position;
          pendingHeader = header;
          break;
        }
        const start = position + header.headerLength;
        position += total;
        objectOffset += total;
        group.push(withPayload(header, chunk, start, position));
      }
    } catch (error) {
      failure = error;
    }
    given.push(chunk);
    if (group.length > 0) yield group;
    if (stream.takeRelease()) {
      if (pendingLength > 0) pending = [join(pending, pendingLength)];
      for (const free of given.splice(0)) stream.recycle(free);
    }
    if (failure !== undefined) throw failure as Error;
  }

  const { damage, truncatedAt } = stream.end;
  if (damage !== undefined) {
    throw damaged(
      path,
      objectOffset,
      `the compressed data are damaged at byte ${damage.offset} (${damage.reason}); what follows is lost.`,
    );
  }
  if (pendingLength > 0 || toSkip > 0 || truncatedAt !== undefined) {
    const offset = skipped?.headerOffset ?? objectOffset;
    stream.truncation = {
      offset,
      message: `${path} is truncated: it ends in the middle of the object at byte ${offset}.`,
    };
  }
}
