import { openHdf5 } from '../../../formats/hdf5/open-hdf5.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Recogniser } from '../recogniser.ts';
import { cameraCalibration } from './camera-calibration.ts';
import { ctaPreprocessing } from './cta-preprocessing.ts';
import { ctapipeProduct } from './ctapipe-product.ts';
import { corsikaHeaders, factEvents } from './fact-events.ts';
import { type Hdf5Survey, surveyHdf5 } from './hdf5-survey.ts';
import {
  digicamtoyWaveforms,
  dumpedImages,
  earlyCtapipeRaw,
  magicImages,
  sstcamPhotoelectrons,
} from './image-collections.ts';
import { instrumentFile } from './instrument-file.ts';
import { lstchainProduct } from './lstchain-product.ts';
import { magicCtaPipeProduct } from './magic-cta-pipe-product.ts';
import { nectarchainContainers } from './nectarchain-containers.ts';
import { plainTables } from './plain-tables.ts';
import { promisedSize } from './promised-size.ts';
import { rtaProduct } from './rta-product.ts';
import { simtoolsEvents } from './simtools-events.ts';
import { sst1mTables } from './sst1m-tables.ts';
import { sst1mpipeProduct } from './sst1mpipe-product.ts';

const signature = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/** Only small pieces are read: what takes longer is damage that the library does not come back from. */
const patienceMs = 20_000;

/** Kinds of HDF5 files, the most particular first; the last takes everything. */
const kinds: readonly ((survey: Hdf5Survey) => Promise<FileFacts | undefined>)[] = [
  sst1mpipeProduct,
  ctapipeProduct,
  lstchainProduct,
  magicCtaPipeProduct,
  rtaProduct,
  instrumentFile,
  cameraCalibration,
  nectarchainContainers,
  factEvents,
  corsikaHeaders,
  ctaPreprocessing,
  simtoolsEvents,
  dumpedImages,
  magicImages,
  digicamtoyWaveforms,
  sstcamPhotoelectrons,
  earlyCtapipeRaw,
  sst1mTables,
  plainTables,
];

/** Facts of a file whose end is missing: the library opens none of these. */
function cutShort(promised: number, sizeBytes: number): FileFacts {
  return {
    kind: 'unrecognised',
    format: 'HDF5',
    description: '',
    dataLevels: [],
    runs: [],
    isComplete: false,
    reason: `It is cut short: it has ${String(sizeBytes)} of the ${String(promised)} bytes that it should have.`,
  };
}

/** Recognises HDF5 files by their groups, tables, columns and attributes. */
export const recogniseHdf5: Recogniser = async (head, { signal }) => {
  if (head.compression !== 'none' || !head.bytes.subarray(0, signature.length).equals(signature)) {
    return undefined;
  }
  const size = promisedSize(head.bytes);
  if (size !== undefined && size > head.sizeBytes) return cutShort(size, head.sizeBytes);
  const file = await openHdf5(head.path, { patienceMs });
  try {
    const survey = await surveyHdf5(file, signal);
    for (const kind of kinds) {
      const facts = await kind(survey);
      if (facts !== undefined) return facts;
    }
    return undefined;
  } finally {
    await file.close();
  }
};
