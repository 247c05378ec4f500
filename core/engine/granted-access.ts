import path from 'node:path';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { AccessPolicy } from './access-policy.ts';
import { allowedPath, checkPathText, realPathOf } from './allowed-path.ts';

/** Files and folders that the user chose: by a dialog, by dropping them, or on the command line. */
export interface Grants {
  readonly readable: readonly string[];
  /** May be read as well. */
  readonly writable: readonly string[];
}

/** Access that grows with what the user chooses. */
export interface GrantedAccess extends AccessPolicy {
  /** Allows more; what is there already stays. */
  grant(grants: Grants): Promise<void>;
}

/**
 * Only the folders of the catalogue and what the user chose: for the engine of a window, of which the
 * page could else name any file. Paths are judged as in `rootsOnly`; a file or folder that was chosen
 * itself may be hidden.
 *
 * @param catalogueFolders the folders of the catalogue as they are now
 */
export async function grantedAccess(
  first: Grants,
  catalogueFolders: () => Promise<readonly string[]>,
): Promise<GrantedAccess> {
  const chosen = { readable: new Set<string>(), writable: new Set<string>() };
  let roots: readonly string[] = [];
  const refresh = async () => {
    roots = await catalogueFolders();
  };
  const grant = async ({ readable, writable }: Grants) => {
    for (const each of readable) chosen.readable.add(await placeOf(each));
    for (const each of writable) chosen.writable.add(await placeOf(each));
  };
  const readable = () => [...new Set([...roots, ...chosen.readable, ...chosen.writable])];
  await refresh();
  await grant(first);
  return {
    checkRead: async (asked) => {
      const known = await allowedPath(asked, readable());
      if (known !== undefined) return known;
      // Another program may have added a folder to the catalogue.
      await refresh();
      const found = await allowedPath(asked, readable());
      if (found !== undefined) return found;
      throw new PhotoelectronError(
        'access-denied',
        `${asked} may not be read: it is neither in a folder of the catalogue nor was it chosen in this window; open it with File ▸ Open, or drop it on the window.`,
        { path: asked },
      );
    },
    checkWrite: async (asked) => {
      const found = await allowedPath(asked, [...chosen.writable]);
      if (found !== undefined) return found;
      throw new PhotoelectronError(
        'access-denied',
        `${asked} may not be written: choose its folder for output in this window first.`,
        { path: asked },
      );
    },
    get readableFolders() {
      return readable();
    },
    get writableFolders() {
      return [...chosen.writable];
    },
    grant,
    refresh,
  };
}

/** The real place of what was chosen; of what cannot be followed now, such as a disk that is away, as it was named. */
async function placeOf(chosen: string): Promise<string> {
  checkPathText(chosen);
  const absolute = path.resolve(chosen);
  return (await realPathOf(absolute)) ?? absolute;
}
