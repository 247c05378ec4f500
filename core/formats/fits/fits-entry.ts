import { PhotoelectronError } from '../../foundation/errors.ts';
import { CARD_LENGTH, type FitsValue } from './fits-card.ts';

/** An entry of a header that is to be written: a keyword with its value, or a line of text. */
export type FitsEntry =
  | {
      /** At most 8 capitals, digits, dashes and underscores. */
      readonly keyword: string;
      readonly value: FitsValue;
      readonly comment?: string;
      /** Written in square brackets at the beginning of the comment. */
      readonly unit?: string;
      /** Writes a whole number as a real one: `83.0`. Default false. */
      readonly isReal?: boolean;
    }
  | { readonly keyword: 'COMMENT' | 'HISTORY'; readonly text: string };

const KEYWORD = /^[A-Z0-9_-]{1,8}$/;
/** Characters of a text between quotes on one card. */
const TEXT_LENGTH = 68;
/** The same where `&` says that it goes on. */
const CONTINUED_LENGTH = TEXT_LENGTH - 1;
/** Column up to which short values reach. */
const VALUE_END = 30;

/**
 * Cards of an entry: one, or several for a long text (FITS standard 4.0, sections 4.2.1.2 and 4.4.2).
 * Comments that do not fit are cut.
 *
 * @returns lines of 80 characters
 * @throws PhotoelectronError `argument-invalid` for keywords and characters that FITS does not have
 */
export function formatFitsEntry(entry: FitsEntry): string[] {
  if ('text' in entry) {
    checkText(entry.text, entry.keyword);
    const pieces = splitText(entry.text, CARD_LENGTH - 8);
    return pieces.map((piece) => `${entry.keyword.padEnd(8)}${piece}`.padEnd(CARD_LENGTH));
  }
  const { keyword, value, comment = '', unit, isReal = false } = entry;
  if (!KEYWORD.test(keyword)) {
    throw new PhotoelectronError(
      'argument-invalid',
      `"${keyword}" is no keyword of FITS: 8 capitals, digits, dashes and underscores at most.`,
      { item: keyword },
    );
  }
  const remark = unit === undefined ? comment : `[${unit}] ${comment}`.trimEnd();
  checkText(remark, keyword);
  if (typeof value !== 'string') {
    const text = valueText(value, isReal, keyword);
    return [withComment(`${keyword.padEnd(8)}= ${text.padStart(VALUE_END - 10)}`, remark)];
  }
  checkText(value, keyword);
  return textCards(keyword, value, remark);
}

function textCards(keyword: string, value: string, remark: string): string[] {
  const quoted = value.replaceAll("'", "''");
  if (quoted.length <= TEXT_LENGTH) {
    const text = `'${quoted.padEnd(8)}'`;
    return [withComment(`${keyword.padEnd(8)}= ${text.padEnd(VALUE_END - 10)}`, remark)];
  }
  const pieces: string[] = [];
  for (let rest = quoted; rest.length > 0;) {
    let length = Math.min(rest.length, CONTINUED_LENGTH);
    // A doubled quote is not torn apart: an odd number of them before the cut would do that.
    const quotes = /'*$/.exec(rest.slice(0, length))?.[0].length ?? 0;
    if (length < rest.length && quotes % 2 === 1) length--;
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return pieces.map((piece, i) => {
    const isLast = i === pieces.length - 1;
    const start = i === 0 ? `${keyword.padEnd(8)}= ` : 'CONTINUE  ';
    return withComment(`${start}'${piece}${isLast ? '' : '&'}'`, isLast ? remark : '');
  });
}

function valueText(value: Exclude<FitsValue, string>, isReal: boolean, keyword: string): string {
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'number')
    return `(${realText(value[0], keyword)}, ${realText(value[1], keyword)})`;
  return Number.isInteger(value) && Math.abs(value) < 1e15 && !isReal
    ? String(value)
    : realText(value, keyword);
}

/** The shortest digits that give the same float64 again. */
function realText(value: number, keyword: string): string {
  if (!Number.isFinite(value)) {
    throw new PhotoelectronError(
      'argument-invalid',
      `FITS headers cannot hold ${value}, which ${keyword} was to be.`,
      { item: keyword },
    );
  }
  const text = String(value);
  const at = text.indexOf('e');
  const digits = at < 0 ? text : text.slice(0, at);
  const mantissa = digits.includes('.') ? digits : `${digits}.0`;
  return at < 0 ? mantissa : `${mantissa}E${text.slice(at + 1).replace('+', '')}`;
}

function withComment(start: string, comment: string): string {
  const text = comment === '' ? start : `${start} / ${comment}`;
  return text.slice(0, Math.max(CARD_LENGTH, start.length)).padEnd(CARD_LENGTH);
}

function splitText(text: string, length: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < Math.max(1, text.length); at += length) {
    pieces.push(text.slice(at, at + length));
  }
  return pieces;
}

/** Headers hold the printable characters of ASCII. */
function checkText(text: string, keyword: string): void {
  const bad = /[^\x20-\x7e]/.exec(text)?.[0];
  if (bad === undefined) return;
  throw new PhotoelectronError(
    'argument-invalid',
    `The character U+${bad.codePointAt(0)?.toString(16).padStart(4, '0')} of ${keyword} cannot stand in a FITS header; use ASCII.`,
    { item: keyword },
  );
}
