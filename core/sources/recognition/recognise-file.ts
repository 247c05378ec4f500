import { PhotoelectronError } from '../../foundation/errors.ts';
import { recogniseBySignature } from './binary-signatures.ts';
import type { FileFacts } from './file-facts.ts';
import { recogniseEventio } from './eventio/recognise-eventio.ts';
import { recogniseFits } from './fits/recognise-fits.ts';
import { readFileHead } from './file-head.ts';
import { recogniseHdf5 } from './hdf5/recognise-hdf5.ts';
import type { RecognitionOptions, Recogniser } from './recogniser.ts';
import { soundFacts } from './sound-facts.ts';
import { recogniseText } from './text/recognise-text.ts';

/** In order: binary signatures first, text last, because anything may look like text. */
const recognisers: readonly Recogniser[] = [
  recogniseHdf5,
  recogniseEventio,
  recogniseFits,
  recogniseBySignature,
  recogniseText,
];

/**
 * Says what a file is by its content and reads what its headers tell. Files that are damaged or of no
 * known kind are `unrecognised`, with the reason: nothing that a file contains makes this fail.
 *
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, `cancelled`
 */
export async function recogniseFile(
  path: string,
  options: RecognitionOptions = {},
): Promise<FileFacts> {
  const head = await readFileHead(path);
  if (head.sizeBytes === 0) return unrecognised('empty file', 'The file is empty.');
  for (const recognise of recognisers) {
    try {
      const facts = await recognise(head, options);
      if (facts !== undefined) return soundFacts(facts);
    } catch (error) {
      if (!(error instanceof PhotoelectronError)) throw error;
      if (error.code === 'cancelled' || error.code === 'file-unreadable') throw error;
      return soundFacts(unrecognised('damaged or unsupported', error.message));
    }
  }
  return unrecognised('unknown', 'Its content is of no kind that is known here.');
}

function unrecognised(format: string, reason: string): FileFacts {
  return {
    kind: 'unrecognised',
    format,
    description: '',
    dataLevels: [],
    runs: [],
    reason,
  };
}
