import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PhotoelectronError } from '../../../../core/foundation/errors.ts';
import { Expression } from '../../../../core/foundation/expression/expression.ts';
import {
  columnsOfTable,
  type ExpressionColumn,
} from '../../../../core/foundation/expression/expression-columns.ts';

const columns = new Map<string, ExpressionColumn>([
  ['x', { data: Float64Array.from([-2, 0.5, 3, NaN]) }],
  ['y', { data: Float32Array.from([1, 0, -4, 2]) }],
  ['n', { data: Int16Array.from([0, 1, 2, 7]) }],
  ['id', { data: BigInt64Array.from([1n, 2n, 3n, 9007199254740991n]) }],
  ['is_valid', { data: Uint8Array.from([1, 0, 1, 1]), isTruth: true }],
  ['hillas_intensity', { data: Float64Array.from([10, 20, 30, 40]) }],
  ['hillas_width', { data: Float64Array.from([0.1, 0, 0.3, NaN]) }],
  ['intensity_mean', { data: Float64Array.from([1, 2, 3, 4]) }],
  ['image', { data: Float32Array.from([1, 2, 0, 4, -5, 6, 7, 0]) }],
  ['tels', { data: Uint8Array.from([1, 1, 0, 1, 0, 0, 1, 1]), isTruth: true }],
  ['e', { data: Float64Array.from([1, 2, 3, 4]) }],
]);
const table = { nRows: 4, columns };

const numbers = (source: string) => [...new Expression(source).numbers(table)];
const mask = (source: string) => [...new Expression(source).mask(table)];

function failure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof PhotoelectronError && error.code === 'expression-invalid') {
      return error.message;
    }
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('Expression', () => {
  it('follows the precedence of Python', () => {
    expect(numbers('-2 ** 2 + 0 * n')).toEqual([-4, -4, -4, -4]);
    expect(numbers('2 ** 3 ** 2')[0]).toBe(512);
    expect(numbers('2 ** -1')[0]).toBe(0.5);
    expect(numbers('10 - 4 - 3')[0]).toBe(3);
    expect(numbers('7 // 2 * 2 + 7 % 4 / 2')[0]).toBe(7.5);
    expect(numbers('-7 // 2')[0]).toBe(-4);
    expect(numbers('-7 % 3')[0]).toBe(2);
    expect(numbers('7 % -3')[0]).toBe(-2);
    expect(mask('not n == 1 and x < 3')).toEqual([1, 0, 0, 0]);
    expect(mask('n == 0 or n == 1 and x > 9')).toEqual([1, 0, 0, 0]);
    expect(numbers('1 if n < 1 else 2 if n < 2 else 3')).toEqual([1, 2, 3, 3]);
  });

  it('compares in chains, with NaN never true but for inequality', () => {
    expect(mask('-3 < x < 1 <= 2')).toEqual([1, 1, 0, 0]);
    expect(mask('0 < n < 3 > y')).toEqual([0, 1, 1, 0]);
    expect(mask('x != x')).toEqual([0, 0, 0, 1]);
    expect(mask('x == x')).toEqual([1, 1, 1, 0]);
  });

  it('joins truth values by words, doubled and single signs', () => {
    const expected = [0, 0, 1, 0];
    expect(mask('x > 1 and is_valid')).toEqual(expected);
    expect(mask('x > 1 && is_valid')).toEqual(expected);
    expect(mask('(x > 1) & is_valid')).toEqual(expected);
    expect(mask('~(~(x > 1) | ~is_valid)')).toEqual(expected);
    expect(mask('!(!(x > 1) || !is_valid)')).toEqual(expected);
    expect(mask('np.logical_and(x > 1, is_valid)')).toEqual(expected);
    expect(mask('not (not x > 1 or not is_valid)')).toEqual(expected);
    expect(mask('n and y')).toEqual([0, 0, 1, 1]);
  });

  it('refuses to join numbers by signs, where parentheses were forgotten', () => {
    expect(failure(() => mask('x > 1 & n < 2'))).toBe(
      'Expression "x > 1 & n < 2", column 7: "&" joins truth values, not numbers; put the comparisons beside it in parentheses.',
    );
    expect(failure(() => mask('!x > 1'))).toContain('column 1: "!" joins truth values');
  });

  it('calls functions with and without np', () => {
    expect(numbers('np.where(isnan(x), -1, abs(x))')).toEqual([2, 0.5, 3, -1]);
    expect(numbers('arctan2(0, -1)')[0]).toBe(Math.PI);
    expect(numbers('min(n, 3, y) + np.max(n, 1)')).toEqual([1, 1, -2, 9]);
    expect(mask('np.isfinite(x) & (np.pi > 3)')).toEqual([1, 1, 1, 0]);
    expect(numbers('np.round(n / 2)')).toEqual([0, 0, 1, 4]);
    expect(numbers('id - 9007199254740991')[3]).toBe(0);
    expect(numbers('power(1, nan) + power(-1, inf)')[0]).toBe(2);
    expect(numbers('1_000 + .5e1 + 2.')[0]).toBe(1007);
  });

  it('understands the paths of containers', () => {
    expect(mask('parameters.hillas.intensity > 15')).toEqual([0, 1, 1, 1]);
    expect(mask('parameters.hillas.width.value > 0')).toEqual([1, 0, 1, 0]);
    expect(mask('dl1_params.intensity_statistics.mean > 3')).toEqual([0, 0, 0, 1]);
    expect(mask('hillas_width.value > 0')).toEqual([1, 0, 1, 0]);
    expect(numbers('e + np.e')[0]).toBe(1 + Math.E);
    const camera = new Map([['camera_frame_hillas_width', { data: Float64Array.of(2) }]]);
    const found = new Expression('parameters.hillas.width').numbers({ nRows: 1, columns: camera });
    expect([...found]).toEqual([2]);
  });

  it('reduces columns with several values in each row', () => {
    expect(numbers('image.sum()')).toEqual([3, 4, 1, 7]);
    expect(numbers('np.count_nonzero(image)')).toEqual([2, 1, 2, 1]);
    expect(numbers('image.size + len(image)')).toEqual([4, 4, 4, 4]);
    expect(numbers('np.max(image) - image.min()')).toEqual([1, 4, 11, 7]);
    expect(numbers('image.mean() * image.std()')).toEqual([0.75, 4, 2.75, 12.25]);
    expect(numbers('subarray.multiplicity(tels)')).toEqual([2, 1, 0, 2]);
    expect(failure(() => numbers('image > 1'))).toContain(
      'has 2 values in each row; use image.sum()',
    );
    expect(failure(() => numbers('x.sum()'))).toContain('column "x" has one value in each row');
  });

  it('names the closest column or function', () => {
    expect(failure(() => mask('hillas_intensty > 50'))).toBe(
      'Expression "hillas_intensty > 50", column 1: there is no column "hillas_intensty", did you mean "hillas_intensity"?.',
    );
    expect(failure(() => mask('parameters.hillas.widht > 5'))).toContain(
      'did you mean "hillas_width"?',
    );
    expect(failure(() => mask('x > sqtr(2)'))).toContain(
      'column 5: there is no function "sqtr", did you mean "sqrt"?',
    );
    expect(failure(() => mask('unheard_of_thing > 5'))).not.toContain('did you mean');
  });

  it('says where an expression is wrong', () => {
    const places = {
      'x >': 'column 4: a number, a name or "(" is missing before the end',
      '(x > 1': 'column 7: ")" is missing before the end',
      'x > 1)': 'column 6: ")" was not expected here',
      'x = 1': 'column 3: "=" has no meaning here, use "==" to compare',
      'x $ 1': 'column 3: "$" has no meaning here',
      "x == 'a'": 'column 6: "\'" has no meaning here, text cannot be compared',
      'x[0]': 'column 2: "[" has no meaning here, elements cannot be picked',
      '3x': 'column 2: a name cannot follow a number directly',
      'x 3': 'column 3: "3" was not expected here',
      '': 'column 1: a number, a name or "(" is missing before the end',
      'np.fft': 'column 1: numpy\'s "fft" is not known here',
      'sin()': 'column 1: "sin" needs 1 arguments, not 0',
      'where(x, 1)': 'column 1: "where" needs a condition and two values',
      'logical_not(x, 1)': 'column 1: "logical_not" needs one value',
      'hillas_width < 0.1 * u.deg': 'column 22: "u.deg" cannot be used: columns are plain numbers',
      'hillas_width.to_value(u.deg)': 'column 23: "u.deg" cannot be used',
      'hillas_width.to_value()': 'column 1: ".to_value()" cannot be used',
      'lambda p: p.x': 'column 1: give the condition directly, without "lambda"',
      'x.': 'column 3: a name is missing after "." before the end',
      'np.sum(x + 1)': 'column 1: "sum" of one argument needs the name of a column',
    };
    for (const [source, message] of Object.entries(places)) {
      expect(failure(() => mask(source))).toContain(message);
    }
  });

  it('bounds length and nesting', () => {
    expect(failure(() => new Expression('('.repeat(101)))).toContain('nested deeper than 100');
    expect(failure(() => new Expression('-'.repeat(1000) + 'x'))).toContain('nested deeper');
    expect(failure(() => new Expression('x' + '**x'.repeat(500)))).toContain('nested deeper');
    expect(failure(() => new Expression('x+'.repeat(1001)))).toContain('longer than 2000 words');
    expect(numbers('n' + '+1'.repeat(999))).toEqual([999, 1000, 1001, 1006]);
  });

  it('has no way out into the program', () => {
    for (const source of [
      'constructor',
      '__proto__',
      'toString()',
      'x.constructor',
      'process.exit()',
    ]) {
      expect(failure(() => numbers(source))).toContain('there is no');
    }
  });

  it('takes the columns of a table and evaluates ranges of rows', () => {
    const { nRows, columns: ofTable } = columnsOfTable({
      nRows: 3,
      columns: [
        { meta: { name: 'v', dtype: 'int32' }, data: Int32Array.of(5, 6, 7) },
        { meta: { name: 'ok', dtype: 'bool' }, data: Uint8Array.of(1, 0, 1) },
        { meta: { name: 'label' }, text: ['a', 'b', 'c'] },
      ],
    });
    const some = new Expression('v * 2').numbers({ nRows, columns: ofTable }, { begin: 1, end: 3 });
    expect([...some]).toEqual([12, 14]);
    expect([...new Expression('~ok').mask({ nRows, columns: ofTable })]).toEqual([0, 1, 0]);
    expect([...ofTable.keys()]).toEqual(['v', 'ok']);
    expect(() =>
      new Expression('v').numbers({ nRows, columns: ofTable }, { begin: 0, end: 4 }),
    ).toThrow('Rows 0 to 4 are outside the 3 rows of the table.');
    expect([
      ...new Expression('v').mask({
        nRows: 0,
        columns: new Map([['v', { data: new Float64Array(0) }]]),
      }),
    ]).toEqual([]);
    const short = new Map([['v', { data: Float64Array.of(1, 2) }]]);
    expect(failure(() => new Expression('v').numbers({ nRows: 3, columns: short }))).toContain(
      'column "v" has 2 values for 3 rows',
    );
  });

  it('gives the same over block borders as row by row', () => {
    const n = 5000;
    const v = Float64Array.from({ length: n }, (_, i) => Math.sin(i) * 10);
    const big = { nRows: n, columns: new Map([['v', { data: v }]]) };
    const found = new Expression('v // 3 + (v > 2)').numbers(big);
    const expected = v.map((value) => Math.floor(value / 3) + (value > 2 ? 1 : 0));
    expect(found).toEqual(expected);
  });
});

/** A formula as text together with its value, computed here by plain JavaScript on plain numbers. */
interface Formula {
  readonly text: string;
  /** Binding strength of the outermost operator by Python's table, larger binds tighter. */
  readonly level: number;
  readonly value: (x: number, y: number) => number;
}

const inside = ({ text, level }: Formula, least: number) => (level >= least ? text : `(${text})`);

function infix(operator: string, level: number, f: (a: number, b: number) => number) {
  return (a: Formula, b: Formula): Formula => ({
    text: `${inside(a, level)} ${operator} ${inside(b, level + 1)}`,
    level,
    value: (x, y) => f(a.value(x, y), b.value(x, y)),
  });
}

const binaries = [
  infix('or', 1, (a, b) => (a !== 0 || b !== 0 ? 1 : 0)),
  infix('and', 2, (a, b) => (a !== 0 && b !== 0 ? 1 : 0)),
  infix('+', 8, (a, b) => a + b),
  infix('-', 8, (a, b) => a - b),
  infix('*', 9, (a, b) => a * b),
  infix('/', 9, (a, b) => a / b),
  (a: Formula, b: Formula): Formula => ({
    text: `${inside(a, 5)} < ${inside(b, 5)}`,
    level: 4,
    value: (x, y) => (a.value(x, y) < b.value(x, y) ? 1 : 0),
  }),
  (a: Formula, b: Formula): Formula => ({
    text: `maximum(${a.text}, ${b.text})`,
    level: 12,
    value: (x, y) => Math.max(a.value(x, y), b.value(x, y)),
  }),
];
const unaries = [
  (a: Formula): Formula => ({
    text: `-${inside(a, 10)}`,
    level: 10,
    value: (x, y) => -a.value(x, y),
  }),
  (a: Formula): Formula => ({
    text: `not ${inside(a, 3)}`,
    level: 3,
    value: (x, y) => (a.value(x, y) === 0 ? 1 : 0),
  }),
  (a: Formula): Formula => ({
    text: `${inside(a, 12)} ** 2`,
    level: 11,
    value: (x, y) => a.value(x, y) ** 2,
  }),
  (a: Formula): Formula => ({
    text: `abs(${a.text})`,
    level: 12,
    value: (x, y) => Math.abs(a.value(x, y)),
  }),
];
const leaf = fc.oneof(
  fc.constant<Formula>({ text: 'x', level: 12, value: (x) => x }),
  fc.constant<Formula>({ text: 'y', level: 12, value: (_x, y) => y }),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map<Formula>((v) => ({
    text: String(v),
    level: 12,
    value: () => v,
  })),
);
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 6 },
    leaf,
    fc
      .tuple(fc.constantFrom(...binaries), tie('formula'), tie('formula'))
      .map(([make, a, b]) => make(a, b)),
    fc.tuple(fc.constantFrom(...unaries), tie('formula')).map(([make, a]) => make(a)),
  ),
}));

describe('any formula', () => {
  it('has the value that its structure says, with as few parentheses as Python needs', () => {
    const rows = [-1.5, 0, 2, 1e300, NaN, Infinity];
    const xy = {
      nRows: rows.length ** 2,
      columns: new Map([
        ['x', { data: Float64Array.from(rows.flatMap((x) => rows.map(() => x))) }],
        ['y', { data: Float64Array.from(rows.flatMap(() => rows)) }],
      ]),
    };
    fc.assert(
      fc.property(formula, ({ text, value }) => {
        const expected = Float64Array.from(rows.flatMap((x) => rows.map((y) => value(x, y))));
        expect(new Expression(text).numbers(xy)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('is read or refused, never anything else', () => {
    const words = [
      'x',
      '(',
      ')',
      '1',
      '+',
      '**',
      '<',
      'and',
      'not',
      '.',
      ',',
      'np',
      'if',
      '~',
      'u',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (parts) => {
        try {
          new Expression(parts.join(' ')).mask(table);
        } catch (error) {
          expect(error).toMatchObject({ code: 'expression-invalid' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
