import { type ErrorCode, PhotoelectronError } from '../foundation/errors.ts';

const sentences: readonly (readonly [RegExp, ErrorCode, (file: string) => string])[] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'catalogue-locked',
    (file) => `The catalogue ${file} is in use by another program; try again when that has ended.`,
  ],
  [
    /^SQLITE_FULL/,
    'disk-full',
    (file) =>
      `The disk is full: the catalogue ${file} could not be written; make room and try again.`,
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    'catalogue-damaged',
    (file) =>
      `The catalogue ${file} is damaged; move it away and scan your folders again (\`pe scan DIR\`): it is made from the files.`,
  ],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|IOERR)|^E(ACCES|PERM|ROFS|EXIST|NOTDIR|NOENT)/,
    'file-unwritable',
    (file) =>
      `The catalogue ${file} cannot be written; check the permissions of its folder, or set PHOTOELECTRON_HOME to another one.`,
  ],
  [
    /^ENOSPC/,
    'disk-full',
    (file) => `The disk is full: the catalogue ${file} could not be made; make room and try again.`,
  ],
];

/** What SQLite or the file system says, as one sentence; other errors come back as they are. */
export function databaseError(error: unknown, file: string): unknown {
  const code = codeOf(error);
  const found = sentences.find(([pattern]) => pattern.test(code));
  if (found === undefined) return error;
  const [, errorCode, sentence] = found;
  return new PhotoelectronError(errorCode, sentence(file), { path: file }, error);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
