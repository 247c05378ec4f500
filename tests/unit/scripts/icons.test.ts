import { describe, expect, it } from 'vitest';
import { icnsFile } from '../../../scripts/icns-file.ts';
import { icoFile } from '../../../scripts/ico-file.ts';

/** Pictures in name only. */
const pictures = new Map([
  [16, Uint8Array.of(1, 2, 3)],
  [256, Uint8Array.of(4, 5)],
  [1024, Uint8Array.of(6)],
]);

describe('icons', () => {
  it('for Windows list PNGs up to 256 pixels with their places', () => {
    const icon = Buffer.from(icoFile(pictures));
    expect([icon.readUInt16LE(0), icon.readUInt16LE(2), icon.readUInt16LE(4)]).toEqual([0, 1, 2]);
    const entries = [0, 1].map((n) => {
      const at = 6 + 16 * n;
      const [size, length, place] = [
        icon[at],
        icon.readUInt32LE(at + 8),
        icon.readUInt32LE(at + 12),
      ];
      return [size, [...icon.subarray(place, place + length)]];
    });
    expect(entries).toEqual([
      [16, [1, 2, 3]],
      [0, [4, 5]],
    ]);
    expect(icon.length).toBe(6 + 32 + 5);
  });

  it('for macOS hold named parts with their lengths', () => {
    const icon = Buffer.from(icnsFile(pictures));
    expect(icon.toString('latin1', 0, 4)).toBe('icns');
    expect(icon.readUInt32BE(4)).toBe(icon.length);
    const parts: [string, number[]][] = [];
    for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) {
      const end = at + icon.readUInt32BE(at + 4);
      parts.push([icon.toString('latin1', at, at + 4), [...icon.subarray(at + 8, end)]]);
    }
    expect(parts).toEqual([
      ['icp4', [1, 2, 3]],
      ['ic08', [4, 5]],
      ['ic10', [6]],
    ]);
  });
});
