/** Kinds of columns that grow. */
type GrowingArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** Values of the first memory of a column; it doubles when it is full. */
const FIRST_LENGTH = 256;

/** A column to which values are added at its end. */
export class GrowingColumn<A extends GrowingArray> {
  readonly #make: (length: number) => A;
  #values: A;
  #length = 0;

  /** @param make an array of zeros, such as `(length) => new Float64Array(length)` */
  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#values = make(FIRST_LENGTH);
  }

  get length(): number {
    return this.#length;
  }

  /** The values so far: a view that holds until the next are added. */
  get values(): A {
    return this.#values.subarray(0, this.#length) as A;
  }

  /** Memory that the column takes [bytes]. */
  get bytes(): number {
    return this.#values.byteLength;
  }

  at(index: number): number {
    return this.#values[index];
  }

  push(value: number): void {
    this.#values = this.#withRoom(1);
    this.#values[this.#length++] = value;
  }

  /** Adds values, one for each place. */
  append(n: number, valueOf: (index: number) => number): void {
    this.#values = this.#withRoom(n);
    for (let i = 0; i < n; i++) this.#values[this.#length + i] = valueOf(i);
    this.#length += n;
  }

  #withRoom(n: number): A {
    if (this.#length + n <= this.#values.length) return this.#values;
    const larger = this.#make(Math.max(2 * this.#values.length, this.#length + n));
    larger.set(this.#values);
    return larger;
  }
}
