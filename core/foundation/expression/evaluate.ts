import { closestName } from '../closest-name.ts';
import type { ColumnData } from '../table.ts';
import { expressionError } from './expression-error.ts';
import type { ExpressionColumn, ExpressionColumns } from './expression-columns.ts';
import { expressionFunctions, floorDivide, floorModulo, power } from './functions.ts';
import { reductions } from './reductions.ts';
import { resolveColumn } from './resolve-column.ts';
import type { ArithmeticOperator, ComparisonOperator, SyntaxTree } from './syntax-tree.ts';

/** Rows worked on at a time, so that the intermediate values stay in the processor's cache. */
const blockRows = 2048;

/** Computes rows `begin` to `begin + count` into `out`; nodes own their `out` and nothing else. */
interface Node {
  readonly isTruth: boolean;
  /** Truth values are 0 and 1. */
  readonly out: Float64Array;
  readonly run: (begin: number, count: number) => void;
}

const arithmetic: Readonly<Record<ArithmeticOperator, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '//': floorDivide,
  '%': floorModulo,
  '**': power,
};

const comparison: Readonly<Record<ComparisonOperator, (x: number, y: number) => boolean>> = {
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
};

/** Ties the nodes of one expression to columns; every bound node has its own loop over a block. */
class Binder {
  readonly #source: string;
  readonly #table: ExpressionColumns;
  readonly #block: number;

  constructor(source: string, table: ExpressionColumns, block: number) {
    this.#source = source;
    this.#table = table;
    this.#block = block;
  }

  #node(isTruth: boolean, run: (out: Float64Array, begin: number, count: number) => void): Node {
    const out = new Float64Array(this.#block);
    return {
      isTruth,
      out,
      run: (begin, count) => {
        run(out, begin, count);
      },
    };
  }

  bind(tree: SyntaxTree): Node {
    switch (tree.kind) {
      case 'number':
      case 'truth': {
        const out = new Float64Array(this.#block).fill(Number(tree.value));
        return { isTruth: tree.kind === 'truth', out, run: () => undefined };
      }
      case 'column':
        return this.#column(tree.name, tree.position);
      case 'reduction':
        return this.#reduction(tree.reduction, tree.name, tree.position);
      case 'negate': {
        const operand = this.bind(tree.operand);
        return this.#map1(false, operand, (x) => -x);
      }
      case 'arithmetic':
        return this.#map2(this.bind(tree.left), this.bind(tree.right), arithmetic[tree.operator]);
      case 'comparison':
        return this.#comparison(tree.operators, tree.operands);
      case 'not': {
        const operand = this.bind(tree.operand);
        if (tree.strict) this.#needTruth(operand, tree.text, tree.position);
        return this.#map1(true, operand, (x) => x === 0);
      }
      case 'and':
      case 'or': {
        const left = this.bind(tree.left);
        const right = this.bind(tree.right);
        if (tree.strict) {
          this.#needTruth(left, tree.text, tree.position);
          this.#needTruth(right, tree.text, tree.position);
        }
        const a = left.out;
        const b = right.out;
        const isAnd = tree.kind === 'and';
        return this.#node(true, (out, begin, count) => {
          left.run(begin, count);
          right.run(begin, count);
          if (isAnd) for (let i = 0; i < count; i++) out[i] = a[i] !== 0 && b[i] !== 0 ? 1 : 0;
          else for (let i = 0; i < count; i++) out[i] = a[i] !== 0 || b[i] !== 0 ? 1 : 0;
        });
      }
      case 'conditional': {
        const condition = this.bind(tree.condition);
        const yes = this.bind(tree.yes);
        const no = this.bind(tree.no);
        return this.#node(yes.isTruth && no.isTruth, (out, begin, count) => {
          condition.run(begin, count);
          yes.run(begin, count);
          no.run(begin, count);
          for (let i = 0; i < count; i++) {
            out[i] = condition.out[i] === 0 ? no.out[i] : yes.out[i];
          }
        });
      }
      case 'call':
        return this.#call(tree.function, tree.args);
    }
  }

  #map1(isTruth: boolean, operand: Node, f: (x: number) => number | boolean): Node {
    const a = operand.out;
    return this.#node(isTruth, (out, begin, count) => {
      operand.run(begin, count);
      for (let i = 0; i < count; i++) out[i] = Number(f(a[i]));
    });
  }

  #map2(left: Node, right: Node, f: (x: number, y: number) => number): Node {
    const a = left.out;
    const b = right.out;
    return this.#node(false, (out, begin, count) => {
      left.run(begin, count);
      right.run(begin, count);
      for (let i = 0; i < count; i++) out[i] = f(a[i], b[i]);
    });
  }

  #comparison(operators: readonly ComparisonOperator[], operands: readonly SyntaxTree[]): Node {
    const nodes = operands.map((operand) => this.bind(operand));
    return this.#node(true, (out, begin, count) => {
      for (const node of nodes) node.run(begin, count);
      out.fill(1, 0, count);
      for (const [k, operator] of operators.entries()) {
        const a = nodes[k].out;
        const b = nodes[k + 1].out;
        const holds = comparison[operator];
        for (let i = 0; i < count; i++) if (!holds(a[i], b[i])) out[i] = 0;
      }
    });
  }

  #call(name: string, args: readonly SyntaxTree[]): Node {
    const definition = expressionFunctions.get(name);
    const [first, ...others] = args.map((arg) => this.bind(arg));
    if (definition === undefined) {
      throw new RangeError(`the parser let the function "${name}" pass`);
    }
    const { unary, binary, result } = definition;
    if (binary === undefined) return this.#map1(result === 'truth', first, unary ?? Number);
    return others.reduce((left, right) => this.#map2(left, right, binary), first);
  }

  #needTruth(node: Node, operator: string, position: number): void {
    if (node.isTruth) return;
    throw expressionError(
      this.#source,
      position,
      `"${operator}" joins truth values, not numbers; put the comparisons beside it in parentheses`,
    );
  }

  #find(name: string, position: number): [string, ExpressionColumn, number] {
    const { columns, nRows } = this.#table;
    const found = resolveColumn(name, (candidate) => columns.has(candidate));
    const column = found === undefined ? undefined : columns.get(found);
    if (found === undefined || column === undefined) throw this.#unknown(name, position);
    const width = nRows === 0 ? 1 : column.data.length / nRows;
    if (!Number.isInteger(width)) {
      throw expressionError(
        this.#source,
        position,
        `column "${found}" has ${String(column.data.length)} values for ${String(nRows)} rows`,
      );
    }
    return [found, column, width];
  }

  #unknown(name: string, position: number) {
    const written = name.replaceAll('.', '_').replace(/^(parameters|dl1_params)_|_value$/g, '');
    const known = [...this.#table.columns.keys()];
    const closest = closestName(name, known) ?? closestName(written, known);
    const hint = closest === undefined ? '' : `, did you mean "${closest}"?`;
    return expressionError(this.#source, position, `there is no column "${name}"${hint}`);
  }

  #column(name: string, position: number): Node {
    const [found, { data, isTruth = false }, width] = this.#find(name, position);
    if (width !== 1) {
      throw expressionError(
        this.#source,
        position,
        `column "${found}" has ${String(width)} values in each row; use ${found}.sum(), .max(), .min(), .mean(), .std() or np.count_nonzero(${found})`,
      );
    }
    return this.#node(isTruth, (out, begin, count) => {
      copyNumbers(data, begin, count, out);
    });
  }

  /** Uses the column `image.sum` where the table has it, else reduces the values of `image`. */
  #reduction(name: string, of: string, position: number): Node {
    const ready = resolveColumn(`${of}.${name}`, (known) => this.#table.columns.has(known));
    if (ready !== undefined) return this.#column(ready, position);
    const [found, { data }, width] = this.#find(of, position);
    const reduce = reductions.get(name);
    if (reduce === undefined) throw new RangeError(`the parser let "${name}" pass`);
    if (width === 1 && this.#table.nRows > 0) {
      throw expressionError(
        this.#source,
        position,
        `column "${found}" has one value in each row, so there is nothing to take the ${name} of`,
      );
    }
    return this.#node(false, (out, begin, count) => {
      for (let i = 0; i < count; i++) {
        out[i] = reduce(data, (begin + i) * width, (begin + i + 1) * width);
      }
    });
  }
}

function copyNumbers(data: ColumnData, begin: number, count: number, out: Float64Array): void {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    for (let i = 0; i < count; i++) out[i] = Number(data[begin + i]);
  } else {
    out.set(data.subarray(begin, begin + count));
  }
}

/**
 * Evaluates an understood expression over rows and hands the values on block by block.
 *
 * @param source the expression, for messages
 * @param begin first row
 * @param end one past the last row
 * @param take gets the values (truth values as 0 and 1) and the index of the first from `begin`;
 *   it must not keep the array
 * @throws PhotoelectronError `expression-invalid` for unknown columns and wrong kinds of values
 */
export function evaluateBlocks(
  source: string,
  tree: SyntaxTree,
  table: ExpressionColumns,
  begin: number,
  end: number,
  take: (values: Float64Array, offset: number) => void,
): void {
  const node = new Binder(source, table, Math.min(blockRows, end - begin)).bind(tree);
  for (let start = begin; start < end; start += blockRows) {
    const count = Math.min(blockRows, end - start);
    node.run(start, count);
    take(node.out.subarray(0, count), start - begin);
  }
}
