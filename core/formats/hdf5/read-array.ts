import type { Metadata } from 'h5wasm/node';
import type { DType } from '../../foundation/table.ts';
import { elementType, enumNames, isSequence, isVariableText } from './element-type.ts';
import { fixedText, numberData, pointedText, withStored } from './element-data.ts';
import {
  getDataset,
  getGroup,
  kindOfLink,
  library,
  maxRequestBytes,
  openedFile,
  Refusal,
} from './hdf5-library.ts';
import type { ArrayDescription, ReadArray, ReaderCalls } from './reader-protocol.ts';

/** Bytes of one descriptor of a sequence: its length and the place of its elements. */
const sequenceBytes = 8;

function product(shape: readonly number[]): number {
  return shape.reduce((total, n) => total * n, 1);
}

function describeElements(metadata: Metadata): ArrayDescription {
  const { shape: outer, chunks, size } = metadata;
  if (outer === null) throw new Refusal('unsupported');
  const sequence = isSequence(metadata);
  const outerElement = sequence ? metadata.vlen_type : metadata;
  const element = outerElement?.array_type ?? outerElement;
  const dtype = element && elementType(element);
  if (element === undefined || dtype === undefined) throw new Refusal('unsupported');
  if (sequence && (dtype === 'text' || outerElement?.array_type !== undefined)) {
    throw new Refusal('unsupported');
  }
  const shape = [...outer, ...(outerElement?.array_type?.shape ?? [])];
  const rowBytes = size * product(outer.slice(1));
  const chunkRows = chunks?.[0] ?? Math.max(1, outer[0] ?? 1);
  if (chunks !== null && size * product(chunks) > maxRequestBytes) throw new Refusal('too-large');
  const names = enumNames(element);
  return {
    dtype,
    shape,
    size: element.size,
    rowBytes,
    chunkRows,
    kind: sequence ? 'sequences' : isVariableText(element) ? 'pointers' : 'plain',
    ...(names !== undefined && { enumNames: names }),
  };
}

/** Type and shape of a dataset that is no table. @throws Refusal */
export function describeArray(item: string): ArrayDescription {
  return describeElements(getDataset(item).metadata);
}

/** Type and shape of every dataset of a group that is no table. @throws Refusal */
export function describeGroup(item: string): { name: string; array: ArrayDescription }[] {
  const prefix = item === '/' ? '' : item;
  const { file_id: id } = openedFile();
  return getGroup(item)
    .keys()
    .flatMap((name) => {
      const path = `${prefix}/${name}`;
      if (kindOfLink(path) !== 'dataset') return [];
      try {
        return [{ name, array: describeElements(library.get_dataset_metadata(id, path)) }];
      } catch (error) {
        if (error instanceof Refusal && error.failure === 'unsupported') return [];
        throw error;
      }
    });
}

/** Elements of all sequences one after the other, and where each begins. */
function sequences(descriptors: Uint8Array, dtype: DType, size: number): ReadArray {
  const view = new DataView(descriptors.buffer, descriptors.byteOffset, descriptors.byteLength);
  const n = descriptors.length / sequenceBytes;
  const offsets = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    offsets[i + 1] = offsets[i] + view.getUint32(sequenceBytes * i, true);
    if (offsets[i + 1] * size > maxRequestBytes) throw new Refusal('too-large');
  }
  const bytes = new Uint8Array(offsets[n] * size);
  for (let i = 0; i < n; i++) {
    const at = view.getUint32(sequenceBytes * i + 4, true);
    const length = (offsets[i + 1] - offsets[i]) * size;
    if (at + length > library.HEAPU8.length) throw new Refusal('damaged');
    bytes.set(library.HEAPU8.subarray(at, at + length), offsets[i] * size);
  }
  return { data: numberData(bytes, dtype, size), offsets };
}

/** Reads rows (places on the first axis) of a dataset that is no table. @throws Refusal */
export function readArray({ item, start, count }: ReaderCalls['array']['ask']): ReadArray {
  const { metadata } = getDataset(item);
  const { dtype, size, rowBytes, kind } = describeElements(metadata);
  const outer = metadata.shape ?? [];
  const scalar = outer.length === 0;
  if (start < 0 || count < 0 || start + count > (scalar ? 1 : outer[0])) {
    throw new Refusal('missing');
  }
  const range = scalar
    ? undefined
    : {
        start: outer.map((_, axis) => (axis === 0 ? start : 0)),
        count: [count, ...outer.slice(1)],
      };
  const bytes = rowBytes * (scalar ? 1 : count);
  const { file_id: id } = openedFile();
  return withStored(id, item, range, bytes, kind !== 'plain', (stored): ReadArray => {
    if (kind === 'sequences' && dtype !== 'text') return sequences(stored, dtype, size);
    if (dtype !== 'text') return { data: numberData(stored, dtype, size) };
    return { text: kind === 'pointers' ? pointedText(stored) : fixedText(stored, size) };
  });
}

/** Reads a scalar dataset of text. @throws Refusal */
export function readText(item: string): string {
  const { metadata } = getDataset(item);
  const { dtype } = describeElements(metadata);
  if (metadata.shape?.length !== 0 || dtype !== 'text') throw new Refusal('unsupported');
  const read = readArray({ item, start: 0, count: 1 });
  if (!('text' in read)) throw new Refusal('unsupported');
  return read.text[0];
}
