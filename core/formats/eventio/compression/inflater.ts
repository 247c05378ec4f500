import type { BrotliDecompress, Gunzip, ZstdDecompress } from 'node:zlib';

/** Engines of Node's zlib that work in its thread pool. */
type Engine = Gunzip | ZstdDecompress | BrotliDecompress;

/**
 * Drives one decompression engine by hand, so that everything that it made before an error is
 * handed on (a pipe would drop it) and no more than two output chunks are ever held.
 */
export class Inflater {
  readonly #engine: Engine;
  readonly #output: Uint8Array[] = [];
  #failure: Error | undefined;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.on('data', (chunk: Buffer) => {
      engine.pause();
      // Plain arrays, because the slices of a Buffer are views and not copies.
      this.#output.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
      this.#wake();
    });
    engine.on('error', (error: Error) => {
      this.#failure = error;
      this.#wake();
    });
    engine.on('end', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** Decompresses `input` and gives what comes out. @throws the engine's error */
  async *write(input: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    let taken = false;
    this.#engine.write(input, () => {
      taken = true;
      this.#wake();
    });
    yield* this.#drain(() => taken);
  }

  /** Ends the input and gives what still comes out. @throws the engine's error, such as a truncation */
  async *end(): AsyncGenerator<Uint8Array, void, undefined> {
    if (!this.#ended) this.#engine.end();
    yield* this.#drain(() => false);
  }

  /** Frees the engine. */
  close(): void {
    this.#engine.destroy();
  }

  async *#drain(taken: () => boolean): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = this.#output.shift();
      if (chunk !== undefined) {
        yield chunk;
        continue;
      }
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended || taken()) return;
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#engine.resume();
      await woken;
    }
  }
}
