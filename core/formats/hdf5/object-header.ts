import { ByteWriter } from './byte-writer.ts';

/** Types of the header messages that we write. */
export const MessageType = {
  dataspace: 0x01,
  datatype: 0x03,
  fillValue: 0x05,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  symbolTable: 0x11,
} as const;

/** One message of an object header. */
export interface HeaderMessage {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Messages that may not change once written (flag bit 0), as the HDF5 library marks them. */
const constantTypes: ReadonlySet<number> = new Set([
  MessageType.datatype,
  MessageType.fillValue,
  MessageType.filters,
]);

/**
 * An object header of version 1, all messages in one block.
 * Format: HDF5 File Format Specification 3.0, IV.A.1.a.
 */
export function encodeObjectHeader(messages: readonly HeaderMessage[]): Uint8Array {
  const body = new ByteWriter();
  for (const { type, bytes } of messages) {
    body.uint16(type).uint16(8 * Math.ceil(bytes.length / 8));
    body.uint8(constantTypes.has(type) ? 1 : 0).zeros(3);
    body.raw(bytes).align(8);
  }
  const out = new ByteWriter();
  out.uint8(1).uint8(0).uint16(messages.length).uint32(1).uint32(body.length).zeros(4);
  return out.raw(body.bytes()).bytes();
}
