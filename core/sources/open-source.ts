import { stat } from 'node:fs/promises';
import { PhotoelectronError } from '../foundation/errors.ts';
import { openRegularFile } from '../foundation/open-regular-file.ts';
import { unreadableFile } from '../foundation/unreadable-file.ts';
import type { EventSource, SourceOptions } from './event-source.ts';
import { openSimtelSource } from './simtel/open-simtel-source.ts';

/** First bytes by which files are recognised. */
const signatures = {
  hdf5: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a],
  eventio: [0x37, 0x8a, 0x1f, 0xd4],
  bigEndianEventio: [0xd4, 0x1f, 0x8a, 0x37],
  gzip: [0x1f, 0x8b],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
  fits: [...Buffer.from('SIMPLE  =')],
  root: [...Buffer.from('root')],
} as const;

/** Skippable Zstandard frames begin with 0x184D2A50 to 0x184D2A5F. */
function isSkippableFrame(head: Uint8Array): boolean {
  return (head[0] & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
}

function beginsWith(head: Uint8Array, signature: readonly number[]): boolean {
  return head.length >= signature.length && signature.every((byte, i) => head[i] === byte);
}

/**
 * First bytes of a file.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`
 */
async function readHead(path: string): Promise<{ head: Uint8Array; size: number }> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) {
      throw new PhotoelectronError(
        'file-unreadable',
        `${path} is a directory; name a file of events in it.`,
        { path },
      );
    }
    const file = await openRegularFile(path);
    try {
      const head = new Uint8Array(16);
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      return { head: head.subarray(0, bytesRead), size: status.size };
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof PhotoelectronError) throw cause;
    throw unreadableFile(path, cause);
  }
}

/**
 * Opens a file of array events. The format is recognised by the content, never by the name:
 * sim_telarray (EventIO, plain, gzip or Zstandard) or HDF5 in the ctapipe layout.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable` (also directories), `format-unknown`
 *   for other and empty files, and what the sources throw: see `openSimtelSource` and
 *   `openCtapipeHdf5Source`
 */
export async function openSource(path: string, options: SourceOptions = {}): Promise<EventSource> {
  const { head, size } = await readHead(path);
  if (size === 0) {
    throw new PhotoelectronError('format-unknown', `${path} is empty: it holds no data.`, { path });
  }
  if (beginsWith(head, signatures.hdf5)) {
    // Only now: the HDF5 reader takes its time to start.
    const { openCtapipeHdf5Source } = await import('./ctapipe-hdf5/open-ctapipe-hdf5-source.ts');
    return openCtapipeHdf5Source(path, options);
  }
  const { eventio, bigEndianEventio, gzip, zstd } = signatures;
  if (
    [eventio, bigEndianEventio, gzip, zstd].some((signature) => beginsWith(head, signature)) ||
    isSkippableFrame(head)
  ) {
    return openSimtelSource(path, options);
  }
  const kind = beginsWith(head, signatures.fits)
    ? 'a FITS file'
    : beginsWith(head, signatures.root)
      ? 'a ROOT file'
      : 'of an unknown format';
  throw new PhotoelectronError(
    'format-unknown',
    `${path} is ${kind}; sim_telarray files (EventIO, also compressed with gzip or zstd) and HDF5 files in the ctapipe layout can be read.`,
    { path },
  );
}
