import type { ColumnData, DType } from '../../foundation/table.ts';

/** Value of an attribute as read; lists for arrays, null for what cannot be expressed. */
export type AttributeRead =
  string | number | bigint | boolean | readonly (string | number | bigint | boolean)[] | null;

/** What a path in a file is. */
export type ItemKind = 'group' | 'dataset' | 'other';

/** One member of a table's rows that can be read. */
export interface ReadMember {
  readonly name: string;
  readonly dtype: DType | 'text';
  readonly shape: readonly number[];
  /** Place in the row [bytes]. */
  readonly offset: number;
  /** Bytes of one element as stored. */
  readonly size: number;
  /** Text of any length: a pointer is stored. */
  readonly pointer?: boolean;
  /** Names of the values of an enumeration. */
  readonly enumNames?: Readonly<Record<string, number>>;
}

/** What is known of a table before its rows are read. */
export interface TableDescription {
  readonly nRows: number;
  /** Bytes of one row as stored. */
  readonly rowBytes: number;
  /** Rows of one chunk; all rows where the table is not chunked. */
  readonly chunkRows: number;
  readonly members: readonly ReadMember[];
  /** Columns of types that have no equivalent here. */
  readonly unreadable: readonly string[];
}

/** What is known of a dataset that is no table before it is read. */
export interface ArrayDescription {
  /** Type of the elements, or of those of the sequences. */
  readonly dtype: DType | 'text';
  /** Empty for a single value. */
  readonly shape: readonly number[];
  /** Bytes of one element as stored. */
  readonly size: number;
  /** Bytes of one place on the first axis as stored. */
  readonly rowBytes: number;
  /** Places on the first axis of one chunk; all where it is not chunked. */
  readonly chunkRows: number;
  /** Values, pointers to text of any length, or sequences of any length (variable-length arrays). */
  readonly kind: 'plain' | 'pointers' | 'sequences';
  /** Names of the values of an enumeration. */
  readonly enumNames?: Readonly<Record<string, number>>;
}

/**
 * Part of a dataset on its way from the reading thread. Sequence `i` is `data` from `offsets[i]` to
 * `offsets[i + 1]`.
 */
export type ReadArray =
  | { readonly data: ColumnData; readonly offsets?: Float64Array }
  | { readonly text: readonly string[] };

/** A column on its way from the reading thread. */
export type ReadColumn =
  | { readonly name: string; readonly data: ColumnData }
  | { readonly name: string; readonly text: readonly string[] };

/** What can be asked of the reading thread, and what it answers. */
export interface ReaderCalls {
  open: { ask: { path: string }; answer: null };
  children: { ask: { item: string }; answer: { name: string; kind: ItemKind }[] };
  /** Everything in the file, group by group. */
  tree: { ask: null; answer: { path: string; kind: ItemKind }[] };
  kind: { ask: { item: string }; answer: ItemKind | null };
  attributes: {
    ask: { item: string; names?: readonly string[] | undefined };
    answer: Record<string, AttributeRead>;
  };
  describe: { ask: { item: string }; answer: TableDescription };
  rows: {
    ask: { item: string; start: number; count: number; columns: readonly string[] };
    answer: ReadColumn[];
  };
  describeArray: { ask: { item: string }; answer: ArrayDescription };
  /** Descriptions of all datasets of a group that are no tables. */
  describeGroup: {
    ask: { item: string };
    answer: { name: string; array: ArrayDescription }[];
  };
  array: { ask: { item: string; start: number; count: number }; answer: ReadArray };
  text: { ask: { item: string }; answer: string };
  /** Answers whether the thread may serve another file. */
  close: { ask: null; answer: boolean };
}

export type ReaderCall = keyof ReaderCalls;

/** A question to the reading thread. */
export interface ReaderRequest<C extends ReaderCall = ReaderCall> {
  readonly id: number;
  readonly call: C;
  readonly ask: ReaderCalls[C]['ask'];
}

/** Why a question could not be answered. */
export type ReaderFailure = 'not-hdf5' | 'missing' | 'damaged' | 'unsupported' | 'too-large';

/** An answer of the reading thread. */
export type ReaderReply =
  | { readonly id: number; readonly answer: ReaderCalls[ReaderCall]['answer'] }
  | { readonly id: number; readonly failure: ReaderFailure };
