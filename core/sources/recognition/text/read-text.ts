import { openSequentialInput } from '../../../formats/sequential-input.ts';
import type { FileHead } from '../file-head.ts';
import type { RecognitionOptions } from '../recogniser.ts';

/** The beginning of a text file. */
export interface TextHead {
  readonly text: string;
  /** Whether this is the whole file. */
  readonly isWhole: boolean;
}

/** Longer texts are looked at by their beginning [bytes]. */
const MAX_BYTES = 1 << 19;

/** Control characters that texts have: tab, line feed, form feed, return and escape. */
const ALLOWED_CONTROLS = new Set([9, 10, 12, 13, 27]);

/**
 * Reads a file as text: UTF-8, UTF-16 with a byte order mark, or Latin-1.
 *
 * @returns undefined when it is not text
 * @throws PhotoelectronError `file-unreadable`, `cancelled`
 */
export async function readText(
  head: FileHead,
  options: RecognitionOptions,
): Promise<TextHead | undefined> {
  if (decodeText(head.bytes, false) === undefined) return undefined;
  const { compression, path } = head;
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const input = await openSequentialInput(path, { compression, ...signal });
  try {
    const bytes = await input.read(0, MAX_BYTES + 1);
    const isWhole = bytes.length <= MAX_BYTES && input.damage === undefined;
    const text = decodeText(bytes.subarray(0, MAX_BYTES), isWhole);
    return text === undefined ? undefined : { text, isWhole };
  } finally {
    await input.close();
  }
}

/**
 * Text of some bytes, undefined when they are none.
 *
 * @param isWhole false: the last character may be cut
 */
export function decodeText(bytes: Buffer, isWhole: boolean): string | undefined {
  const text = decode(bytes, isWhole);
  return text === undefined || hasControls(text) ? undefined : text;
}

function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    if ((code < 32 && !ALLOWED_CONTROLS.has(code)) || code === 127) return true;
  }
  return false;
}

function decode(bytes: Buffer, isWhole: boolean): string | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length & ~1));
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
    return new TextDecoder('utf-16le').decode(swapped);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
  } catch {
    return decodeLatin1(bytes);
  }
}

/** Latin-1 has no mark of its own; it is taken where nearly all is plain and nothing else is odd. */
function decodeLatin1(bytes: Buffer): string | undefined {
  let high = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    // 0x80 to 0x9f are control characters there.
    if (byte < 0xa0) return undefined;
    high += 1;
  }
  return high > 0.1 * bytes.length ? undefined : bytes.toString('latin1');
}
