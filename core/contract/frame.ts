import { z } from 'zod';
import { PhotoelectronError } from '../foundation/errors.ts';
import { type MessagePath, mapMessage } from './map-message.ts';
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_DEPTH } from './message-limits.ts';
import { typedArrays } from '../foundation/typed-arrays.ts';
import type { ArrayTypeName, TravellingArray } from './typed-array.ts';

/*
 * A message as one binary frame, little-endian:
 *
 *   "PEM1" | length of the header: uint32 | header: JSON, UTF-8 | zeros up to a multiple of 8 | arrays
 *
 * The header is { message, arrays }: the message with null in the place of each typed array, and for
 * each array its place, element type and number of elements. The arrays follow in that order, each from
 * a multiple of 8 on, with zeros between, and nothing behind the last. Numbers that are not finite
 * are in arrays only, where they keep their bits.
 */
const MAGIC = 0x314d4550;
const PREFIX_BYTES = 8;
const ALIGNMENT = 8;

/** Most values in the JSON of a header; a page of 1000 rows has some tens of thousands. */
const MAX_VALUES = 1_000_000;
const MAX_ARRAYS = 10_000;

const arrayNames = Object.keys(typedArrays) as [ArrayTypeName, ...ArrayTypeName[]];

const headerSchema = z.strictObject({
  message: z.unknown(),
  arrays: z
    .array(
      z.strictObject({
        path: z
          .array(z.union([z.string(), z.int().min(0)]))
          .min(1)
          .max(MAX_MESSAGE_DEPTH),
        type: z.enum(arrayNames),
        length: z.int().min(0),
      }),
    )
    .max(MAX_ARRAYS),
});

type Part = z.infer<typeof headerSchema>['arrays'][number];

/**
 * Writes a message as a frame.
 *
 * @param maxBytes largest frame [bytes]
 * @throws PhotoelectronError `message-invalid` when something in it cannot travel, `message-too-large`
 */
export function encodeFrame(
  message: unknown,
  maxBytes: number = MAX_MESSAGE_BYTES,
): Uint8Array<ArrayBuffer> {
  const arrays: Part[] = [];
  const contents: TravellingArray[] = [];
  const bare = mapMessage(
    message,
    (array, type, path) => {
      arrays.push({ path: [...path], type, length: array.length });
      contents.push(array);
      return null;
    },
    maxBytes,
  );
  if (arrays.length > MAX_ARRAYS) {
    throw new PhotoelectronError(
      'message-too-large',
      `A message has more than ${MAX_ARRAYS} arrays; ask for less at once.`,
    );
  }
  const header = new TextEncoder().encode(JSON.stringify({ message: bare, arrays }));
  let total = PREFIX_BYTES + header.length;
  for (const { byteLength } of contents) total = aligned(total) + byteLength;
  if (total > maxBytes) throw tooLarge(total, maxBytes);

  const frame = new Uint8Array(total);
  const view = new DataView(frame.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, header.length, true);
  frame.set(header, PREFIX_BYTES);
  let offset = PREFIX_BYTES + header.length;
  for (const { buffer, byteOffset, byteLength } of contents) {
    offset = aligned(offset);
    frame.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return frame;
}

/**
 * Reads a frame. Its arrays are copies with buffers of their own; every length is checked before
 * anything is allocated.
 *
 * @param frame bytes from anywhere
 * @param maxBytes largest frame [bytes]
 * @throws PhotoelectronError `message-invalid`, `message-too-large`
 */
export function decodeFrame(frame: Uint8Array, maxBytes: number = MAX_MESSAGE_BYTES): unknown {
  if (frame.byteLength > maxBytes) throw tooLarge(frame.byteLength, maxBytes);
  if (frame.byteLength < PREFIX_BYTES) throw damaged('it is too short');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw damaged('it does not begin as one');
  const headerEnd = PREFIX_BYTES + view.getUint32(4, true);
  if (headerEnd > frame.byteLength) throw damaged('its header is longer than itself');
  const { message, arrays } = parseHeader(frame.subarray(PREFIX_BYTES, headerEnd));

  let offset = headerEnd;
  for (const part of arrays) {
    const start = aligned(offset);
    const { BYTES_PER_ELEMENT: size } = typedArrays[part.type];
    offset = start + part.length * size;
    if (offset > frame.byteLength) throw damaged('an array is longer than the frame');
    place(message, part.path, () => readArray(frame, start, offset, part.type));
  }
  if (offset !== frame.byteLength) throw damaged('there is something behind its last array');
  return message;
}

function parseHeader(bytes: Uint8Array): z.infer<typeof headerSchema> {
  checkNesting(bytes);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw damaged('its header is not JSON', cause);
  }
  const header = headerSchema.safeParse(content);
  if (!header.success) throw damaged('its header is not one');
  return header.data;
}

/** Refuses JSON that would be nested too deeply or have too many values, before it is parsed. */
function checkNesting(bytes: Uint8Array): void {
  const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
  let depth = 0;
  let values = 0;
  let isText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (isText) {
      if (byte === backslash) i++;
      else if (byte === quote) isText = false;
    } else if (byte === quote) isText = true;
    else if (byte === comma) values++;
    else if (byte === 0x7b || byte === 0x5b) {
      values++;
      // The header itself, and the lists in it, add two levels.
      if (++depth > MAX_MESSAGE_DEPTH + 2) throw damaged('it is nested too deeply');
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  if (values > MAX_VALUES) throw damaged('it has too many values');
}

/** Puts an array where the message has null for it. */
function place(message: unknown, path: MessagePath, read: () => TravellingArray): void {
  let parent = message;
  for (const key of path.slice(0, -1)) parent = at(parent, key);
  const last = path.at(-1);
  if (last === undefined || at(parent, last) !== null) throw damaged('an array has no place');
  // `at` has found null there, so that the parent is an object with this key of its own.
  (parent as Record<string | number, unknown>)[last] = read();
}

function at(value: unknown, key: string | number): unknown {
  const isList = Array.isArray(value);
  const fits = typeof value === 'object' && value !== null && isList === (typeof key === 'number');
  if (!fits || !Object.hasOwn(value, key)) throw damaged('an array has no place');
  return (value as Record<string | number, unknown>)[key];
}

function readArray(
  frame: Uint8Array,
  start: number,
  end: number,
  type: ArrayTypeName,
): TravellingArray {
  const bytes = new Uint8Array(end - start);
  bytes.set(frame.subarray(start, end));
  return new typedArrays[type](bytes.buffer);
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function damaged(why: string, cause?: unknown): PhotoelectronError {
  return new PhotoelectronError(
    'message-invalid',
    `A frame is no message of the contract: ${why}.`,
    {},
    cause,
  );
}

function tooLarge(bytes: number, maxBytes: number): PhotoelectronError {
  return new PhotoelectronError(
    'message-too-large',
    `A message of ${bytes} bytes is larger than ${maxBytes}; ask for less at once.`,
  );
}
