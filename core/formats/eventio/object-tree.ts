import { PhotoelectronError } from '../../foundation/errors.ts';
import {
  byteOrderAt,
  MAX_HEADER_LENGTH,
  parseObjectHeader,
  SYNC_LENGTH,
  type ObjectHeader,
} from './object-header.ts';
import { objectName } from './object-name.ts';
import type { EventIoStream } from './open-eventio-stream.ts';

/** One object in the tree of a file. */
export interface ObjectTreeNode extends ObjectHeader {
  readonly name: string;
  /** 0 for top-level objects, 1 for their sub-objects, and so on. */
  readonly depth: number;
}

/** Deeper nesting than this is damage: real files have four levels. */
const MAX_DEPTH = 64;
/** Bytes at hand at once. */
const BUFFER_BYTES = 1 << 20;
/** Nodes given at once. */
const GROUP = 4096;

/**
 * Gives the tree of all objects of a file, depth first, in groups: every header, no content, so that
 * a file of any size takes next to no memory. The same objects in the same order as pyeventio's
 * `eventio_print_structure`.
 *
 * A file that ends early gives all headers that it holds, and `stream.truncation` is set.
 *
 * @throws PhotoelectronError `format-damaged` with the offset where no object begins or where a
 * sub-object reaches beyond its parent; everything before has been given by then
 */
export async function* objectTree(
  stream: EventIoStream,
): AsyncGenerator<readonly ObjectTreeNode[], void, undefined> {
  const { path } = stream;
  const fail = (offset: number, what: string): PhotoelectronError =>
    new PhotoelectronError('format-damaged', `${path}: ${what}`, { path, offset });

  const buffer = new Uint8Array(BUFFER_BYTES);
  /** Bytes at hand, from `position` on; the next one is at `offset` in the decompressed file. */
  let bytes = buffer.subarray(0, 0);
  let position = 0;
  let offset = 0;
  /** Ends (in the decompressed file) of the objects that we are inside of. */
  const ends: number[] = [];
  let nodes: ObjectTreeNode[] = [];
  let target = 0;
  let failure: PhotoelectronError | undefined;

  for (;;) {
    // Pass over contents, then have a whole header at hand if there is one.
    const step = Math.min(target - offset, bytes.length - position);
    position += step;
    offset += step;
    while (ends.length > 0 && ends.at(-1)! <= offset) ends.pop();
    if (offset < target || bytes.length - position < MAX_HEADER_LENGTH) {
      if (nodes.length >= GROUP) {
        yield nodes;
        nodes = [];
      }
      const rest = bytes.length - position;
      buffer.copyWithin(0, position, bytes.length);
      const length = await stream.read(buffer.subarray(rest));
      bytes = buffer.subarray(0, rest + length);
      position = 0;
      if (length > 0) continue;
      if (offset < target || (bytes.length === position && ends.length > 0)) {
        stream.truncation = {
          offset,
          message: `${path} is truncated: it ends at byte ${offset} in the middle of an object.`,
        };
      }
      if (offset < target || bytes.length === position) break;
    }
    const topLevel = ends.length === 0;
    if (topLevel && bytes.length - position >= SYNC_LENGTH) {
      if (byteOrderAt(bytes, position) !== 'little') {
        failure = fail(
          offset,
          `there is no EventIO object at byte ${offset} where the next one should begin; the file is damaged there.`,
        );
        break;
      }
    }
    const header = parseObjectHeader(bytes, position, offset, topLevel);
    if (header === undefined) {
      stream.truncation = {
        offset,
        message: `${path} is truncated: it ends in the middle of the object header at byte ${offset}.`,
      };
      break;
    }
    const end = offset + header.headerLength + header.contentLength;
    if (!topLevel && end > ends.at(-1)!) {
      failure = fail(
        offset,
        `a sub-object of type ${header.type} at byte ${offset} reaches beyond its parent; the file is damaged there.`,
      );
      break;
    }
    nodes.push({ ...header, name: objectName(header.type), depth: ends.length });
    if (header.onlySubobjects && header.contentLength > 0) {
      ends.push(end);
      if (ends.length > MAX_DEPTH) {
        failure = fail(offset, `objects are nested more than ${MAX_DEPTH} deep at byte ${offset}.`);
        break;
      }
      target = offset + header.headerLength;
    } else {
      target = end;
    }
  }
  if (nodes.length > 0) yield nodes;
  if (failure !== undefined) throw failure;
  const { damage, truncatedAt } = stream.end;
  if (damage !== undefined) {
    throw fail(
      offset,
      `the compressed data are damaged at byte ${damage.offset} (${damage.reason}); what follows is lost.`,
    );
  }
  if (truncatedAt !== undefined && stream.truncation === undefined) {
    stream.truncation = {
      offset,
      message: `${path} is truncated: its compressed data end early, at byte ${truncatedAt}.`,
    };
  }
}
