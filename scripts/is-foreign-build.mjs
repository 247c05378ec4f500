import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether a build folder was made for sources at another place: CMake refuses to go on with it after a
 * clone has been moved or copied.
 *
 * @param {string} folder build folder
 * @param {string} sources folder of the sources
 * @returns {boolean} false also where there is no build yet
 */
export function isForeignBuild(folder, sources) {
  let cache;
  try {
    cache = readFileSync(path.join(folder, 'CMakeCache.txt'), 'utf8');
  } catch {
    return false;
  }
  const home = /^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$/m.exec(cache)?.[1];
  const at = /^CMAKE_CACHEFILE_DIR:INTERNAL=(.*)$/m.exec(cache)?.[1];
  return !isSame(home, sources) || !isSame(at, folder);
}

function isSame(stated, actual) {
  if (stated === undefined) return false;
  try {
    return realpathSync(stated) === realpathSync(actual);
  } catch {
    return false;
  }
}
