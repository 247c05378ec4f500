import { closestName } from '../closest-name.ts';
import { expressionError } from './expression-error.ts';
import { expressionConstants, expressionFunctions, logicalFunctions } from './functions.ts';
import { reductions } from './reductions.ts';
import type { ArithmeticOperator, ComparisonOperator, SyntaxTree } from './syntax-tree.ts';
import { type Token, tokenize } from './tokenize.ts';

/** Bounds the recursion on nested parentheses and signs. */
const maxDepth = 100;

const comparisons = new Set(['<', '<=', '>', '>=', '==', '!=']);
const reserved = new Set(['and', 'or', 'not', 'if', 'else', 'in', 'is', 'for']);
const truths = new Map([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
]);
/** Other spellings of the reductions, as functions of a column. */
const reductionFunctions = new Map([
  ...[...reductions.keys()].map((name) => [name, name] as const),
  ['len', 'size'] as const,
  ['amin', 'min'] as const,
  ['amax', 'max'] as const,
  ['subarray.multiplicity', 'count_nonzero'] as const,
]);

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  parse(): SyntaxTree {
    const tree = this.#conditional();
    const { kind, text, position } = this.#peek();
    if (kind !== 'end') throw this.#error(position, `"${text}" was not expected here`);
    return tree;
  }

  #error(position: number, problem: string) {
    return expressionError(this.#source, position, problem);
  }

  #peek(): Token {
    return this.#tokens[this.#next];
  }

  /** Takes the next token when it is one of the given operators or reserved words. */
  #take(...texts: string[]): Token | undefined {
    const token = this.#peek();
    if (token.kind === 'end' || token.kind === 'number' || !texts.includes(token.text)) {
      return undefined;
    }
    this.#next++;
    return token;
  }

  #expect(text: string): Token {
    const token = this.#take(text);
    if (token !== undefined) return token;
    const found = this.#peek();
    throw this.#error(found.position, `"${text}" is missing before ${quoted(found)}`);
  }

  #nested<T>(position: number, inner: () => T): T {
    if (++this.#depth > maxDepth) {
      throw this.#error(position, `nested deeper than ${String(maxDepth)} levels`);
    }
    const result = inner();
    this.#depth--;
    return result;
  }

  #conditional(): SyntaxTree {
    const yes = this.#or();
    const token = this.#take('if');
    if (token === undefined) return yes;
    const condition = this.#or();
    this.#expect('else');
    const no = this.#nested(token.position, () => this.#conditional());
    return { kind: 'conditional', condition, yes, no, position: token.position };
  }

  #or(): SyntaxTree {
    let left = this.#and();
    for (let token = this.#take('or', '||'); token; token = this.#take('or', '||')) {
      const { text, position } = token;
      left = { kind: 'or', left, right: this.#and(), strict: false, text, position };
    }
    return left;
  }

  #and(): SyntaxTree {
    let left = this.#not();
    for (let token = this.#take('and', '&&'); token; token = this.#take('and', '&&')) {
      const { text, position } = token;
      left = { kind: 'and', left, right: this.#not(), strict: false, text, position };
    }
    return left;
  }

  #not(): SyntaxTree {
    const token = this.#take('not');
    if (token === undefined) return this.#comparison();
    const { text, position } = token;
    const operand = this.#nested(position, () => this.#not());
    return { kind: 'not', operand, strict: false, text, position };
  }

  #comparison(): SyntaxTree {
    const first = this.#bitOr();
    const operands = [first];
    const operators: ComparisonOperator[] = [];
    let position = first.position;
    while (comparisons.has(this.#peek().text)) {
      const token = this.#peek();
      this.#next++;
      if (operators.length === 0) position = token.position;
      operators.push(token.text as ComparisonOperator);
      operands.push(this.#bitOr());
    }
    return operators.length === 0 ? first : { kind: 'comparison', operators, operands, position };
  }

  #bitOr(): SyntaxTree {
    let left = this.#bitAnd();
    for (let token = this.#take('|'); token; token = this.#take('|')) {
      const { text, position } = token;
      left = { kind: 'or', left, right: this.#bitAnd(), strict: true, text, position };
    }
    return left;
  }

  #bitAnd(): SyntaxTree {
    let left = this.#sum();
    for (let token = this.#take('&'); token; token = this.#take('&')) {
      const { text, position } = token;
      left = { kind: 'and', left, right: this.#sum(), strict: true, text, position };
    }
    return left;
  }

  #sum(): SyntaxTree {
    let left = this.#product();
    for (let token = this.#take('+', '-'); token; token = this.#take('+', '-')) {
      left = arithmetic(token, left, this.#product());
    }
    return left;
  }

  #product(): SyntaxTree {
    const operators = ['*', '/', '//', '%'];
    let left = this.#unary();
    for (let token = this.#take(...operators); token; token = this.#take(...operators)) {
      left = arithmetic(token, left, this.#unary());
    }
    return left;
  }

  #unary(): SyntaxTree {
    const token = this.#take('-', '+', '~', '!');
    if (token === undefined) return this.#power();
    const { text, position } = token;
    const operand = this.#nested(position, () => this.#unary());
    if (text === '+') return operand;
    if (text === '-') return { kind: 'negate', operand, position };
    return { kind: 'not', operand, strict: true, text, position };
  }

  /** Binds tighter than a sign on its left, less tight than one on its right: -a ** -b. */
  #power(): SyntaxTree {
    const left = this.#primary();
    const token = this.#take('**');
    if (token === undefined) return left;
    return arithmetic(
      token,
      left,
      this.#nested(token.position, () => this.#unary()),
    );
  }

  #primary(): SyntaxTree {
    const token = this.#peek();
    const { kind, text, position } = token;
    if (kind === 'number') {
      this.#next++;
      return { kind: 'number', value: Number(text.replaceAll('_', '')), position };
    }
    if (this.#take('(') !== undefined) {
      const inner = this.#nested(position, () => this.#conditional());
      this.#expect(')');
      return inner;
    }
    if (kind === 'name' && !reserved.has(text)) return this.#named();
    throw this.#error(position, `a number, a name or "(" is missing before ${quoted(token)}`);
  }

  /** A constant, a column or a call. */
  #named(): SyntaxTree {
    const { text, position } = this.#peek();
    this.#next++;
    const path = [text];
    while (this.#take('.') !== undefined) {
      const part = this.#peek();
      if (part.kind !== 'name') {
        throw this.#error(part.position, `a name is missing after "." before ${quoted(part)}`);
      }
      this.#next++;
      path.push(part.text);
    }
    if ((text === 'u' || text === 'units') && path.length > 1) {
      throw this.#error(
        position,
        `"${path.join('.')}" cannot be used: columns are plain numbers in the unit that the table states, so write the number in that unit`,
      );
    }
    const isNumpy = (text === 'np' || text === 'numpy' || text === 'math') && path.length > 1;
    const name = (isNumpy ? path.slice(1) : path).join('.');
    if (this.#take('(') !== undefined) return this.#call(name, position);
    const truth = truths.get(name);
    if (truth !== undefined) return { kind: 'truth', value: truth, position };
    const value = expressionConstants.get(name);
    // A column may have the name of a constant only when it is written without "np.".
    if (isNumpy || name !== 'e') {
      if (value !== undefined) return { kind: 'number', value, position };
      if (isNumpy) throw this.#error(position, `numpy's "${name}" is not known here`);
    }
    const last = path.at(-1);
    if (last === 'size' && path.length > 1) {
      return { kind: 'reduction', reduction: 'size', name: path.slice(0, -1).join('.'), position };
    }
    return { kind: 'column', name, position };
  }

  #call(name: string, position: number): SyntaxTree {
    const args: SyntaxTree[] = [];
    if (this.#take(')') === undefined) {
      do args.push(this.#nested(position, () => this.#conditional()));
      while (this.#take(',') !== undefined);
      this.#expect(')');
    }
    const [only] = args;
    const reduced = reductionFunctions.get(name);
    if (reduced !== undefined && args.length === 1) {
      if (only.kind !== 'column') {
        throw this.#error(position, `"${name}" of one argument needs the name of a column`);
      }
      return { kind: 'reduction', reduction: reduced, name: only.name, position };
    }
    const logical = logicalFunctions.get(name);
    const dot = name.lastIndexOf('.');
    if (dot > 0) {
      const method = name.slice(dot + 1);
      if (reductions.has(method) && args.length === 0) {
        return { kind: 'reduction', reduction: method, name: name.slice(0, dot), position };
      }
      if (method === 'to_value' || method === 'to') {
        throw this.#error(
          position,
          `".${method}()" cannot be used: columns are plain numbers in the unit that the table states`,
        );
      }
    }
    if (name === 'where') {
      const [condition, yes, no] = args;
      if (args.length !== 3) {
        throw this.#error(position, '"where" needs a condition and two values');
      }
      return { kind: 'conditional', condition, yes, no, position };
    }
    if (logical !== undefined) {
      const [left, right] = args;
      if (logical === 'not' && args.length === 1) {
        return { kind: 'not', operand: left, strict: false, text: name, position };
      }
      if (logical !== 'not' && args.length === 2) {
        return { kind: logical, left, right, strict: false, text: name, position };
      }
      throw this.#error(
        position,
        `"${name}" needs ${logical === 'not' ? 'one value' : 'two values'}`,
      );
    }
    const found = expressionFunctions.get(name);
    if (found === undefined) {
      const known = [...expressionFunctions.keys(), ...logicalFunctions.keys(), 'where'];
      const closest = closestName(name, [...known, ...reductionFunctions.keys()]);
      throw this.#error(
        position,
        `there is no function "${name}"${closest === undefined ? '' : `, did you mean "${closest}"?`}`,
      );
    }
    const [least, most] = found.arity;
    if (args.length < least || args.length > most) {
      const wanted = least === most ? String(least) : `at least ${String(least)}`;
      throw this.#error(
        position,
        `"${name}" needs ${wanted} arguments, not ${String(args.length)}`,
      );
    }
    return { kind: 'call', function: name, args, position };
  }
}

function quoted(token: Token): string {
  return token.kind === 'end' ? token.text : `"${token.text}"`;
}

function arithmetic(token: Token, left: SyntaxTree, right: SyntaxTree): SyntaxTree {
  const operator = token.text as ArithmeticOperator;
  return { kind: 'arithmetic', operator, left, right, position: token.position };
}

/**
 * Reads an expression by Python's rules of precedence.
 *
 * @throws PhotoelectronError `expression-invalid` naming the column of the first mistake
 */
export function parse(source: string): SyntaxTree {
  return new Parser(source).parse();
}
