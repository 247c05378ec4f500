import { createReadStream, createWriteStream } from 'node:fs';
import { access, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { partialFile } from '../../foundation/partial-file.ts';
import { encodeFitsElements, encodeFitsRows, type HeapPlace } from './encode-fits-rows.ts';
import { addToChecksum, EMPTY_CHECKSUM, encodeChecksum } from './fits-checksum.ts';
import { type FitsEntry, formatFitsEntry } from './fits-entry.ts';
import { type FitsOutputColumn, type StoredColumn, storedColumns } from './fits-table-columns.ts';

/** A binary table to be written. */
export interface FitsTable {
  /** EXTNAME. */
  readonly name: string;
  readonly nRows: number;
  readonly columns: readonly FitsOutputColumn[];
  /** What stands in the header beside what FITS needs. */
  readonly header?: readonly FitsEntry[];
}

/** A FITS file to be written: a primary HDU without data, and binary tables. */
export interface FitsFile {
  /** What stands in the primary header. */
  readonly primary?: readonly FitsEntry[];
  readonly tables: readonly FitsTable[];
}

export interface WriteFitsOptions {
  /** Compress the whole file, as `.fits.gz`. Default: when the name ends so. */
  readonly gzip?: boolean;
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
}

const BLOCK = 2880;
/** Bytes that are encoded at once. */
const CHUNK_BYTES = 1 << 22;

/**
 * Writes a FITS file, with DATASUM and CHECKSUM in every HDU: under a temporary name in the same folder,
 * which then takes the final name. Tables are encoded and written in pieces.
 *
 * @throws PhotoelectronError `argument-invalid` for what FITS cannot hold, `file-exists`,
 *   `file-unwritable`, `disk-full`, `cancelled`
 */
export async function writeFits(
  file: string,
  content: FitsFile,
  options: WriteFitsOptions = {},
): Promise<void> {
  const { gzip = file.endsWith('.gz'), overwrite = false, signal } = options;
  const plain = partialFile(file);
  const packed = gzip ? partialFile(file) : undefined;
  try {
    if (!overwrite && (await isThere(file))) {
      throw new PhotoelectronError(
        'file-exists',
        `${file} exists already; give another name, or --overwrite to replace it.`,
        { path: file },
      );
    }
    await writePlain(plain, content, file, signal);
    if (packed !== undefined) {
      await pipeline(createReadStream(plain), createGzip(), createWriteStream(packed), { signal });
    }
    await rename(packed ?? plain, file);
    if (packed !== undefined) await rm(plain);
  } catch (error) {
    for (const temporary of [plain, packed]) {
      if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    }
    throw writingError(error, file, signal);
  }
}

async function writePlain(
  temporary: string,
  { primary = [], tables }: FitsFile,
  file: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const out = await open(temporary, 'wx');
  try {
    const first: FitsEntry[] = [
      { keyword: 'SIMPLE', value: true, comment: 'conforms to FITS standard' },
      { keyword: 'BITPIX', value: 8 },
      { keyword: 'NAXIS', value: 0 },
      { keyword: 'EXTEND', value: true },
      ...primary,
    ];
    let offset = await writeHeader(out, 0, first, 0);
    for (const table of tables) offset = await writeTable(out, offset, table, file, signal);
    await out.sync();
  } finally {
    await out.close();
  }
}

/** Writes a table at an offset; returns where it ends. */
async function writeTable(
  out: FileHandle,
  offset: number,
  table: FitsTable,
  file: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { nRows } = table;
  const columns = storedColumns(table.columns, nRows);
  const rowBytes = columns.reduce((sum, { bytes }) => sum + bytes, 0);
  const { places, heapBytes } = heapOf(columns);
  const entries = tableEntries(table, columns, rowBytes, heapBytes);
  const dataOffset = offset + headerBytes(entries);
  let at = dataOffset;
  let sum = 0;
  let rest: Uint8Array = new Uint8Array(0);
  const put = async (bytes: Uint8Array) => {
    if (signal?.aborted === true) {
      throw new PhotoelectronError('cancelled', `The writing of ${file} was stopped.`, {
        path: file,
      });
    }
    // The sum counts words of four bytes, wherever the pieces end.
    const joined = rest.length === 0 ? bytes : concat(rest, bytes);
    const whole = joined.length & ~3;
    sum = addToChecksum(joined.subarray(0, whole), sum);
    rest = joined.slice(whole);
    await out.write(bytes, 0, bytes.length, at);
    at += bytes.length;
  };
  const step = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(1, rowBytes)));
  for (let row = 0; row < nRows; row += step) {
    await put(encodeFitsRows(columns, row, Math.min(step, nRows - row), places));
  }
  for (const { column } of columns) {
    const { data, isLogical = false } = column;
    if (!('offsets' in data)) continue;
    const many = CHUNK_BYTES >> 3;
    for (let i = 0; i < data.values.length; i += many) {
      const count = Math.min(many, data.values.length - i);
      await put(encodeFitsElements(data.values, isLogical, i, count));
    }
  }
  sum = addToChecksum(rest, sum);
  const filling = (BLOCK - ((at - dataOffset) % BLOCK)) % BLOCK;
  if (filling > 0) await out.write(new Uint8Array(filling), 0, filling, at);
  await writeHeader(out, offset, entries, sum);
  return at + filling;
}

/** Where the arrays of each column stand behind the rows. */
function heapOf(columns: readonly StoredColumn[]): {
  places: ReadonlyMap<number, HeapPlace>;
  heapBytes: number;
} {
  const places = new Map<number, HeapPlace>();
  let heapBytes = 0;
  for (const [index, { column, heapElementBytes }] of columns.entries()) {
    if (heapElementBytes === undefined || !('offsets' in column.data)) continue;
    places.set(index, { start: heapBytes });
    heapBytes += column.data.values.length * heapElementBytes;
  }
  return { places, heapBytes };
}

function tableEntries(
  table: FitsTable,
  columns: readonly StoredColumn[],
  rowBytes: number,
  heapBytes: number,
): FitsEntry[] {
  return [
    { keyword: 'XTENSION', value: 'BINTABLE', comment: 'binary table extension' },
    { keyword: 'BITPIX', value: 8 },
    { keyword: 'NAXIS', value: 2 },
    { keyword: 'NAXIS1', value: rowBytes, comment: 'bytes of a row' },
    { keyword: 'NAXIS2', value: table.nRows, comment: 'rows' },
    { keyword: 'PCOUNT', value: heapBytes, comment: 'bytes of the heap' },
    { keyword: 'GCOUNT', value: 1 },
    { keyword: 'TFIELDS', value: columns.length, comment: 'columns' },
    { keyword: 'EXTNAME', value: table.name },
    ...columns.flatMap((stored, i) => columnEntries(stored, i + 1)),
    ...(table.header ?? []),
  ];
}

function columnEntries({ column, form, zero }: StoredColumn, n: number): FitsEntry[] {
  const { name, unit, comment = '', shape } = column;
  const entries: FitsEntry[] = [
    { keyword: `TTYPE${n}`, value: name, comment },
    { keyword: `TFORM${n}`, value: form },
  ];
  if (unit !== undefined && unit !== '') entries.push({ keyword: `TUNIT${n}`, value: unit });
  if (zero !== undefined) {
    entries.push({ keyword: `TSCAL${n}`, value: 1 }, { keyword: `TZERO${n}`, value: zero });
  }
  if (column.null !== undefined) entries.push({ keyword: `TNULL${n}`, value: column.null });
  if (shape !== undefined && shape.length > 1) {
    entries.push({ keyword: `TDIM${n}`, value: `(${[...shape].reverse().join(',')})` });
  }
  return entries;
}

/** Two cards for the sums, one for the end. */
const EXTRA_CARDS = 3;

function headerBytes(entries: readonly FitsEntry[]): number {
  const cards = cardsOf(entries).length + EXTRA_CARDS;
  return Math.ceil((cards * 80) / BLOCK) * BLOCK;
}

/** Writes a header with its sums; returns where it ends. */
async function writeHeader(
  out: FileHandle,
  offset: number,
  entries: readonly FitsEntry[],
  dataSum: number,
): Promise<number> {
  const withSum = (checksum: string) => {
    const cards = cardsOf([
      ...entries,
      { keyword: 'CHECKSUM', value: checksum, comment: 'HDU checksum' },
      { keyword: 'DATASUM', value: String(dataSum), comment: 'data unit checksum' },
    ]);
    const text = [...cards, 'END'.padEnd(80)].join('');
    return Buffer.from(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK), 'latin1');
  };
  const checksum = encodeChecksum(addToChecksum(withSum(EMPTY_CHECKSUM), dataSum));
  const bytes = withSum(checksum);
  await out.write(bytes, 0, bytes.length, offset);
  return offset + bytes.length;
}

/** Cards of a header; before the first text that goes on over several stands the name of that convention. */
function cardsOf(entries: readonly FitsEntry[]): string[] {
  const cards = entries.map(formatFitsEntry);
  const long = cards.findIndex((lines) => lines.at(1)?.startsWith('CONTINUE') === true);
  if (long >= 0) cards.splice(long, 0, formatFitsEntry({ keyword: 'LONGSTRN', value: 'OGIP 1.0' }));
  return cards.flat();
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function writingError(error: unknown, file: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof PhotoelectronError) return error;
  if (signal?.aborted === true) {
    return new PhotoelectronError('cancelled', `The writing of ${file} was stopped.`, {
      path: file,
    });
  }
  const reason = (error as NodeJS.ErrnoException).code;
  if (reason === undefined) return error;
  if (reason === 'ENOSPC') {
    const message = `The disk is full: ${file} could not be written; make room and try again.`;
    return new PhotoelectronError('disk-full', message, { path: file }, error);
  }
  return new PhotoelectronError(
    'file-unwritable',
    `${file} cannot be written (${reason}); check that its folder exists and that you may write there.`,
    { path: file },
    error,
  );
}
