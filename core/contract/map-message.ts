import { PhotoelectronError } from '../foundation/errors.ts';
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_DEPTH } from './message-limits.ts';
import { arrayTypeOf, type ArrayTypeName, type TravellingArray } from './typed-array.ts';

export type MessagePath = readonly (string | number)[];

/** What stands in the copy of a message for one of its arrays. */
type ArrayMapper = (array: TravellingArray, type: ArrayTypeName, path: MessagePath) => unknown;

/**
 * Copies a message, the same for every carrier: objects, lists, text, finite numbers, true, false, null
 * and typed arrays travel. Keys without a value (undefined) are left out and -0 becomes 0, as in JSON.
 * Numbers that are not finite travel in typed arrays only; elsewhere the contract says null.
 *
 * @param mapArray what stands for a typed array
 * @param maxBytes largest message, with characters, numbers and arrays added up [bytes]
 * @throws PhotoelectronError `message-invalid` naming what cannot travel, `message-too-large`
 */
export function mapMessage(
  message: unknown,
  mapArray: ArrayMapper,
  maxBytes: number = MAX_MESSAGE_BYTES,
): unknown {
  let bytes = 0;
  const add = (more: number) => {
    bytes += more;
    if (bytes <= maxBytes) return;
    throw new PhotoelectronError(
      'message-too-large',
      `A message has more than ${maxBytes} bytes; ask for less at once.`,
    );
  };
  const path: (string | number)[] = [];

  const copy = (value: unknown): unknown => {
    switch (typeof value) {
      case 'string':
        add(value.length + 2);
        return value;
      case 'boolean':
        add(4);
        return value;
      case 'number':
        add(8);
        if (!Number.isFinite(value)) throw cannotTravel(path, String(value));
        return value === 0 ? 0 : value;
      case 'object':
        return value === null ? null : copyObject(value);
      default:
        throw cannotTravel(path, typeof value);
    }
  };

  const copyObject = (value: object): unknown => {
    const type = arrayTypeOf(value);
    if (type !== undefined) {
      const array = value as TravellingArray;
      add(array.byteLength);
      return mapArray(array, type, [...path]);
    }
    if (path.length >= MAX_MESSAGE_DEPTH) throw cannotTravel(path, 'something nested too deeply');
    add(2);
    if (Array.isArray(value)) {
      return Array.from(value as unknown[], (entry, index) => copyAt(index, entry));
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      throw cannotTravel(path, `a ${value.constructor.name}`);
    }
    const entries: [string, unknown][] = [];
    for (const [key, entry] of Object.entries(value)) {
      if (entry === undefined) continue;
      add(key.length + 4);
      entries.push([key, copyAt(key, entry)]);
    }
    return Object.fromEntries(entries);
  };

  const copyAt = (key: string | number, entry: unknown): unknown => {
    path.push(key);
    const copied = copy(entry);
    path.pop();
    return copied;
  };

  return copy(message);
}

function cannotTravel(path: MessagePath, what: string): PhotoelectronError {
  const item = path.join('.').slice(0, 200);
  return new PhotoelectronError(
    'message-invalid',
    `A message cannot be sent: ${item === '' ? 'it' : item} is ${what}.`,
    { item },
  );
}
