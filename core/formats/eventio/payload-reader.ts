import { PhotoelectronError } from '../../foundation/errors.ts';
import type { EventIoObject } from './object-header.ts';
import { objectName } from './object-name.ts';

const decoder = new TextDecoder();

/** Below this one number after the other is faster than a copy of the bytes. */
const SHORT_ARRAY = 256;

/**
 * Reads the content of one object from its beginning, little-endian. Every read is checked against
 * the bytes that are there before anything is allocated.
 */
export class PayloadReader {
  readonly #object: EventIoObject;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(object: EventIoObject) {
    this.#object = object;
    // Buffers give views where plain arrays give slices.
    this.#bytes = Buffer.isBuffer(object.payload) ? new Uint8Array(object.payload) : object.payload;
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
  }

  /** Bytes not read yet. */
  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#position;
  }

  /** The error of an object whose content makes no sense. */
  damaged(what: string): PhotoelectronError {
    const { type, headerOffset } = this.#object;
    return new PhotoelectronError(
      'format-damaged',
      `The ${objectName(type)} object (type ${type}) at byte ${headerOffset} is damaged: ${what}.`,
      { offset: headerOffset, item: objectName(type) },
    );
  }

  /** The error of an object that is well formed but of a kind that nobody has defined for us. */
  unsupported(what: string): PhotoelectronError {
    const { type, headerOffset } = this.#object;
    return new PhotoelectronError(
      'format-unsupported',
      `The ${objectName(type)} object (type ${type}) at byte ${headerOffset} cannot be decoded: ${what}.`,
      { offset: headerOffset, item: objectName(type) },
    );
  }

  /**
   * @throws PhotoelectronError `format-unsupported` unless the version of the object is in the range
   */
  requireVersion(lowest: number, highest: number): void {
    const { version } = this.#object;
    if (version < lowest || version > highest) {
      const known = lowest === highest ? String(lowest) : `${lowest} to ${highest}`;
      throw this.unsupported(`it has version ${version}, known are ${known}`);
    }
  }

  /** Moves on by `length` bytes and gives where they began. */
  #take(length: number): number {
    const start = this.#position;
    if (!(length >= 0 && length <= this.remaining)) {
      throw this.damaged(
        `${length} bytes are asked for at byte ${start} of its content, which has ${this.#bytes.length}`,
      );
    }
    this.#position = start + length;
    return start;
  }

  skip(length: number): void {
    this.#take(length);
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#take(2), true);
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  float32(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** Seconds and nanoseconds. */
  time(): readonly [seconds: number, nanoseconds: number] {
    return [this.int32(), this.int32()];
  }

  /**
   * A number of variable length: the leading ones of the first byte tell how many bytes follow,
   * which hold the value with the most significant byte first.
   */
  unsignedVarint(): number {
    const first = this.uint8();
    if (first < 0x80) return first;
    let following = 1;
    while (following < 8 && (first & (0x40 >> (following - 1))) !== 0) following++;
    let value = following < 7 ? first & (0x3f >> (following - 1)) : 0;
    for (let i = this.#take(following), end = i + following; i < end; i++) {
      value = value * 256 + this.#bytes[i];
    }
    if (value > Number.MAX_SAFE_INTEGER) throw this.damaged('it holds a number beyond 2^53');
    return value;
  }

  /** A signed number of variable length: 0, -1, 1, -2, 2 … are stored as 0, 1, 2, 3, 4 … */
  varint(): number {
    const stored = this.unsignedVarint();
    return stored % 2 === 1 ? -(stored - 1) / 2 - 1 : stored / 2;
  }

  /** A copy of the next bytes, aligned for any element type. */
  #copy(count: number, size: number): ArrayBuffer {
    const start = this.#take(count * size);
    return this.#bytes.slice(start, this.#position).buffer;
  }

  uint8Array(count: number): Uint8Array {
    return new Uint8Array(this.#copy(count, 1));
  }

  int16Array(count: number): Int16Array {
    return new Int16Array(this.#copy(count, 2));
  }

  uint16Array(count: number): Uint16Array {
    return new Uint16Array(this.#copy(count, 2));
  }

  int32Array(count: number): Int32Array {
    return new Int32Array(this.#copy(count, 4));
  }

  float32Array(count: number): Float32Array {
    if (count > SHORT_ARRAY) return new Float32Array(this.#copy(count, 4));
    const start = this.#take(count * 4);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = this.#view.getFloat32(start + 4 * i, true);
    return values;
  }

  float64Array(count: number): Float64Array {
    return new Float64Array(this.#copy(count, 8));
  }

  /** 16-bit numbers, as 32-bit ones. */
  widenedArray(count: number): Int32Array {
    const start = this.#take(count * 2);
    const values = new Int32Array(count);
    for (let i = 0; i < count; i++) values[i] = this.#view.getInt16(start + 2 * i, true);
    return values;
  }

  /** Signed numbers of variable length; each must fit into 32 bits. */
  varintArray(count: number): Int32Array {
    this.#checkCount(count);
    const values = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const value = this.varint();
      if (value !== (value | 0))
        throw this.damaged(`it holds ${value} where 32 bits are the limit`);
      values[i] = value;
    }
    return values;
  }

  /** Unsigned numbers of variable length; each must fit into 32 bits. */
  unsignedVarintArray(count: number): Uint32Array {
    this.#checkCount(count);
    const values = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const value = this.unsignedVarint();
      if (value !== value >>> 0)
        throw this.damaged(`it holds ${value} where 32 bits are the limit`);
      values[i] = value;
    }
    return values;
  }

  /** A number of things that take at least one byte each. */
  #checkCount(count: number): void {
    if (!(count >= 0 && count <= this.remaining)) {
      throw this.damaged(`it claims ${count} numbers in ${this.remaining} bytes`);
    }
  }

  /** Text with its length before it as a 16-bit number. */
  string(): string {
    return this.text(this.int16());
  }

  /** Text with its length before it as a number of variable length. */
  varString(): string {
    return this.text(this.unsignedVarint());
  }

  text(length: number): string {
    const start = this.#take(length);
    return decoder.decode(this.#bytes.subarray(start, this.#position));
  }

  /** Everything that is left, as a view. */
  rest(): Uint8Array {
    const start = this.#take(this.remaining);
    return this.#bytes.subarray(start);
  }
}
