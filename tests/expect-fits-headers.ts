import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { FitsCard } from '../core/formats/fits/fits-card.ts';
import { walkFits } from '../core/formats/fits/walk-fits.ts';
import { readFileHead } from '../core/sources/recognition/file-head.ts';

/** A unit as `tests/peers/fits-headers.py` writes it. */
interface PeerUnit {
  readonly cards: readonly (readonly [keyword: string, type: string, value: string])[];
  readonly dataOffset: number;
  readonly dataBytes: number;
}

/** Compares all cards and the places of all data with those that astropy found: identical. */
export async function expectFitsHeaders(
  folder: string,
  pathOf: (name: string) => string = (name) => name,
): Promise<void> {
  const files = JSON.parse(readFileSync(path.join(folder, 'cards.json'), 'utf8')) as Record<
    string,
    PeerUnit[]
  >;
  for (const [name, units] of Object.entries(files)) {
    const file = pathOf(name);
    const { compression } = await readFileHead(file);
    const walk = await walkFits(file, { compression });
    expect(walk.problem, name).toBeUndefined();
    const ours = walk.hdus.map(({ header, dataOffset, dataBytes }) => ({
      cards: header.cards.map(asPeerCard),
      dataOffset,
      dataBytes,
    }));
    expect(ours, name).toEqual(
      units.map((unit) => ({ ...unit, cards: unit.cards.map(canonical) })),
    );
  }
}

function asPeerCard({ keyword, value }: FitsCard): [keyword: string, type: string, value: string] {
  switch (typeof value) {
    case 'boolean':
      return [keyword, 'logical', value ? 'T' : 'F'];
    case 'bigint':
      return [keyword, 'number', value.toString()];
    case 'number':
      return [keyword, 'number', value.toString()];
    case 'string':
      return [keyword, 'text', value];
    case 'undefined':
      return [keyword, 'undefined', ''];
    default:
      return [keyword, 'complex', String(value)];
  }
}

/** Numbers as JavaScript writes them; whether one was written with a point does not matter. */
function canonical([keyword, type, value]: PeerUnit['cards'][number]): PeerUnit['cards'][number] {
  if (type === 'real') return [keyword, 'number', Number(value).toString()];
  return [keyword, type === 'integer' ? 'number' : type, value];
}
