/** Operators of two numbers. */
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** Operators that compare two numbers. */
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** An expression, understood. Positions are indices of characters in the source. */
export type SyntaxTree =
  | { readonly kind: 'number'; readonly value: number; readonly position: number }
  | { readonly kind: 'truth'; readonly value: boolean; readonly position: number }
  /** A column, possibly written as a path such as `parameters.hillas.intensity`. */
  | { readonly kind: 'column'; readonly name: string; readonly position: number }
  /** One number made of the several values that a column holds in each row. */
  | {
      readonly kind: 'reduction';
      readonly reduction: string;
      readonly name: string;
      readonly position: number;
    }
  | { readonly kind: 'negate'; readonly operand: SyntaxTree; readonly position: number }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: SyntaxTree;
      readonly right: SyntaxTree;
      readonly position: number;
    }
  /** `a < b <= c`: every operand is evaluated once. */
  | {
      readonly kind: 'comparison';
      readonly operators: readonly ComparisonOperator[];
      readonly operands: readonly SyntaxTree[];
      readonly position: number;
    }
  /** `strict` operators (& | ~ !) take truth values only, the words take numbers too (0 is false). */
  | {
      readonly kind: 'not';
      readonly operand: SyntaxTree;
      readonly strict: boolean;
      readonly text: string;
      readonly position: number;
    }
  | {
      readonly kind: 'and' | 'or';
      readonly left: SyntaxTree;
      readonly right: SyntaxTree;
      readonly strict: boolean;
      readonly text: string;
      readonly position: number;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: SyntaxTree;
      readonly yes: SyntaxTree;
      readonly no: SyntaxTree;
      readonly position: number;
    }
  | {
      readonly kind: 'call';
      readonly function: string;
      readonly args: readonly SyntaxTree[];
      readonly position: number;
    };
