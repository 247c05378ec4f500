import { PhotoelectronError } from '../../foundation/errors.ts';
import { parseObjectHeader, withPayload, type EventIoObject } from './object-header.ts';

/**
 * Walks the sub-objects of an object that consists of nothing else. Payloads are views into the
 * payload of the parent.
 *
 * @param parent an object with `onlySubobjects`
 * @param wanted types to give; the others are passed over
 * @throws PhotoelectronError `format-damaged` with the offset when a sub-object reaches beyond its
 * parent; the sub-objects before it have been given by then
 */
export function* subObjects(
  parent: EventIoObject,
  wanted?: (type: number) => boolean,
): Generator<EventIoObject, void, undefined> {
  const { payload } = parent;
  const base = parent.headerOffset + parent.headerLength;
  let position = 0;
  while (position < payload.length) {
    const header = parseObjectHeader(payload, position, base + position, false);
    if (header === undefined) {
      throw new PhotoelectronError(
        'format-damaged',
        `An object of type ${parent.type} ends in the middle of a sub-object header at byte ${base + position}; the file is damaged there.`,
        { offset: base + position },
      );
    }
    const start = position + header.headerLength;
    if (header.contentLength > payload.length - start) {
      throw new PhotoelectronError(
        'format-damaged',
        `A sub-object of type ${header.type} at byte ${base + position} claims ${header.contentLength} bytes where its parent of type ${parent.type} has ${payload.length - start} left; the file is damaged there.`,
        { offset: base + position },
      );
    }
    position = start + header.contentLength;
    if (wanted?.(header.type) ?? true) yield withPayload(header, payload, start, position);
  }
}
