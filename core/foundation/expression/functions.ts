/** A function of numbers that gives a number or a truth value, element by element. */
export interface ExpressionFunction {
  /** Smallest and largest number of arguments. */
  readonly arity: readonly [number, number];
  readonly result: 'number' | 'truth';
  /** Functions of one and of two numbers; more arguments are folded from the left. */
  readonly unary?: (x: number) => number | boolean;
  readonly binary?: (x: number, y: number) => number;
}

const unary = (f: (x: number) => number): ExpressionFunction => ({
  arity: [1, 1],
  result: 'number',
  unary: f,
});

const binary = (f: (x: number, y: number) => number, most = 2): ExpressionFunction => ({
  arity: [2, most],
  result: 'number',
  binary: f,
});

const test = (f: (x: number) => boolean): ExpressionFunction => ({
  arity: [1, 1],
  result: 'truth',
  unary: f,
});

/** Rounds halves to the even neighbour, as numpy does. */
function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** Power with C's (and numpy's) exceptions: 1 to any power, and -1 to an infinite one, are 1. */
export function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  return base ** exponent;
}

/** Remainder with the sign of the divisor, as Python and numpy define `%`. */
export function floorModulo(x: number, y: number): number {
  const remainder = x % y;
  return remainder !== 0 && remainder < 0 !== y < 0 ? remainder + y : remainder;
}

/** Quotient rounded down, consistent with `floorModulo`, as Python and numpy define `//`. */
export function floorDivide(x: number, y: number): number {
  if (y === 0) return x / y;
  const quotient = (x - floorModulo(x, y)) / y;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** The functions that expressions may call, by numpy's names (each also with `np.` in front). */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map([
  ['sin', unary(Math.sin)],
  ['cos', unary(Math.cos)],
  ['tan', unary(Math.tan)],
  ['arcsin', unary(Math.asin)],
  ['arccos', unary(Math.acos)],
  ['arctan', unary(Math.atan)],
  ['arctan2', binary(Math.atan2)],
  ['hypot', binary(Math.hypot)],
  ['deg2rad', unary((x) => (x * Math.PI) / 180)],
  ['rad2deg', unary((x) => (x * 180) / Math.PI)],
  ['radians', unary((x) => (x * Math.PI) / 180)],
  ['degrees', unary((x) => (x * 180) / Math.PI)],
  ['log', unary(Math.log)],
  ['log2', unary(Math.log2)],
  ['log10', unary(Math.log10)],
  ['log1p', unary(Math.log1p)],
  ['exp', unary(Math.exp)],
  ['expm1', unary(Math.expm1)],
  ['sqrt', unary(Math.sqrt)],
  ['square', unary((x) => x * x)],
  ['power', binary(power)],
  ['abs', unary(Math.abs)],
  ['absolute', unary(Math.abs)],
  ['sign', unary(Math.sign)],
  ['floor', unary(Math.floor)],
  ['ceil', unary(Math.ceil)],
  ['round', unary(roundHalfEven)],
  ['rint', unary(roundHalfEven)],
  ['min', binary(Math.min, 64)],
  ['max', binary(Math.max, 64)],
  ['minimum', binary(Math.min)],
  ['maximum', binary(Math.max)],
  ['isfinite', test(Number.isFinite)],
  ['isnan', test(Number.isNaN)],
  ['isinf', test((x) => Math.abs(x) === Infinity)],
]);

/** Functions of truth values, written as calls. */
export const logicalFunctions: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['logical_and', 'and'],
  ['logical_or', 'or'],
  ['logical_not', 'not'],
]);

/** Numbers with a name. */
export const expressionConstants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
  ['inf', Infinity],
  ['nan', NaN],
]);
