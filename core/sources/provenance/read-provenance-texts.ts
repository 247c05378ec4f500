import { dirname } from 'node:path';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { type Hdf5File, openHdf5 } from '../../formats/hdf5/open-hdf5.ts';
import { readFileHead } from '../recognition/file-head.ts';
import { readActivityLogs } from './read-activity-logs.ts';
import { recogniseFile } from '../recognition/recognise-file.ts';

/** What a file says of its making, as it stands there. */
export interface ProvenanceTexts {
  /** Activity records as JSON, by the path of the dataset. */
  readonly records: Readonly<Record<string, string>>;
  /** Reference metadata (`CTA …`) and other attributes of the root that are text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Program that wrote it, where only that is known. */
  readonly software?: string;
  /** What could not be read, and why: one sentence each. */
  readonly remarks: readonly string[];
}

/** Most records of one file: one for each step of a chain that keeps them all. */
const RECORD_LIMIT = 100;

/** Longest text of an attribute that is kept [characters]. */
const ATTRIBUTE_LENGTH = 10_000;

const hdf5Signature = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
const fitsSignature = Buffer.from('SIMPLE  =');

/**
 * Reads what a file says of its making: of HDF5 files the texts in `/provenance` (ours and lstchain's)
 * and the attributes of the root, of products of ctapipe also the log of its tool beside them, of FITS
 * files the program that made them. Raw data say nothing. A damaged file says what can be read of it.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, `cancelled`
 */
export async function readProvenanceTexts(
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ProvenanceTexts> {
  const nothing: ProvenanceTexts = { records: {}, attributes: {}, remarks: [] };
  const { bytes, compression } = await readFileHead(path);
  if (compression === 'none' && beginsWith(bytes, hdf5Signature)) return readHdf5(path);
  if (!beginsWith(bytes, fitsSignature)) return nothing;
  const facts = await recogniseFile(path, { ...options, countBytes: 0 });
  // Raw data come from a camera; the program that packed them has not made them.
  if (facts.software === undefined || facts.dataLevels.includes('R0')) return nothing;
  return { ...nothing, software: facts.software };
}

function beginsWith(bytes: Buffer, signature: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

async function readHdf5(path: string): Promise<ProvenanceTexts> {
  const records: Record<string, string> = {};
  const attributes: Record<string, string> = {};
  const remarks: string[] = [];
  let file: Hdf5File | undefined;
  try {
    file = await openHdf5(path);
    for (const [name, value] of Object.entries(await file.attributes('/'))) {
      if (typeof value === 'string') attributes[name] = value.slice(0, ATTRIBUTE_LENGTH);
    }
    if ((await file.kind('/provenance')) === 'group') {
      const children = await file.children('/provenance');
      for (const { name, kind } of children.slice(0, RECORD_LIMIT)) {
        // Our other texts there are no records.
        if (kind !== 'dataset' || name === 'configuration' || name === 'input_metadata') continue;
        const item = `/provenance/${name}`;
        try {
          records[item] = await file.readText(item);
        } catch (error) {
          remarks.push(sentenceOf(error));
        }
      }
    }
  } catch (error) {
    remarks.push(sentenceOf(error));
  } finally {
    await file?.close();
  }
  const activityId = attributes['CTA ACTIVITY ID'] as string | undefined;
  if (activityId !== undefined && Object.keys(records).length === 0) {
    Object.assign(records, await readActivityLogs(dirname(path), activityId));
  }
  return { records, attributes, remarks };
}

/** What is wrong with the file; errors of the program itself are thrown on. */
function sentenceOf(error: unknown): string {
  if (error instanceof PhotoelectronError && error.code !== 'internal') return error.message;
  throw error;
}
