import { PhotoelectronError } from '../foundation/errors.ts';
import type { SubarrayDescription } from './subarray-description.ts';

/** Writes ascending ids as ranges where there are three or more in a row: `1-4,7,8`. */
function writeRanges(ids: readonly number[]): string {
  const parts: string[] = [];
  for (let first = 0; first < ids.length;) {
    let last = first;
    while (last + 1 < ids.length && ids[last + 1] === ids[last] + 1) last += 1;
    if (last - first > 1) parts.push(`${ids[first]}-${ids[last]}`);
    else parts.push(...ids.slice(first, last + 1).map(String));
    first = last + 1;
  }
  return parts.join(',');
}

/**
 * Selects telescopes of a subarray; cameras and optics that no telescope needs any more are left
 * out. The name gets the ids added, as `SubarrayDescription.select_subarray` of ctapipe does.
 *
 * @param telIds ids to keep, in any order
 * @throws PhotoelectronError `argument-invalid` when there is no such telescope
 */
export function selectSubarray(
  subarray: SubarrayDescription,
  telIds: readonly number[],
): SubarrayDescription {
  const known = subarray.telescopes.map(({ telId }) => telId);
  const unknown = telIds.filter((telId) => !known.includes(telId));
  if (unknown.length > 0) {
    throw new PhotoelectronError(
      'argument-invalid',
      `There is no telescope ${unknown.join(', ')} in the subarray "${subarray.name}", which has the telescopes ${writeRanges(known)}.`,
    );
  }
  const kept = subarray.telescopes.filter(({ telId }) => telIds.includes(telId));
  const cameras = [...new Set(kept.map(({ camera }) => camera))];
  const optics = [...new Set(kept.map(({ optic }) => optic))];
  return {
    ...subarray,
    name: `${subarray.name}_${writeRanges(kept.map(({ telId }) => telId))}`,
    telescopes: kept.map((telescope) => ({
      ...telescope,
      camera: cameras.indexOf(telescope.camera),
      optic: optics.indexOf(telescope.optic),
    })),
    cameras: cameras.map((camera) => subarray.cameras[camera]),
    optics: optics.map((optic) => subarray.optics[optic]),
  };
}
