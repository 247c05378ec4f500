import { isSkippableMagic, ZSTD_MAGIC } from './compression.ts';

/** A stretch of the compressed bytes. */
export type ZstdSegment =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array; readonly endsFrame: boolean }
  | { readonly kind: 'garbage'; readonly offset: number; readonly reason: string };

type State =
  | 'magic'
  | 'descriptor'
  | 'frame-header'
  | 'block-header'
  | 'block'
  | 'checksum'
  | 'skippable-size'
  | 'skippable';

const FIELD_LENGTH: Readonly<Partial<Record<State, number>>> = {
  magic: 4,
  descriptor: 1,
  'block-header': 3,
  'skippable-size': 4,
};

/**
 * Finds the frame boundaries of a Zstandard stream without decompressing it (RFC 8878): Node's
 * decompressor stops without a word after the first frame, and frames may be many, with skippable
 * ones between them.
 */
export class ZstdFrameWalker {
  #state: State = 'magic';
  /** Bytes of the current field still to come. */
  #missing = 4;
  /** The current field as a little-endian number (fields of up to four bytes are ever read). */
  #value = 0;
  #taken = 0;
  #lastBlock = false;
  #hasChecksum = false;
  #offset = 0;
  #inFrame = false;
  #head: number[] = [];

  /** Whether the bytes so far end between frames. */
  get atBoundary(): boolean {
    return this.#state === 'magic' && this.#taken === 0;
  }

  /** Compressed bytes walked so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Splits the next bytes of the file into stretches of single frames; skippable frames vanish. */
  *push(chunk: Uint8Array): Generator<ZstdSegment, void, undefined> {
    let start = 0;
    let position = 0;
    while (position < chunk.length) {
      const step = Math.min(this.#missing, chunk.length - position);
      if (this.#state !== 'block' && this.#state !== 'skippable') {
        for (let i = 0; i < step; i++) {
          const byte = chunk[position + i];
          if (this.#taken < 4) this.#value = (this.#value | (byte << (8 * this.#taken))) >>> 0;
          // Only a frame's magic can be cut apart before it is known that a frame begins.
          if (this.#state === 'magic') this.#head.push(byte);
          this.#taken++;
        }
      }
      position += step;
      this.#missing -= step;
      this.#offset += step;
      while (this.#missing === 0) {
        const wasInFrame = this.#inFrame;
        const reason = this.#next();
        if (reason !== undefined) {
          yield { kind: 'garbage', offset: this.#offset, reason };
          return;
        }
        if (this.#inFrame && !wasInFrame) {
          yield { kind: 'frame', bytes: Uint8Array.from(this.#head), endsFrame: false };
          this.#head = [];
          start = position;
        } else if (wasInFrame && !this.#inFrame) {
          yield { kind: 'frame', bytes: chunk.subarray(start, position), endsFrame: true };
          start = position;
        }
      }
    }
    if (this.#inFrame && start < chunk.length) {
      yield { kind: 'frame', bytes: chunk.subarray(start), endsFrame: false };
    }
  }

  #enter(state: State, missing = FIELD_LENGTH[state] ?? 0): void {
    this.#state = state;
    this.#missing = missing;
    this.#value = 0;
    this.#taken = 0;
  }

  /** A field is complete: what comes next. Returns a reason when the bytes are no Zstandard. */
  #next(): string | undefined {
    const value = this.#value;
    switch (this.#state) {
      case 'magic':
        if (value === ZSTD_MAGIC) {
          this.#inFrame = true;
          this.#enter('descriptor');
        } else if (isSkippableMagic(value)) {
          this.#head = [];
          this.#enter('skippable-size');
        } else {
          return 'bytes that are no Zstandard frame follow the last one';
        }
        return undefined;
      case 'descriptor': {
        const singleSegment = (value & 0x20) !== 0;
        this.#hasChecksum = (value & 0x04) !== 0;
        const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][value >> 6];
        const dictionary = [0, 1, 2, 4][value & 3];
        this.#enter('frame-header', (singleSegment ? 0 : 1) + dictionary + contentSize);
        return undefined;
      }
      case 'frame-header':
        this.#enter('block-header');
        return undefined;
      case 'block-header': {
        const type = (value >> 1) & 3;
        if (type === 3) return 'a Zstandard block has the reserved type';
        this.#lastBlock = (value & 1) !== 0;
        this.#enter('block', type === 1 ? 1 : value >> 3);
        return undefined;
      }
      case 'block':
        if (!this.#lastBlock) this.#enter('block-header');
        else if (this.#hasChecksum) this.#enter('checksum', 4);
        else this.#endFrame();
        return undefined;
      case 'checksum':
        this.#endFrame();
        return undefined;
      case 'skippable-size':
        this.#enter('skippable', value);
        return undefined;
      case 'skippable':
        this.#enter('magic');
        return undefined;
    }
  }

  #endFrame(): void {
    this.#inFrame = false;
    this.#enter('magic');
  }
}
