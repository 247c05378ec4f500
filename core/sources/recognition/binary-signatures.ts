import type { FileFacts, FileKind } from './file-facts.ts';
import type { FileHead } from './file-head.ts';

interface Signature {
  readonly offset?: number;
  readonly bytes: string;
  readonly kind: FileKind;
  readonly format: string;
  readonly reason: string;
}

const picture = 'A picture; pictures are not looked into.';
const archive = 'An archive; take the files out of it to have them recognised.';
const model = 'A model of another program, which cannot be read here.';

/** Formats that are known by their first bytes and that are not read here. */
const SIGNATURES: readonly Signature[] = [
  {
    bytes: 'root',
    kind: 'unrecognised',
    format: 'ROOT',
    reason: 'A ROOT file, such as MAGIC writes its calibrated data; ROOT files cannot be read yet.',
  },
  {
    bytes: 'SQLite format 3\0',
    kind: 'unrecognised',
    format: 'SQLite',
    reason: 'An SQLite database; databases are not looked into.',
  },
  { bytes: '\x89PNG\r\n\x1a\n', kind: 'unrecognised', format: 'PNG', reason: picture },
  { bytes: '\xff\xd8\xff', kind: 'unrecognised', format: 'JPEG', reason: picture },
  { bytes: 'GIF8', kind: 'unrecognised', format: 'GIF', reason: picture },
  { bytes: 'II*\0', kind: 'unrecognised', format: 'TIFF', reason: picture },
  { bytes: 'MM\0*', kind: 'unrecognised', format: 'TIFF', reason: picture },
  {
    bytes: '%PDF-',
    kind: 'document',
    format: 'PDF',
    reason: 'A PDF document; it is not looked into.',
  },
  {
    bytes: '%!PS',
    kind: 'document',
    format: 'PostScript',
    reason: 'A PostScript document; it is not looked into.',
  },
  { bytes: 'PK\x03\x04', kind: 'unrecognised', format: 'ZIP', reason: archive },
  { bytes: "7z\xbc\xaf'\x1c", kind: 'unrecognised', format: '7z', reason: archive },
  { bytes: 'ustar', offset: 257, kind: 'unrecognised', format: 'tar', reason: archive },
  {
    bytes: 'BZh',
    kind: 'unrecognised',
    format: 'bzip2',
    reason: 'Compressed by bzip2; unpack it, or compress it by gzip or Zstandard instead.',
  },
  {
    bytes: '\xfd7zXZ\0',
    kind: 'unrecognised',
    format: 'xz',
    reason: 'Compressed by xz; unpack it, or compress it by gzip or Zstandard instead.',
  },
  {
    bytes: '\x04\x22\x4d\x18',
    kind: 'unrecognised',
    format: 'LZ4',
    reason: 'Compressed by LZ4; unpack it, or compress it by gzip or Zstandard instead.',
  },
  {
    bytes: '\x93NUMPY',
    kind: 'table',
    format: 'NumPy',
    reason: 'An array of NumPy, without any description of what it holds.',
  },
  {
    bytes: 'PAR1',
    kind: 'table',
    format: 'Parquet',
    reason: 'A Parquet table, which cannot be read here.',
  },
  {
    bytes: 'ARROW1',
    kind: 'table',
    format: 'Arrow',
    reason: 'An Arrow table, which cannot be read here.',
  },
  { bytes: 'TFL3', offset: 4, kind: 'model', format: 'TensorFlow Lite', reason: model },
  { bytes: '\x7fELF', kind: 'unrecognised', format: 'program', reason: 'A program or library.' },
  { bytes: 'MZ\x90', kind: 'unrecognised', format: 'program', reason: 'A program or library.' },
  {
    bytes: '\xcf\xfa\xed\xfe',
    kind: 'unrecognised',
    format: 'program',
    reason: 'A program or library.',
  },
];

/** Zlib streams as joblib makes them (`compress=3`); what is inside is a pickle. */
const ZLIB_LEVELS = [0x01, 0x5e, 0x9c, 0xda];

/** Says what a file is that is known by its first bytes, but not read. */
export function recogniseBySignature(head: FileHead): Promise<FileFacts | undefined> {
  return Promise.resolve(bySignature(head));
}

function bySignature({ bytes, compression }: FileHead): FileFacts | undefined {
  if (compression !== 'none' && bytes.length === 0) {
    const name = compression === 'gzip' ? 'gzip' : 'Zstandard';
    const reason = `Compressed by ${name}, but nothing can be decompressed: it is damaged or empty.`;
    return facts('unrecognised', name, reason);
  }
  const found = SIGNATURES.find(
    ({ bytes: signature, offset = 0 }) =>
      bytes.toString('latin1', offset, offset + signature.length) === signature,
  );
  if (found !== undefined) return facts(found.kind, found.format, found.reason);
  if (isPickle(bytes)) {
    return facts(
      'model',
      'Python pickle',
      'A Python pickle, as scikit-learn models are kept in; it is not opened, because that would run code from it.',
    );
  }
  return undefined;
}

/** Protocols 2 to 5 begin with their number; joblib may compress by zlib on top. */
function isPickle(bytes: Buffer): boolean {
  if (bytes.length < 3) return false;
  if (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5) {
    const operation = bytes[2];
    // A frame, or what pickles begin with: dictionary, list, tuple, global, text, number, memo.
    return bytes[1] >= 4
      ? operation === 0x95 || operation === 0x8c
      : '}](cXKJqN'.includes(String.fromCharCode(operation));
  }
  return bytes[0] === 0x78 && ZLIB_LEVELS.includes(bytes[1]);
}

function facts(kind: FileKind, format: string, reason: string): FileFacts {
  return { kind, format, description: '', dataLevels: [], runs: [], reason };
}
