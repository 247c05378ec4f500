import { promisify } from 'node:util';
import { constants, deflate, zstdCompress } from 'node:zlib';
import { fletcher32, shuffleBytes } from '../../native/hdf5-chunk.ts';
import type { BufferPool } from '../../foundation/buffer-pool.ts';
import { ByteWriter } from './byte-writer.ts';
import { type TableMember, elementBytes, memberBytes } from './member-type.ts';

/** How the chunks of tables are compressed. */
export type Compression = 'blosc:zstd' | 'deflate' | 'none';

/** Compression and checksum of chunks. */
export interface ChunkCodecOptions {
  /**
   * Default `blosc:zstd`, what ctapipe writes; `deflate` and `none` are for readers without the blosc
   * filter (plain h5py).
   */
  readonly compression?: Compression;
  /**
   * 1 (fast) to 9 (small). Default 1: level 5, the one of ctapipe, makes image tables 2 % smaller in
   * half as much time again.
   */
  readonly level?: number;
  /** Whether a checksum guards every chunk. Default true. */
  readonly checksum?: boolean;
}

const FilterId = { deflate: 1, shuffle: 2, fletcher32: 3, blosc: 32001 } as const;

/** Largest element that a Blosc-1 header can name. */
const maxShuffle = 255;

const zstd = promisify(zstdCompress);
const zlib = promisify(deflate);

/**
 * Element size for the byte shuffle: the whole row where the filter allows it, so that all bytes of
 * one column come together; for longer rows the element that fills most of the row.
 */
function shuffleSize(members: readonly TableMember[], rowSize: number): number {
  if (rowSize <= maxShuffle) return rowSize;
  const share = new Map<number, number>();
  for (const member of members) {
    const size = member.type.kind === 'text' ? 1 : elementBytes(member.type);
    share.set(size, (share.get(size) ?? 0) + memberBytes(member));
  }
  return [...share].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [1, 0])[0];
}

/** Turns full chunks of rows into what stands in the file; all of it off the JavaScript thread. */
export class ChunkCodec {
  readonly #compression: Compression;
  readonly #level: number;
  readonly #checksum: boolean;

  constructor(options: ChunkCodecOptions = {}) {
    this.#compression = options.compression ?? 'blosc:zstd';
    this.#level = options.level ?? 1;
    this.#checksum = options.checksum ?? true;
  }

  /**
   * The filter pipeline message (version 1) of a table, undefined where there is no filter.
   * Format: HDF5 File Format Specification 3.0, IV.A.2.l; values of the blosc filter as its registered
   * plugin documents them.
   */
  filterMessage(
    members: readonly TableMember[],
    rowSize: number,
    chunkBytes: number,
  ): Uint8Array | undefined {
    const filters: { id: number; name: string; flags: number; values: number[] }[] = [];
    const size = shuffleSize(members, rowSize);
    if (this.#compression === 'blosc:zstd') {
      const zstdCode = 5;
      const values = [2, 2, Math.min(rowSize, maxShuffle), chunkBytes, this.#level, 1, zstdCode];
      filters.push({ id: FilterId.blosc, name: 'blosc', flags: 1, values });
    }
    if (this.#compression === 'deflate') {
      filters.push({ id: FilterId.shuffle, name: 'shuffle', flags: 1, values: [size] });
      filters.push({ id: FilterId.deflate, name: 'deflate', flags: 1, values: [this.#level] });
    }
    if (this.#checksum) {
      filters.push({ id: FilterId.fletcher32, name: 'fletcher32', flags: 0, values: [] });
    }
    if (filters.length === 0) return undefined;
    const out = new ByteWriter().uint8(1).uint8(filters.length).zeros(6);
    for (const { id, name, flags, values } of filters) {
      const nameBytes = 8 * Math.ceil((name.length + 1) / 8);
      out.uint16(id).uint16(nameBytes).uint16(flags).uint16(values.length);
      out.ascii(name).zeros(nameBytes - name.length);
      for (const value of values) out.uint32(value);
      if (values.length % 2 === 1) out.zeros(4);
    }
    return out.bytes();
  }

  /** What PyTables keeps in the FILTERS attribute of groups: defaults for tables made later. */
  pyTablesFilters(): number {
    const bit = (set: boolean, value: number) => (set ? value : 0);
    const zstdLibrary = 10;
    const zlibLibrary = 1;
    const library =
      this.#compression === 'blosc:zstd'
        ? zstdLibrary
        : this.#compression === 'deflate'
          ? zlibLibrary
          : 0;
    const compressed = this.#compression !== 'none';
    const flags = bit(compressed, 1) + bit(this.#checksum, 2);
    return (compressed ? this.#level : 0) + (library << 8) + (flags << 16);
  }

  /**
   * Encodes one chunk. The pieces are to be written one after the other.
   *
   * @param rows the chunk, every row filled; pieces of the result may be views of it
   * @param pool where memory for the work comes from
   */
  async encode(
    rows: Uint8Array,
    members: readonly TableMember[],
    rowSize: number,
    pool: BufferPool,
  ): Promise<Uint8Array[]> {
    const [head, tail] = await this.#compress(rows, shuffleSize(members, rowSize), pool);
    if (!this.#checksum) return [head, tail];
    const sum = await fletcher32(head, tail);
    return [head, tail, new ByteWriter().uint32(sum).bytes()];
  }

  async #compress(
    rows: Uint8Array,
    size: number,
    pool: BufferPool,
  ): Promise<[Uint8Array, Uint8Array]> {
    if (this.#compression === 'none') return [new Uint8Array(0), rows];
    if (size === 1) return this.#squeeze(rows, rows, size);
    const scratch = pool.take(rows.length);
    const shuffled = new Uint8Array(scratch, 0, rows.length);
    await shuffleBytes(rows, size, shuffled);
    const pieces = await this.#squeeze(rows, shuffled, size);
    pool.give(scratch);
    return pieces;
  }

  async #squeeze(
    rows: Uint8Array,
    shuffled: Uint8Array,
    size: number,
  ): Promise<[Uint8Array, Uint8Array]> {
    if (this.#compression === 'deflate') {
      return [new Uint8Array(0), await zlib(shuffled, { level: this.#level })];
    }
    const compressed = await zstd(shuffled, {
      params: { [constants.ZSTD_c_compressionLevel]: this.#level },
      pledgedSrcSize: shuffled.length,
      chunkSize: Math.max(4096, shuffled.length),
    });
    return bloscFrame(rows, size, compressed);
  }
}

/**
 * A Blosc-1 frame of one block that is not split into streams; rows that zstd cannot shrink are
 * stored as they are.
 * Format: README_CHUNK_FORMAT of c-blosc 1.21.
 */
function bloscFrame(
  rows: Uint8Array,
  size: number,
  compressed: Uint8Array,
): [Uint8Array, Uint8Array] {
  const formatVersion = 2;
  const zstdFormat = 4 << 5;
  const flag = { shuffle: 1, stored: 2, oneStream: 16 };
  const headBytes = 16 + 4 + 4;
  const stored = compressed.length + headBytes >= rows.length + 16;
  const flags =
    zstdFormat + flag.oneStream + (size > 1 ? flag.shuffle : 0) + (stored ? flag.stored : 0);
  const out = new ByteWriter().uint8(formatVersion).uint8(1).uint8(flags).uint8(size);
  out.uint32(rows.length).uint32(rows.length);
  if (stored) return [out.uint32(rows.length + 16).bytes(), rows];
  out.uint32(compressed.length + headBytes);
  out.uint32(headBytes - 4).uint32(compressed.length);
  return [out.bytes(), compressed];
}
