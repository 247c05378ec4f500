import type { FileRecord } from '../../../core/contract/records/file.ts';
import { fileSizeText } from '../../files/file-size-text.ts';
import type { TableColumn } from '../../table/table-column.ts';
import { fileName } from '../../files/file-name.ts';
import { levelsText, UNKNOWN, utcText } from './run-text.ts';

/** Columns of the list of files. */
export const fileColumns: readonly TableColumn<FileRecord>[] = [
  { key: 'name', title: 'File', width: 260, format: ({ path }) => fileName(path) },
  { key: 'kind', title: 'Kind', width: 100, format: ({ kind }) => kind },
  { key: 'format', title: 'Format', width: 140, format: ({ format }) => format },
  {
    key: 'levels',
    title: 'Levels',
    width: 100,
    format: ({ dataLevels }) => levelsText(dataLevels) || UNKNOWN,
  },
  {
    key: 'size',
    title: 'Size',
    width: 80,
    align: 'end',
    format: ({ sizeBytes }) => fileSizeText(sizeBytes),
  },
  {
    key: 'state',
    title: 'State',
    width: 96,
    description: 'Whether it is where it was, and whole as far as it says or shows itself.',
    format: fileState,
  },
  {
    key: 'reason',
    title: 'Remark',
    width: 320,
    description: 'Why it was not recognised, or what is wrong with it; else what it holds.',
    format: ({ reason, description }) => reason ?? description,
  },
  {
    key: 'modified',
    title: 'Modified',
    unit: 'UTC',
    width: 148,
    hidden: true,
    format: ({ modified }) => utcText(modified),
  },
  {
    key: 'software',
    title: 'Software',
    width: 140,
    hidden: true,
    format: ({ software }) => software ?? UNKNOWN,
  },
  { key: 'path', title: 'Path', width: 400, hidden: true, format: ({ path }) => path },
];

/** The state of a file in a word or two. */
export function fileState({ presence, isComplete, kind }: FileRecord): string {
  if (presence === 'missing') return 'missing';
  if (kind === 'unrecognised') return 'not recognised';
  return isComplete === false ? 'incomplete' : '';
}
