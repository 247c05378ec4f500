import { mapMessage } from './map-message.ts';
import type { TravellingArray } from './typed-array.ts';

/**
 * A message as structured clone is given it. Arrays that are a part of a larger buffer are copied, since
 * a clone takes the whole buffer with it; so are those in shared memory, which would stay shared.
 *
 * @throws PhotoelectronError `message-invalid`, `message-too-large`
 */
export function plainMessage(message: unknown, maxBytes?: number): unknown {
  return mapMessage(message, (array) => (isWhole(array) ? array : ownCopy(array)), maxBytes);
}

/**
 * A message that has nothing in common with the given one.
 *
 * @throws PhotoelectronError `message-invalid`, `message-too-large`
 */
export function copiedMessage(message: unknown, maxBytes?: number): unknown {
  return mapMessage(message, ownCopy, maxBytes);
}

function isWhole(array: TravellingArray): boolean {
  const { buffer } = array;
  return (
    buffer instanceof ArrayBuffer && array.byteLength === buffer.byteLength && !isBuffer(array)
  );
}

/** Node's Buffer is an Uint8Array with more methods; the other side gets the array. */
function isBuffer(array: TravellingArray): boolean {
  return array instanceof Uint8Array && array.constructor !== Uint8Array;
}

function ownCopy(array: TravellingArray): TravellingArray {
  if (isBuffer(array)) return new Uint8Array(array as Uint8Array);
  return array.slice();
}
