import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToChecksum, encodeChecksum } from '../../../../core/formats/fits/fits-checksum.ts';

describe('the checksum of FITS', () => {
  it('is the one of the example of the standard (appendix J)', () => {
    expect(encodeChecksum(868229149)).toBe('hcHjjc9ghcEghc9g');
  });

  it('brings carries back to the lowest bit', () => {
    const words = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 2);
    expect(addToChecksum(words)).toBe(2);
  });

  it('counts the end of the data as filled with zeros', () => {
    expect(addToChecksum(Uint8Array.of(1, 2, 3))).toBe(0x01020300);
  });

  it('is the same whatever the pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 400 }), fc.nat(100), (bytes, cut) => {
        const at = Math.min(bytes.length, 4 * cut);
        const inPieces = addToChecksum(bytes.slice(at), addToChecksum(bytes.slice(0, at)));
        expect(inPieces).toBe(addToChecksum(bytes));
      }),
    );
  });

  it('makes the sum over the HDU minus zero when it stands in its card, with letters and digits only', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (other) => {
        // The card stands at a multiple of 80, the text one byte behind a multiple of four.
        const card = (text: string) => Buffer.from(`CHECKSUM= '${text}'`.padEnd(80));
        const sum = addToChecksum(card('0'.repeat(16)), other);
        const text = encodeChecksum(sum);
        expect(text).toMatch(/^[0-9A-Za-z]{16}$/);
        expect(addToChecksum(card(text), other)).toBe(0xffffffff);
      }),
    );
  });
});
