import {
  CARD_LENGTH,
  type FitsCard,
  type FitsValue,
  parseFitsCard,
  parseValue,
} from './fits-card.ts';

/** The cards of one header, found by keyword. Of a keyword that stands twice the first counts. */
export class FitsHeader {
  readonly cards: readonly FitsCard[];
  readonly #byKeyword = new Map<string, FitsCard>();

  constructor(cards: readonly FitsCard[]) {
    this.cards = cards;
    for (const card of cards) {
      const keyword = card.keyword.toUpperCase();
      if (!this.#byKeyword.has(keyword)) this.#byKeyword.set(keyword, card);
    }
  }

  /** Value of a keyword, whatever its type; undefined where it is absent or left undefined. */
  value(keyword: string): FitsValue | undefined {
    return this.#byKeyword.get(keyword)?.value;
  }

  has(keyword: string): boolean {
    return this.#byKeyword.has(keyword);
  }

  /** A text that is not empty, without blanks around it. */
  text(keyword: string): string | undefined {
    const value = this.value(keyword);
    if (typeof value !== 'string') return undefined;
    const text = value.trim();
    return text === '' ? undefined : text;
  }

  /** A finite number; one between quotes is taken too, because some writers quote all values. */
  number(keyword: string): number | undefined {
    const value = this.value(keyword);
    if (typeof value === 'boolean' || typeof value === 'object' || value === undefined) {
      return undefined;
    }
    if (typeof value === 'string' && value.trim() === '') return undefined;
    const number = Number(value);
    return Number.isFinite(number) ? number : undefined;
  }

  /** A whole number that a float64 holds exactly; `12.0` counts as one. */
  integer(keyword: string): number | undefined {
    const number = this.number(keyword);
    return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
  }

  boolean(keyword: string): boolean | undefined {
    const value = this.value(keyword);
    return typeof value === 'boolean' ? value : undefined;
  }
}

/**
 * Reads the cards of a header; long texts that are continued on further cards become one.
 *
 * @param bytes whole cards, without the one that says END
 */
export function parseFitsHeader(bytes: Buffer): FitsHeader {
  const cards: FitsCard[] = [];
  for (let at = 0; at < bytes.length; at += CARD_LENGTH) {
    const image = bytes.toString('latin1', at, at + CARD_LENGTH);
    const last = cards.at(-1);
    if (
      image.startsWith('CONTINUE  ') &&
      typeof last?.value === 'string' &&
      last.value.endsWith('&')
    ) {
      const more = parseValue(image.slice(8));
      if (typeof more.value === 'string') {
        const comment = `${last.comment} ${more.comment}`.trim();
        cards[cards.length - 1] = { ...last, value: last.value.slice(0, -1) + more.value, comment };
        continue;
      }
    }
    cards.push(parseFitsCard(image));
  }
  return new FitsHeader(cards);
}
