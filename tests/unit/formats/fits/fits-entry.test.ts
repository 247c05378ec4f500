import { describe, expect, it } from 'vitest';
import { parseFitsHeader } from '../../../../core/formats/fits/fits-header.ts';
import { type FitsEntry, formatFitsEntry } from '../../../../core/formats/fits/fits-entry.ts';

const written = (entry: FitsEntry) => formatFitsEntry(entry).map((line) => line.trimEnd());

describe('cards of header entries', () => {
  it('have the fixed format of the standard', () => {
    expect(written({ keyword: 'NAXIS1', value: 24, comment: 'bytes' })).toEqual([
      'NAXIS1  =                   24 / bytes',
    ]);
    expect(written({ keyword: 'EXTEND', value: true })).toEqual(['EXTEND  =                    T']);
    expect(written({ keyword: 'EXTNAME', value: 'GTI' })).toEqual(["EXTNAME = 'GTI     '"]);
    expect(written({ keyword: 'RA', value: 83, isReal: true, unit: 'deg' })).toEqual([
      'RA      =                 83.0 / [deg]',
    ]);
    expect(written({ keyword: 'T', value: 1.5e-7 })).toEqual(['T       =               1.5E-7']);
    expect(written({ keyword: 'T', value: 1e21 })).toEqual(['T       =               1.0E21']);
    expect(written({ keyword: 'HISTORY', text: 'made' })).toEqual(['HISTORY made']);
  });

  it.each([67, 68, 69, 134, 135, 500])('take a text of %i characters, quotes among them', (n) => {
    const value = "o'clock ".repeat(80).slice(0, n - 1) + '.';
    const lines = formatFitsEntry({ keyword: 'LONG', value, comment: 'a text' });
    expect(lines.every((line) => line.length === 80)).toBe(true);
    expect(parseFitsHeader(Buffer.from(lines.join(''))).value('LONG')).toBe(value);
  });

  it('keep 64-bit and real numbers exactly', () => {
    for (const value of [12345678901234567n, -1n << 62n, 0.1, Number.MAX_VALUE, -5e-324]) {
      const card = formatFitsEntry({ keyword: 'X', value }).join('');
      expect(parseFitsHeader(Buffer.from(card)).value('X')).toBe(value);
    }
  });

  it('refuse what FITS does not have', () => {
    for (const entry of [
      { keyword: 'LONGKEYWORD', value: 1 },
      { keyword: 'lower', value: 1 },
      { keyword: 'X', value: NaN },
      { keyword: 'X', value: 'α' },
      { keyword: 'X', value: 1, comment: 'two\nlines' },
    ]) {
      expect(() => formatFitsEntry(entry)).toThrow(
        expect.objectContaining({ code: 'argument-invalid' }),
      );
    }
  });
});
