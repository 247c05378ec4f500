import type { TelescopeFacts } from './file-facts.ts';

/** Arrays in which more kinds differ are not told kind by kind. */
const maxKinds = 6;

/** Telescopes by type with their number, such as `4 LST_LST_LSTCam, 9 MST_MST_NectarCam`. */
export function telescopeKinds(telescopes: readonly TelescopeFacts[]): string {
  const groups = Map.groupBy(
    telescopes,
    ({ type, camera, name }) => type ?? camera ?? name ?? 'of unknown type',
  );
  if (groups.size > maxKinds) {
    return `${String(telescopes.length)} telescopes of ${String(groups.size)} types`;
  }
  return [...groups].map(([kind, members]) => `${String(members.length)} ${kind}`).join(', ');
}
