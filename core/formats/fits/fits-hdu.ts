import type { FitsHeader } from './fits-header.ts';

/** What a header and data unit holds: `bintable` is a table in binary, `table` one in ASCII. */
export type FitsHduKind = 'image' | 'bintable' | 'table' | 'groups' | 'other';

/** One header and data unit of a file. */
export interface FitsHdu {
  /** 0 is the primary one. */
  readonly index: number;
  /** EXTNAME, empty where there is none. */
  readonly name: string;
  readonly kind: FitsHduKind;
  readonly header: FitsHeader;
  readonly headerOffset: number;
  readonly dataOffset: number;
  /** Bytes of the data (with the heap of variable-length arrays), without the blanks behind them. */
  readonly dataBytes: number;
  /** Rows of a table, 0 for all else. */
  readonly nRows: number;
  /** Bytes of a row of a table, 0 for all else. */
  readonly rowBytes: number;
}
