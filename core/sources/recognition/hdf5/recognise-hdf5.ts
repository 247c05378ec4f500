import { openHdf5 } from '../../../formats/hdf5/open-hdf5.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Recogniser } from '../recogniser.ts';
import { ctapipeProduct } from './ctapipe-product.ts';
import { childrenOf, type Hdf5Survey, surveyHdf5 } from './hdf5-survey.ts';
import { instrumentFile } from './instrument-file.ts';
import { lstchainProduct } from './lstchain-product.ts';
import { magicCtaPipeProduct } from './magic-cta-pipe-product.ts';
import { sst1mpipeProduct } from './sst1mpipe-product.ts';

const signature = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/** Most names that are told of a file that is not known. */
const maxNames = 12;

/** Kinds of HDF5 files, the most particular first. */
const kinds: readonly ((survey: Hdf5Survey) => Promise<FileFacts | undefined>)[] = [
  sst1mpipeProduct,
  ctapipeProduct,
  lstchainProduct,
  magicCtaPipeProduct,
  instrumentFile,
];

/** Facts of a file that is of no kind, with what it holds. */
function unknown(survey: Hdf5Survey): FileFacts {
  const names = childrenOf(survey, '/');
  const shown = names.slice(0, maxNames).join(', ');
  const more = names.length > maxNames ? ` and ${String(names.length - maxNames)} more` : '';
  return {
    kind: 'unrecognised',
    format: 'HDF5',
    description: '',
    dataLevels: [],
    runs: [],
    reason:
      names.length === 0
        ? 'It is an HDF5 file without any data.'
        : `It is an HDF5 file of no kind that is known here; it holds ${shown}${more}.`,
  };
}

/** Recognises HDF5 files by their groups, tables, columns and attributes. */
export const recogniseHdf5: Recogniser = async (head, { signal }) => {
  if (head.compression !== 'none' || !head.bytes.subarray(0, signature.length).equals(signature)) {
    return undefined;
  }
  const file = await openHdf5(head.path);
  try {
    const survey = await surveyHdf5(file, signal);
    for (const kind of kinds) {
      const facts = await kind(survey);
      if (facts !== undefined) return facts;
    }
    return unknown(survey);
  } finally {
    await file.close();
  }
};
