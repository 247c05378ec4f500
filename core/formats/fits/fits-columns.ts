import { PhotoelectronError } from '../../foundation/errors.ts';
import type { FitsHdu } from './fits-hdu.ts';

/** Element types of binary tables by their letters: X bits, A characters, P and Q variable length. */
export type FitsElement =
  'L' | 'X' | 'B' | 'I' | 'J' | 'K' | 'A' | 'E' | 'D' | 'C' | 'M' | 'P' | 'Q';

/** A column of a binary table. */
export interface FitsColumn {
  /** TTYPE, empty where it has none. */
  readonly name: string;
  readonly element: FitsElement;
  /** Elements a row: characters of a text, bits of a bit field. */
  readonly repeat: number;
  /** Bytes within a row. */
  readonly offset: number;
  readonly bytes: number;
  readonly unit?: string;
  /** Value = zero + scale × stored. */
  readonly scale: number;
  readonly zero: number | bigint;
  /** Whole number that stands for no value. */
  readonly null?: number | bigint;
  /** TDIM: the fastest dimension first, as FITS counts. */
  readonly dimensions?: readonly number[];
}

const ELEMENT_BYTES: Readonly<Record<FitsElement, number>> = {
  L: 1,
  X: 1 / 8,
  B: 1,
  I: 2,
  J: 4,
  K: 8,
  A: 1,
  E: 4,
  D: 8,
  C: 8,
  M: 16,
  P: 8,
  Q: 16,
};

const FORM = /^(\d*)([LXBIJKAEDCMPQ])/;

/**
 * Columns of a binary table as its header declares them (FITS standard 4.0, section 7.3).
 *
 * @throws PhotoelectronError `format-damaged` when the declarations contradict each other
 */
export function fitsColumns(hdu: FitsHdu, path: string): FitsColumn[] {
  const { header } = hdu;
  const fields = header.integer('TFIELDS') ?? 0;
  if (fields < 0 || fields > 999) throw damaged(hdu, path, `TFIELDS is ${fields}`);
  const columns: FitsColumn[] = [];
  let offset = 0;
  for (let n = 1; n <= fields; ++n) {
    const form = header.text(`TFORM${n}`) ?? '';
    const match = FORM.exec(form.toUpperCase());
    const repeat = Number(match?.[1] === '' ? 1 : match?.[1]);
    if (match === null || !Number.isSafeInteger(repeat)) {
      throw damaged(hdu, path, `TFORM${n} is ${JSON.stringify(form)}`);
    }
    const element = match[2] as FitsElement;
    const bytes = Math.ceil(repeat * ELEMENT_BYTES[element]);
    const zero = header.value(`TZERO${n}`);
    const empty = header.value(`TNULL${n}`);
    const unit = header.text(`TUNIT${n}`);
    const dimensions = dimensionsOf(header.text(`TDIM${n}`), repeat);
    columns.push({
      name: header.text(`TTYPE${n}`) ?? '',
      element,
      repeat,
      offset,
      bytes,
      scale: header.number(`TSCAL${n}`) ?? 1,
      zero: typeof zero === 'bigint' ? zero : (header.number(`TZERO${n}`) ?? 0),
      ...(unit !== undefined && { unit }),
      ...((typeof empty === 'number' || typeof empty === 'bigint') && { null: empty }),
      ...(dimensions !== undefined && { dimensions }),
    });
    offset += bytes;
  }
  if (offset > hdu.rowBytes) {
    throw damaged(hdu, path, `its columns need ${offset} bytes a row, NAXIS1 is ${hdu.rowBytes}`);
  }
  return columns;
}

/** TDIM, unless it does not fit the number of elements. */
function dimensionsOf(text: string | undefined, repeat: number): number[] | undefined {
  const inner = /^\((.*)\)$/.exec(text ?? '')?.[1];
  const dimensions = inner?.split(',').map(Number);
  if (dimensions?.every((n) => Number.isSafeInteger(n) && n >= 0) !== true) return undefined;
  return dimensions.reduce((product, n) => product * n, 1) <= repeat ? dimensions : undefined;
}

function damaged(hdu: FitsHdu, path: string, clause: string): PhotoelectronError {
  return new PhotoelectronError(
    'format-damaged',
    `${path} is damaged at offset ${hdu.headerOffset}: the table of HDU ${hdu.index} cannot be read, because ${clause}.`,
    { path, offset: hdu.headerOffset, item: hdu.name },
  );
}
