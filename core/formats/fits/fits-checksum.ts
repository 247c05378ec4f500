/**
 * Sum of 32-bit words in ones' complement, as DATASUM and CHECKSUM have it (FITS standard 4.0,
 * section 4.4.2.7 and appendix J).
 *
 * @param bytes a multiple of 4, unless it is the end of the data, which counts as filled with zeros
 * @param sum of what stands before
 */
export function addToChecksum(bytes: Uint8Array, sum = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  // Float64 counts 2²¹ words exactly before the carries have to be brought back.
  let total = sum;
  for (let begin = 0; begin < whole; begin += 1 << 22) {
    const end = Math.min(whole, begin + (1 << 22));
    for (let at = begin; at < end; at += 4) total += view.getUint32(at);
    total = foldCarries(total);
  }
  let last = 0;
  for (let at = whole; at < bytes.length; at++) last += bytes[at] * 2 ** (24 - 8 * (at - whole));
  return foldCarries(total + last);
}

function foldCarries(total: number): number {
  let sum = total;
  while (sum > 0xffffffff) sum = (sum % 2 ** 32) + Math.floor(sum / 2 ** 32);
  return sum;
}

/** Value of CHECKSUM while the sum over the HDU is taken. */
export const EMPTY_CHECKSUM = '0'.repeat(16);

/** ASCII punctuation, which the text of a checksum must not have. */
const isPunctuation = (code: number): boolean =>
  (code >= 0x3a && code <= 0x40) || (code >= 0x5b && code <= 0x60);

/**
 * The 16 characters that make the sum over an HDU "minus zero" when they stand in its CHECKSUM card
 * (FITS standard 4.0, appendix J).
 *
 * @param sum over the whole HDU with `EMPTY_CHECKSUM`
 */
export function encodeChecksum(sum: number): string {
  const complement = ~sum >>> 0;
  const text = new Uint8Array(16);
  for (let byte = 0; byte < 4; byte++) {
    const value = (complement >>> (24 - 8 * byte)) & 0xff;
    const quarter = Math.floor(value / 4);
    const codes = [quarter + (value % 4), quarter, quarter, quarter].map((part) => part + 0x30);
    // Two by two they move apart, which leaves their sum, until none is punctuation.
    while (codes.some(isPunctuation)) {
      for (const i of [0, 2]) {
        if (isPunctuation(codes[i]) || isPunctuation(codes[i + 1])) {
          codes[i]++;
          codes[i + 1]--;
        }
      }
    }
    for (let i = 0; i < 4; i++) text[4 * i + byte] = codes[i];
  }
  // The value begins in the second byte of a word: the text is turned by one character.
  return String.fromCharCode(text[15], ...text.subarray(0, 15));
}
