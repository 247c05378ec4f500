/** What makes up an object that is written for a test. */
export interface WrittenObject {
  readonly type: number;
  readonly version?: number;
  readonly id?: number;
  readonly user?: boolean;
  readonly onlySubobjects?: boolean;
  readonly extended?: boolean;
  /** Length that the header claims, where it is not that of the content. */
  readonly claimed?: number;
  readonly content?: Uint8Array;
}

const SYNC = Uint8Array.of(0x37, 0x8a, 0x1f, 0xd4);

/** Puts byte arrays one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Writes an object that lies inside another one (no sync marker). */
export function subObject(object: WrittenObject): Uint8Array {
  const content = object.content ?? new Uint8Array(0);
  const length = object.claimed ?? content.length;
  const header = new DataView(new ArrayBuffer(object.extended === true ? 16 : 12));
  const typeWord =
    object.type +
    (object.user === true ? 2 ** 16 : 0) +
    (object.extended === true ? 2 ** 17 : 0) +
    (object.version ?? 0) * 2 ** 20;
  header.setUint32(0, typeWord, true);
  header.setInt32(4, object.id ?? 0, true);
  header.setUint32(8, (length % 2 ** 30) + (object.onlySubobjects === true ? 2 ** 30 : 0), true);
  if (object.extended === true) header.setUint32(12, Math.floor(length / 2 ** 30), true);
  return concat(new Uint8Array(header.buffer), content);
}

/** Writes a top-level object. */
export function topLevelObject(object: WrittenObject): Uint8Array {
  return concat(SYNC, subObject(object));
}
