/** Value of a header card; whole numbers beyond 2⁵³ are exact, complex ones are pairs. */
export type FitsValue = string | number | bigint | boolean | readonly [re: number, im: number];

/** One entry of a header: a keyword with its value and comment, or a line of text. */
export interface FitsCard {
  /** As it stands there; of `HIERARCH` cards the words after it. Empty for blank lines. */
  readonly keyword: string;
  /** Absent where the header leaves it undefined. Of `COMMENT`, `HISTORY` and blank: the text. */
  readonly value?: FitsValue;
  readonly comment: string;
  /** Unit that stands in square brackets at the beginning of the comment. */
  readonly unit?: string;
}

/** A card is 80 characters. */
export const CARD_LENGTH = 80;

const COMMENTARY = new Set(['COMMENT', 'HISTORY', '']);
const INTEGER = /^[+-]?\d+$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[EeDd][+-]?\d+)?$/;
const COMPLEX = /^\(([^,()]*),([^,()]*)\)$/;

/**
 * Reads one card (FITS standard 4.0, section 4). Values in free format are taken, and so is what the
 * standard does not know but writers make: `HIERARCH` keywords, text without quotes and numbers with
 * lower-case exponents.
 *
 * @param image 80 characters, fewer count as blanks
 */
export function parseFitsCard(image: string): FitsCard {
  const keyword = image.slice(0, 8).trimEnd();
  if (COMMENTARY.has(keyword)) return { keyword, value: image.slice(8).trimEnd(), comment: '' };
  if (image.startsWith('HIERARCH ')) {
    const indicator = image.indexOf('=');
    if (indicator > 0) {
      const words = image.slice(9, indicator).trim().replaceAll(/ +/g, ' ');
      return { keyword: words, ...parseValue(image.slice(indicator + 1)) };
    }
  }
  if (image[8] === '=') return { keyword, ...parseValue(image.slice(9)) };
  return { keyword, value: image.slice(8).trimEnd(), comment: '' };
}

/** Value and comment of the text behind the value indicator. */
export function parseValue(text: string): Omit<FitsCard, 'keyword'> {
  const start = text.search(/\S/);
  if (start < 0) return { comment: '' };
  if (text[start] === "'") return parseText(text, start + 1);
  const slash = text.indexOf('/');
  const token = (slash < 0 ? text : text.slice(0, slash)).trim();
  const comment = parseComment(slash < 0 ? '' : text.slice(slash + 1));
  return token === '' ? comment : { value: parseToken(token), ...comment };
}

/** Text between quotes, of which two make one; blanks at its end do not count. */
function parseText(text: string, from: number): Omit<FitsCard, 'keyword'> {
  let value = '';
  let at = from;
  for (;;) {
    const quote = text.indexOf("'", at);
    if (quote < 0) return { value: (value + text.slice(at)).trimEnd(), comment: '' };
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== "'") break;
    value += "'";
    at += 1;
  }
  const slash = text.indexOf('/', at);
  return { value: value.trimEnd(), ...parseComment(slash < 0 ? '' : text.slice(slash + 1)) };
}

function parseComment(text: string): { comment: string; unit?: string } {
  const comment = text.trim();
  const unit = /^\[([^\]]*)\]/.exec(comment)?.[1].trim();
  return unit === undefined || unit === '' ? { comment } : { comment, unit };
}

function parseToken(token: string): FitsValue {
  if (token === 'T') return true;
  if (token === 'F') return false;
  if (INTEGER.test(token)) {
    const number = Number(token);
    return Number.isSafeInteger(number) ? number : BigInt(token.replace('+', ''));
  }
  if (REAL.test(token)) return parseReal(token);
  const parts = COMPLEX.exec(token)
    ?.slice(1)
    .map((part) => part.trim());
  if (parts?.every((part) => REAL.test(part)) === true) {
    return [parseReal(parts[0]), parseReal(parts[1])];
  }
  return token;
}

/** A real number; `D` is Fortran's exponent of double precision. */
function parseReal(token: string): number {
  return Number(token.replace(/[Dd]/, 'E'));
}
