/** A header and data unit to be written: cards as they shall stand there, and the data behind them. */
export interface FitsUnit {
  readonly cards: readonly string[];
  readonly data?: Buffer;
}

const BLOCK = 2880;

/** One card of 80 characters. */
export function card(keyword: string, value: string, comment = ''): string {
  const text = `${keyword.padEnd(8)}= ${value.padStart(20)}${comment === '' ? '' : ` / ${comment}`}`;
  return text.padEnd(80);
}

/** A whole header with END, in blocks. */
export function fitsHeader(cards: readonly string[]): Buffer {
  const text = [...cards, 'END'].map((line) => line.padEnd(80)).join('');
  return Buffer.from(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK), 'latin1');
}

/** A file of units as they are given; the data are filled up to blocks. */
export function fitsFile(units: readonly FitsUnit[]): Buffer {
  return Buffer.concat(
    units.flatMap(({ cards, data = Buffer.alloc(0) }) => [
      fitsHeader(cards),
      data,
      Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK),
    ]),
  );
}

/** The primary unit of files that have only tables. */
export const emptyPrimary: FitsUnit = {
  cards: [card('SIMPLE', 'T'), card('BITPIX', '8'), card('NAXIS', '0'), card('EXTEND', 'T')],
};

/** A column of a binary table with its bytes of every row. */
export interface FitsTestColumn {
  readonly name: string;
  readonly form: string;
  readonly rows: readonly Buffer[];
  /** Further cards such as TUNIT, without the number of the column. */
  readonly more?: Readonly<Record<string, string>>;
}

/** A binary table; further cards stand behind those that it needs. */
export function fitsTable(
  columns: readonly FitsTestColumn[],
  cards: readonly string[] = [],
  heap: Buffer = Buffer.alloc(0),
): FitsUnit {
  const nRows = columns.at(0)?.rows.length ?? 0;
  const rows = Array.from({ length: nRows }, (_, row) => columns.map((column) => column.rows[row]));
  const data = Buffer.concat([...rows.flat(), heap]);
  const rowBytes = nRows === 0 ? 0 : (data.length - heap.length) / nRows;
  return {
    cards: [
      card('XTENSION', "'BINTABLE'"),
      card('BITPIX', '8'),
      card('NAXIS', '2'),
      card('NAXIS1', String(rowBytes)),
      card('NAXIS2', String(nRows)),
      card('PCOUNT', String(heap.length)),
      card('GCOUNT', '1'),
      card('TFIELDS', String(columns.length)),
      ...columns.flatMap(({ name, form, more = {} }, i) => [
        card(`TTYPE${i + 1}`, `'${name}'`),
        card(`TFORM${i + 1}`, `'${form}'`),
        ...Object.entries(more).map(([keyword, value]) => card(`${keyword}${i + 1}`, value)),
      ]),
      ...cards,
    ],
    data,
  };
}

/** Big-endian numbers of a row. */
export function int16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => bytes.writeInt16BE(value, 2 * i));
  return bytes;
}

export function int32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeInt32BE(value, 4 * i));
  return bytes;
}

export function int64(...values: bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeBigInt64BE(value, 8 * i));
  return bytes;
}

export function float32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeFloatBE(value, 4 * i));
  return bytes;
}

export function float64(...values: number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeDoubleBE(value, 8 * i));
  return bytes;
}
