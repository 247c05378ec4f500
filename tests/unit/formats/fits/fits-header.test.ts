import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFitsCard } from '../../../../core/formats/fits/fits-card.ts';
import { parseFitsHeader } from '../../../../core/formats/fits/fits-header.ts';
import { card } from '../../../fits-bytes.ts';

/** Cards as the FITS standard 4.0 (section 4.2, appendix A) and writers in the field have them. */
describe('parseFitsCard', () => {
  it.each([
    ["EXTNAME = 'EVENTS  '           / name of the table", 'EVENTS', 'name of the table'],
    ["OBSERVER= 'O''HARA'", "O'HARA", ''],
    ["EMPTY   = ''                   / nothing", '', 'nothing'],
    ["BLANKS  = '   '", '', ''],
    ["LEADING = '  two'", '  two', ''],
    ["SLASH   = 'a / b'              / c / d", 'a / b', 'c / d'],
    ["OPEN    = 'no end", 'no end', ''],
    ['SIMPLE  =                    T / logical', true, 'logical'],
    ['EXTEND  = F', false, ''],
    ['NAXIS2  =                 5729', 5729, ''],
    ['NEGATIVE=                  -12', -12, ''],
    ['PLUS    = +7', 7, ''],
    ['LARGE   =  9223372036854775807', 9223372036854775807n, ''],
    ['LARGENEG= -9223372036854775808', -9223372036854775808n, ''],
    ['REAL    = 12.5', 12.5, ''],
    ['POINT   = .5', 0.5, ''],
    ['EXPONENT= 1.5E-3', 0.0015, ''],
    ['DOUBLE  = -2.99792458D+08', -299792458, ''],
    ['LOWER   = 1e3', 1000, ''],
    ['UNQUOTED= text without quotes / odd', 'text without quotes', 'odd'],
    ['UNDEF   =                      / undefined', undefined, 'undefined'],
    ['NOTHING =', undefined, ''],
  ])('reads %j', (image, value, comment) => {
    const parsed = parseFitsCard(image);
    expect(parsed.value).toStrictEqual(value);
    expect(parsed.comment).toBe(comment);
  });

  it('reads complex numbers as pairs', () => {
    expect(parseFitsCard('COMPLEX = (1.5, -2D2) / both').value).toEqual([1.5, -200]);
  });

  it('reads the unit at the begin of a comment', () => {
    expect(parseFitsCard('RA_PNT  = 83.6 / [deg] right ascension').unit).toBe('deg');
    expect(parseFitsCard('RA_PNT  = 83.6 / right ascension [deg]').unit).toBeUndefined();
  });

  it('reads HIERARCH keywords', () => {
    const parsed = parseFitsCard("HIERARCH CTA PRODUCT ID = '1234' / identity");
    expect(parsed).toEqual({ keyword: 'CTA PRODUCT ID', value: '1234', comment: 'identity' });
  });

  it('keeps the text of comments, history and blank cards', () => {
    expect(parseFitsCard('COMMENT = is no value here')).toEqual({
      keyword: 'COMMENT',
      value: '= is no value here',
      comment: '',
    });
    expect(parseFitsCard('HISTORY made by hand').value).toBe('made by hand');
    expect(parseFitsCard('        free text').value).toBe('free text');
  });

  it('reads back every text that is written by the standard', () => {
    const texts = fc.stringMatching(/^[ -~]{0,60}$/).map((text) => text.trimEnd());
    fc.assert(
      fc.property(texts, (text) => {
        const image = `KEYWORD = '${text.replaceAll("'", "''")}'`;
        fc.pre(image.length <= 80);
        expect(parseFitsCard(image.padEnd(80)).value).toBe(text);
      }),
    );
  });

  it('reads back every finite number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        // Whole numbers that a float64 cannot tell from their neighbours come as bigint.
        expect(Number(parseFitsCard(`KEYWORD = ${number}`).value)).toBe(number);
      }),
    );
  });

  it('reads any 80 characters', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: 'binary' }), (image) => {
        expect(typeof parseFitsCard(image).keyword).toBe('string');
      }),
    );
  });
});

describe('parseFitsHeader', () => {
  const header = (...cards: string[]) =>
    parseFitsHeader(Buffer.from(cards.map((line) => line.padEnd(80)).join(''), 'latin1'));

  it('puts long texts together', () => {
    const one = header(
      "WEATHER = 'Partly cloudy during the evening f&' / first",
      "CONTINUE  'ollowed by cloudy skies overnight.&'",
      "CONTINUE  ' Low 21C.' / last",
      card('NEXT', '1'),
    );
    expect(one.text('WEATHER')).toBe(
      'Partly cloudy during the evening followed by cloudy skies overnight. Low 21C.',
    );
    expect(one.cards[0].comment).toBe('first last');
    expect(one.cards).toHaveLength(2);
  });

  it('leaves an ampersand that nothing continues', () => {
    const one = header("FIRM    = 'Smith &'", card('NEXT', '1'));
    expect(one.text('FIRM')).toBe('Smith &');
    expect(one.number('NEXT')).toBe(1);
  });

  it('gives the first of keywords that stand twice', () => {
    // So it is in a MAGIC event list: the second one should have been N_TELS.
    const one = header("TELLIST = 'MAGIC-I,MAGIC-II'", "TELLIST = '2'");
    expect(one.text('TELLIST')).toBe('MAGIC-I,MAGIC-II');
  });

  it('gives values by type', () => {
    const one = header(
      card('WHOLE', '12.0'),
      card('TEXT', "'2000.0'"),
      card('BIG', '1E999'),
      card('YES', 'T'),
      card('EMPTY', "''"),
      card('HUGE', '9007199254740993'),
    );
    expect(one.integer('WHOLE')).toBe(12);
    expect(one.number('TEXT')).toBe(2000);
    expect(one.number('BIG')).toBeUndefined();
    expect(one.number('YES')).toBeUndefined();
    expect(one.boolean('YES')).toBe(true);
    expect(one.text('EMPTY')).toBeUndefined();
    expect(one.number('EMPTY')).toBeUndefined();
    expect(one.value('HUGE')).toBe(9007199254740993n);
    expect(one.integer('HUGE')).toBeUndefined();
    expect(one.has('ABSENT')).toBe(false);
  });
});
