import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isForeignBuild } from '../../../scripts/is-foreign-build.mjs';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A clone with a build whose cache tells these places. */
function clone(home: (root: string) => string): { folder: string; sources: string } {
  const root = temporaryFolder();
  const folder = path.join(root, 'build/native');
  const sources = path.join(root, 'native');
  mkdirSync(folder, { recursive: true });
  mkdirSync(sources);
  writeFileSync(
    path.join(folder, 'CMakeCache.txt'),
    `CMAKE_CACHEFILE_DIR:INTERNAL=${path.join(home(root), 'build/native')}\nCMAKE_HOME_DIRECTORY:INTERNAL=${path.join(home(root), 'native')}\n`,
  );
  return { folder, sources };
}

describe('isForeignBuild', () => {
  it('knows a build of the same place', () => {
    const { folder, sources } = clone((root) => root);
    expect(isForeignBuild(folder, sources)).toBe(false);
  });

  it('knows a build that came along when the clone was moved or copied', () => {
    const elsewhere = temporaryFolder();
    const { folder, sources } = clone(() => elsewhere);
    expect(isForeignBuild(folder, sources)).toBe(true);
  });

  it('takes an empty folder for a new build', () => {
    expect(isForeignBuild(temporaryFolder(), temporaryFolder())).toBe(false);
  });
});
