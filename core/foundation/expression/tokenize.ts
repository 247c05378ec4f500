import { expressionError } from './expression-error.ts';

/** A word of an expression and where it stands. */
export interface Token {
  readonly kind: 'number' | 'name' | 'operator' | 'end';
  readonly text: string;
  /** Index of the first character. */
  readonly position: number;
}

/** Longest first, because the first that fits is taken. */
const operators = [
  ...['**', '//', '<=', '>=', '==', '!=', '&&', '||'],
  ...['+', '-', '*', '/', '%', '<', '>', '&', '|', '~', '!', '(', ')', ',', '.'],
];

const space = /\s*/y;
const number = /(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const name = /[A-Za-z_]\w*/y;

/** Bounds the work and the depth of everything that follows; real criteria have some dozen words. */
const maxTokens = 2000;

function match(pattern: RegExp, source: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(source)?.[0];
}

/**
 * Splits an expression into numbers, names and operators; the last token is the end.
 *
 * @throws PhotoelectronError `expression-invalid` at a character that begins nothing
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += match(space, source, position)?.length ?? 0;
    if (position >= source.length) break;
    if (tokens.length >= maxTokens) {
      throw expressionError(source, position, `longer than ${String(maxTokens)} words`);
    }
    const digits = match(number, source, position);
    const word = match(name, source, position);
    if (digits !== undefined) {
      tokens.push({ kind: 'number', text: digits, position });
      position += digits.length;
      if (match(name, source, position) !== undefined) {
        throw expressionError(source, position, 'a name cannot follow a number directly');
      }
    } else if (word === 'lambda') {
      throw expressionError(source, position, 'give the condition directly, without "lambda"');
    } else if (word !== undefined) {
      tokens.push({ kind: 'name', text: word, position });
      position += word.length;
    } else {
      const operator = operators.find((text) => source.startsWith(text, position));
      if (operator === undefined) {
        const character = String.fromCodePoint(source.codePointAt(position) ?? 0);
        const remedy =
          character === '='
            ? 'use "==" to compare'
            : character === '"' || character === "'"
              ? 'text cannot be compared, only numbers'
              : character === '['
                ? 'elements cannot be picked, only whole columns used'
                : 'remove it';
        throw expressionError(source, position, `"${character}" has no meaning here, ${remedy}`);
      }
      tokens.push({ kind: 'operator', text: operator, position });
      position += operator.length;
    }
  }
  tokens.push({ kind: 'end', text: 'the end', position: source.length });
  return tokens;
}
