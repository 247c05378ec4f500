import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** One use of a simulated shower (type 2021). */
export interface McEvent {
  readonly eventId: number;
  readonly showerNum: number;
  /** Core position relative to the array [m]. */
  readonly xcore: number;
  readonly ycore: number;
  /** Area weight; 1 before version 2. */
  readonly aweight: number;
}

/** Decodes the use of a shower (type 2021, versions 0–2). @throws `format-damaged`, `format-unsupported` */
export function decodeMcEvent(object: EventIoObject): McEvent {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 2);
  return {
    eventId: object.id,
    showerNum: reader.int32(),
    xcore: reader.float32(),
    ycore: reader.float32(),
    aweight: object.version >= 2 ? reader.float32() : 1,
  };
}
