import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Compression } from './compression.ts';
import { Inflater } from './inflater.ts';
import { ZstdFrameWalker } from './zstd-frames.ts';

/** Pieces of 1 MiB come out of the decompressors, and none is made before the last is taken. */
const ENGINE_OPTIONS = { chunkSize: 1 << 20, highWaterMark: 1 };
/** Compressed bytes given to an engine at once: what an error in them can cost. */
const STEP = 1 << 15;

function* steps(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < chunk.length; at += STEP) yield chunk.subarray(at, at + STEP);
}

/** Where a Zstandard frame begins. */
export interface FrameStart {
  /** In the compressed bytes. */
  readonly compressed: number;
  /** In the decompressed bytes. */
  readonly decompressed: number;
}

/** How compressed input ended. */
export interface InputEnd {
  /** Set when the input stopped in the middle of a gzip member or Zstandard frame. */
  truncatedAt?: number;
  /** Set when the input is damaged: place in the compressed file and reason. */
  damage?: { readonly offset: number; readonly reason: string };
}

async function* gunzip(
  input: AsyncIterable<Uint8Array>,
  end: InputEnd,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = new Inflater(createGunzip(ENGINE_OPTIONS));
  let offset = 0;
  try {
    for await (const chunk of input) {
      for (const step of steps(chunk)) {
        yield* inflater.write(step);
        offset += step.length;
      }
    }
    yield* inflater.end();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR') end.truncatedAt = offset;
    else end.damage = { offset, reason: (error as Error).message };
  } finally {
    inflater.close();
  }
}

async function* unzstd(
  input: AsyncIterable<Uint8Array>,
  end: InputEnd,
  onFrame: (start: FrameStart) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const walker = new ZstdFrameWalker();
  let inflater: Inflater | undefined;
  let decompressed = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      decompressed += chunk.length;
      yield chunk;
    }
  };
  try {
    for await (const chunk of input) {
      for (const segment of walker.push(chunk)) {
        if (segment.kind === 'garbage') {
          end.damage = { offset: segment.offset, reason: segment.reason };
          return;
        }
        inflater ??= new Inflater(createZstdDecompress(ENGINE_OPTIONS));
        for (const step of steps(segment.bytes)) yield* counted(inflater.write(step));
        if (segment.endsFrame) {
          yield* counted(inflater.end());
          inflater.close();
          inflater = undefined;
          onFrame({ compressed: walker.offset, decompressed });
        }
      }
    }
    if (!walker.atBoundary) end.truncatedAt = walker.offset;
  } catch (error) {
    end.damage = { offset: walker.offset, reason: (error as Error).message };
  } finally {
    inflater?.close();
  }
}

/**
 * Decompresses a file as it is read, in Node's thread pool, with bounded memory. All gzip members
 * and Zstandard frames are given one after the other; skippable frames are passed over. Damage and
 * truncation do not throw: everything before is given, then `end` says what was wrong.
 *
 * @param input compressed bytes; errors of reading pass through
 * @param compression as found by {@link compressionOf}
 * @param end filled in when the input ends early
 * @param onFrame told where the next Zstandard frame begins, or the input ends, when one has ended
 */
export function decompress(
  input: AsyncIterable<Uint8Array>,
  compression: Compression,
  end: InputEnd,
  onFrame: (start: FrameStart) => void = () => undefined,
): AsyncIterable<Uint8Array> {
  if (compression === 'gzip') return gunzip(input, end);
  if (compression === 'zstd') return unzstd(input, end, onFrame);
  return input;
}
