import { numbersOf, textsOf } from '../../ctapipe-hdf5/column-access.ts';
import type { FileFacts, RunFacts } from '../file-facts.ts';
import { ctapipeFacts } from './ctapipe-product.ts';
import { type Hdf5Survey, smallTable } from './hdf5-survey.ts';

/** Wobble offset and angle in sst1mpipe's words, such as `W1` or `0.7`; only numbers tell an angle. */
function degrees(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/**
 * Products of sst1mpipe: ctapipe's layout with a table `dl1/info` about the production.
 *
 * @returns undefined for other files
 * @throws PhotoelectronError `format-damaged`, `cancelled`
 */
export async function sst1mpipeProduct(survey: Hdf5Survey): Promise<FileFacts | undefined> {
  const info = await smallTable(survey, '/dl1/info');
  if (info?.columns.some(({ meta }) => meta.name === 'sst1mpipe_version') !== true) {
    return undefined;
  }
  const facts = await ctapipeFacts(survey);
  // What is not known is written as the name of its type.
  const known = (name: string) =>
    textsOf(info, name)
      .at(0)
      ?.replace(/^<class .*>$/, '') ?? '';
  const target = known('target');
  const wobble = known('wobble');
  const version = known('sst1mpipe_version');
  const [ra = NaN] = numbersOf(info, 'ra');
  const [dec = NaN] = numbersOf(info, 'dec');
  const wobbleAngle = degrees(wobble);
  const more: Partial<RunFacts> = {
    ...(target !== '' && { target }),
    ...(Number.isFinite(ra) && Number.isFinite(dec) && (ra !== 0 || dec !== 0)
      ? { targetRaDeg: ra, targetDecDeg: dec }
      : {}),
    ...(wobbleAngle !== undefined && { wobbleAngleDeg: wobbleAngle }),
  };
  return {
    ...facts,
    format: 'sst1mpipe HDF5',
    ...(version !== '' && { software: `sst1mpipe ${version}` }),
    instrument: 'SST-1M',
    runs: facts.runs.map((run) => ({ ...run, ...more })),
  };
}
