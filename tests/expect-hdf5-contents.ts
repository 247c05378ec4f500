import { expect } from 'vitest';
import { type Hdf5File, openHdf5 } from '../core/formats/hdf5/open-hdf5.ts';
import { openRows } from '../core/formats/hdf5/open-rows.ts';
import { dataFile } from './data-folder.ts';
import type { PeerResult } from './peers/exchange.ts';

/** A piece of a file as `tests/peers/hdf5-contents.py` noted it. */
interface Case {
  readonly kind: 'array' | 'sequences' | 'rows';
  readonly file: string;
  readonly item: string;
  readonly start: number;
  readonly count: number;
  readonly column?: string;
  /** Name of the numbers in the arrays. */
  readonly array?: string;
  readonly text?: readonly string[];
  /** Lengths of the sequences. */
  readonly lengths?: readonly number[];
}

/** What we read there: numbers or text. */
async function read(file: Hdf5File, { item, start, count, column }: Case) {
  if (column === undefined) return file.readArray(item, { start, count });
  const rows = await openRows(file, item);
  const table = await rows?.read({ start, count, columns: [column] });
  return table?.columns[0];
}

/** Compares what h5py and PyTables read with what we do: identical. */
export async function expectHdf5Contents(result: PeerResult): Promise<void> {
  const { cases } = result.notes as { cases: readonly Case[] };
  expect(cases.length).toBeGreaterThan(40);
  for (const [file, pieces] of Map.groupBy(cases, (piece) => piece.file)) {
    const opened = await openHdf5(dataFile(file));
    try {
      for (const piece of pieces) {
        const where = `${file} ${piece.item} ${piece.column ?? ''}`;
        const ours = await read(opened, piece);
        const wanted = piece.array === undefined ? undefined : result.arrays.get(piece.array)?.data;
        if (wanted === undefined) expect(ours, where).toMatchObject({ text: piece.text });
        else {
          // Booleans are handed over as bytes; columns of bits are bytes here, too.
          expect(ours !== undefined && 'data' in ours ? ours.data : undefined, where).toEqual(
            wanted,
          );
        }
        if (piece.lengths === undefined) continue;
        const offsets = ours !== undefined && 'offsets' in ours ? [...(ours.offsets ?? [])] : [];
        const lengths = offsets.slice(1).map((end, i) => end - offsets[i]);
        expect(lengths, where).toEqual(piece.lengths);
      }
    } finally {
      await opened.close();
    }
  }
}
