/**
 * What the header of an EventIO object says. Layout (EventIO manual, K. Bernlöhr): for top-level
 * objects the sync marker 0xD41F8A37, then three little-endian words: type (bits 0–15), user bit 16,
 * extension bit 17, version (bits 20–31); identifier, signed; length (bits 0–29) and bit 30 for
 * "contains nothing but sub-objects"; with the extension bit a fourth word adds 12 high bits to the
 * length.
 */
export interface ObjectHeader {
  readonly type: number;
  readonly version: number;
  readonly id: number;
  readonly userFlag: boolean;
  readonly extended: boolean;
  /** The content is a sequence of sub-objects. */
  readonly onlySubobjects: boolean;
  /** Where the header begins in the decompressed file (sync marker included) [bytes]. */
  readonly headerOffset: number;
  /** Length of the header, sync marker included [bytes]. */
  readonly headerLength: number;
  /** Length of the content that follows the header [bytes]. */
  readonly contentLength: number;
}

/** An object with its content in memory. */
export interface EventIoObject extends ObjectHeader {
  readonly payload: Uint8Array;
}

/** Length of a sync marker [bytes]. */
export const SYNC_LENGTH = 4;

/** Length of the longest header: sync marker, three words, extension [bytes]. */
export const MAX_HEADER_LENGTH = SYNC_LENGTH + 16;

const USER_BIT = 1 << 16;
const EXTENDED_BIT = 1 << 17;
const ONLY_SUBOBJECTS_BIT = 1 << 30;
const LENGTH_MASK = 0x3fffffff;
const LENGTH_RANGE = 2 ** 30;

function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

/** Byte order that a sync marker tells; undefined when there is no sync marker at `at`. */
export function byteOrderAt(bytes: Uint8Array, at: number): 'little' | 'big' | undefined {
  if (at + SYNC_LENGTH > bytes.length) return undefined;
  const marker = word(bytes, at);
  if (marker === (0xd41f8a37 | 0)) return 'little';
  if (marker === 0x378a1fd4) return 'big';
  return undefined;
}

/**
 * Reads one object header.
 *
 * @param bytes bytes that hold the header
 * @param at index in `bytes` at which the header begins (sync marker included for top-level objects)
 * @param headerOffset the same place in the decompressed file
 * @param topLevel whether a sync marker precedes the header; it is not checked here
 * @returns undefined when `bytes` ends before the header does
 */
export function parseObjectHeader(
  bytes: Uint8Array,
  at: number,
  headerOffset: number,
  topLevel: boolean,
): ObjectHeader | undefined {
  const start = topLevel ? at + SYNC_LENGTH : at;
  if (start + 12 > bytes.length) return undefined;
  const typeWord = word(bytes, start);
  const lengthWord = word(bytes, start + 8);
  const extended = (typeWord & EXTENDED_BIT) !== 0;
  let contentLength = lengthWord & LENGTH_MASK;
  let headerLength = start + 12 - at;
  if (extended) {
    if (start + 16 > bytes.length) return undefined;
    contentLength += (word(bytes, start + 12) & 0xfff) * LENGTH_RANGE;
    headerLength += 4;
  }
  return {
    type: typeWord & 0xffff,
    version: typeWord >>> 20,
    id: word(bytes, start + 4),
    userFlag: (typeWord & USER_BIT) !== 0,
    extended,
    onlySubobjects: (lengthWord & ONLY_SUBOBJECTS_BIT) !== 0,
    headerOffset,
    headerLength,
    contentLength,
  };
}

/**
 * An object with its content: the bytes from `start` to `end` of `bytes`, as a view. Every field by
 * name, because a file has a million of these and spreading an object is slow.
 */
export function withPayload(
  header: ObjectHeader,
  bytes: Uint8Array,
  start: number,
  end: number,
): EventIoObject {
  return {
    type: header.type,
    version: header.version,
    id: header.id,
    userFlag: header.userFlag,
    extended: header.extended,
    onlySubobjects: header.onlySubobjects,
    headerOffset: header.headerOffset,
    headerLength: header.headerLength,
    contentLength: header.contentLength,
    payload: new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start),
  };
}
