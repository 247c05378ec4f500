import type { FileFacts } from '../../sources/recognition/file-facts.ts';

/** Facts of a file that could not be read. */
export function unreadableFacts(reason: string): FileFacts {
  return {
    kind: 'unrecognised',
    format: 'unreadable',
    description: '',
    dataLevels: [],
    runs: [],
    reason,
  };
}
