import { PhotoelectronError } from '../../foundation/errors.ts';
import { CARD_LENGTH } from './fits-card.ts';
import { type FitsHeader, parseFitsHeader } from './fits-header.ts';
import type { FitsHdu, FitsHduKind } from './fits-hdu.ts';
import {
  type SequentialInput,
  type SequentialInputOptions,
  openSequentialInput,
} from '../sequential-input.ts';

/** Everything in a FITS file comes in blocks of this size. */
const BLOCK = 2880;
/** Largest header [bytes]: 52 000 cards, where real ones have hundreds. */
const MAX_HEADER_BYTES = 4 << 20;
/** All headers of a file together [bytes], so that a file of nothing but headers does not fill the memory. */
const MAX_ALL_HEADER_BYTES = 32 << 20;

/** Reads from the data of the HDU that is being visited: offsets count from its begin and ascend. */
export type ReadFitsData = (offset: number, length: number) => Promise<Buffer>;

/** What is done at an HDU; its data can be read until the promise is fulfilled. */
export type VisitFitsHdu = (hdu: FitsHdu, readData: ReadFitsData) => Promise<void> | void;

/** What was found on the way through a file. */
export interface FitsWalk {
  readonly hdus: readonly FitsHdu[];
  /** What is wrong with the file behind the HDUs that were found, as a clause; absent when nothing is. */
  readonly problem?: string;
}

/**
 * Goes through the headers of a FITS file from its beginning to its end; data are passed over. A file
 * that is damaged behind its first header gives what stands before.
 *
 * @param visit called for every HDU in order
 * @throws PhotoelectronError `format-damaged` when it is no FITS file or its first header cannot be
 *   read, `file-not-found`, `file-unreadable`, `cancelled`
 */
export async function walkFits(
  path: string,
  options: SequentialInputOptions = {},
  visit: VisitFitsHdu = () => undefined,
): Promise<FitsWalk> {
  const input = await openSequentialInput(path, options);
  try {
    return await walk(path, input, visit);
  } finally {
    await input.close();
  }
}

async function walk(path: string, input: SequentialInput, visit: VisitFitsHdu): Promise<FitsWalk> {
  const hdus: FitsHdu[] = [];
  let offset = 0;
  let headerBytes = 0;
  for (;;) {
    let hdu: FitsHdu | undefined;
    try {
      hdu = await readHdu(path, input, offset, hdus.length);
    } catch (error) {
      if (hdus.length === 0 || !isDamage(error)) throw error;
      return { hdus, problem: input.damage ?? error.place.item ?? error.message };
    }
    if (hdu === undefined) return { hdus, ...(await endOf(input, offset)) };
    hdus.push(hdu);
    headerBytes += hdu.dataOffset - hdu.headerOffset;
    if (headerBytes > MAX_ALL_HEADER_BYTES) {
      return { hdus, problem: `it has more than ${MAX_ALL_HEADER_BYTES >> 20} MiB of headers` };
    }
    const { dataOffset, dataBytes } = hdu;
    await visit(hdu, async (from, length) => {
      const wanted = Math.max(0, Math.min(length, dataBytes - from));
      const bytes = await input.read(dataOffset + from, wanted);
      if (bytes.length === wanted) return bytes;
      const end = dataOffset + from + bytes.length;
      throw damaged(path, end, `it ends early, in the data of ${nameOf(hdu)}`);
    });
    const end = dataOffset + dataBytes;
    const extent = await input.extent(end);
    if (extent < end) {
      const missing = end - extent;
      const ending = `it ends early: ${missing} of ${dataBytes} bytes of the data of ${nameOf(hdu)} are missing`;
      return { hdus, problem: input.damage ?? ending };
    }
    offset = Math.ceil(end / BLOCK) * BLOCK;
  }
}

/** Whatever stands behind the last HDU is no part of it; only damage of the compressed file counts. */
async function endOf(input: SequentialInput, offset: number): Promise<{ problem?: string }> {
  await input.extent(offset + BLOCK);
  return input.damage === undefined ? {} : { problem: input.damage };
}

/** The HDU at an offset, undefined where the file ends or goes on with something else. */
async function readHdu(
  path: string,
  input: SequentialInput,
  offset: number,
  index: number,
): Promise<FitsHdu | undefined> {
  const first = await input.read(offset, BLOCK);
  const keyword = first.toString('latin1', 0, 9);
  if (index === 0) {
    if (!/^SIMPLE {2}=/.test(keyword)) {
      throw damaged(path, offset, 'it does not begin as a FITS file');
    }
  } else if (!keyword.startsWith('XTENSION')) {
    return undefined;
  }
  const { header, bytes } = await readHeader(path, input, offset, index);
  const kind = kindOf(header, index);
  const { dataBytes, nRows, rowBytes } = sizeOf(path, header, kind, offset, index);
  return {
    index,
    name: header.text('EXTNAME') ?? '',
    kind,
    header,
    headerOffset: offset,
    dataOffset: offset + bytes,
    dataBytes,
    nRows,
    rowBytes,
  };
}

async function readHeader(
  path: string,
  input: SequentialInput,
  offset: number,
  index: number,
): Promise<{ header: FitsHeader; bytes: number }> {
  const parts: Buffer[] = [];
  for (let bytes = 0; bytes < MAX_HEADER_BYTES; bytes += BLOCK) {
    const block = await input.read(offset + bytes, BLOCK);
    if (block.length < BLOCK) {
      const end = offset + bytes + block.length;
      throw damaged(path, end, `it ends early, in the header of HDU ${index}`);
    }
    const end = endCard(block);
    // The input may use the memory of the block again.
    parts.push(Buffer.from(end === undefined ? block : block.subarray(0, end)));
    if (end !== undefined) {
      return { header: parseFitsHeader(Buffer.concat(parts)), bytes: bytes + BLOCK };
    }
  }
  throw damaged(path, offset, `the header of HDU ${index} has no end within 4 MiB`);
}

/** Where the card stands in a block that ends the header. */
function endCard(block: Buffer): number | undefined {
  for (let at = 0; at < BLOCK; at += CARD_LENGTH) {
    if (block[at] === 0x45 && block.toString('latin1', at, at + 8) === 'END     ') return at;
  }
  return undefined;
}

function kindOf(header: FitsHeader, index: number): FitsHduKind {
  if (index === 0) return header.boolean('GROUPS') === true ? 'groups' : 'image';
  switch (header.text('XTENSION')?.toUpperCase()) {
    case 'BINTABLE':
    case 'A3DTABLE':
      return 'bintable';
    case 'TABLE':
      return 'table';
    case 'IMAGE':
    case 'IUEIMAGE':
      return 'image';
    default:
      return 'other';
  }
}

const BITPIX = new Set([8, 16, 32, 64, -32, -64]);

/**
 * Size of the data (FITS standard 4.0, equations 1, 2 and 4), checked step by step, so that no header
 * makes it more than a float64 counts exactly.
 */
function sizeOf(
  path: string,
  header: FitsHeader,
  kind: FitsHduKind,
  offset: number,
  index: number,
): { dataBytes: number; nRows: number; rowBytes: number } {
  const whole = (keyword: string, fallback?: number): number => {
    const value = header.has(keyword) ? header.integer(keyword) : fallback;
    if (value === undefined || value < 0) {
      throw damaged(path, offset, `HDU ${index} has no valid ${keyword}`);
    }
    return value;
  };
  const bitpix = header.integer('BITPIX') ?? 0;
  if (!BITPIX.has(bitpix)) throw damaged(path, offset, `HDU ${index} has no valid BITPIX`);
  const naxis = whole('NAXIS');
  if (naxis > 999) throw damaged(path, offset, `HDU ${index} has no valid NAXIS`);
  const axes = Array.from({ length: naxis }, (_, i) => whole(`NAXIS${i + 1}`));
  const isTable = kind === 'bintable' || kind === 'table';
  if (isTable && (bitpix !== 8 || naxis !== 2)) {
    throw damaged(path, offset, `HDU ${index} is a table, but not of rows of bytes`);
  }
  const elements = kind === 'groups' ? axes.slice(1) : axes;
  const perGroup = naxis === 0 ? 0 : elements.reduce((product, n) => product * n, 1);
  const extra = kind === 'image' && index === 0 ? 0 : whole('PCOUNT', 0);
  const groups = kind === 'image' && index === 0 ? 1 : whole('GCOUNT', 1);
  const dataBytes = naxis === 0 ? 0 : (Math.abs(bitpix) / 8) * groups * (extra + perGroup);
  if (!Number.isSafeInteger(dataBytes) || !Number.isSafeInteger(offset + dataBytes + BLOCK)) {
    throw damaged(path, offset, `HDU ${index} says that it has more data than any file holds`);
  }
  return isTable
    ? { dataBytes, nRows: axes[1], rowBytes: axes[0] }
    : { dataBytes, nRows: 0, rowBytes: 0 };
}

function nameOf(hdu: FitsHdu): string {
  return hdu.name === '' ? `HDU ${hdu.index}` : `HDU ${hdu.index} (${hdu.name})`;
}

function isDamage(error: unknown): error is PhotoelectronError {
  return error instanceof PhotoelectronError && error.code === 'format-damaged';
}

/** @param clause what is wrong, to follow "is damaged:" */
function damaged(path: string, offset: number, clause: string): PhotoelectronError {
  return new PhotoelectronError(
    'format-damaged',
    `${path} is damaged at offset ${offset}: ${clause}.`,
    { path, offset, item: clause },
  );
}
