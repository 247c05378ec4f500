import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { columnArrays } from '../../core/foundation/column-arrays.ts';
import type { DType } from '../../core/foundation/table.ts';

type PeerDType = Exclude<DType, 'bool'>;

/** An array that a reference program made. */
export interface PeerArray {
  readonly dtype: PeerDType;
  readonly shape: readonly number[];
  readonly data: InstanceType<(typeof columnArrays)[PeerDType]>;
}

/** What a reference program handed over: arrays by name, free notes, and who made them when. */
export interface PeerResult {
  readonly arrays: ReadonlyMap<string, PeerArray>;
  readonly notes: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly versions: Record<string, string>;
  readonly notes: Record<string, unknown>;
  readonly arrays: { name: string; dtype: PeerDType; shape: number[]; offset: number }[];
}

/** Reads a folder that `exchange.py` wrote: live results or a stored fixture. */
export function readPeerResult(folder: string): PeerResult {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const bytes = gunzipSync(readFileSync(path.join(folder, 'data.bin.gz')));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const arrays = new Map<string, PeerArray>();
  for (const { name, dtype, shape, offset } of manifest.arrays) {
    const length = shape.reduce((product, n) => product * n, 1);
    arrays.set(name, { dtype, shape, data: new columnArrays[dtype](buffer, offset, length) });
  }
  return { arrays, notes: manifest.notes, versions: manifest.versions };
}

/** One array of a result, checked to be of the type that the test expects. */
export function peerArray<D extends PeerDType>(
  result: PeerResult,
  name: string,
  dtype: D,
): InstanceType<(typeof columnArrays)[D]> {
  const array = result.arrays.get(name);
  if (array === undefined) throw new Error(`the reference gave no array "${name}"`);
  if (array.dtype !== dtype) throw new Error(`"${name}" is ${array.dtype}, not ${dtype}`);
  return array.data as InstanceType<(typeof columnArrays)[D]>;
}
