import path from 'node:path';
import type { Catalogue } from '../catalogue.ts';

/** Id of the innermost root around a file or folder; what is hidden belongs to none. */
export async function rootAround(catalogue: Catalogue, file: string): Promise<number | undefined> {
  const roots = await catalogue.ask('listRoots', undefined);
  return roots
    .filter((root) => {
      const relative = path.relative(root.path, file);
      return (
        !path.isAbsolute(relative) &&
        relative.split(path.sep).every((part) => !part.startsWith('.'))
      );
    })
    .sort((a, b) => b.path.length - a.path.length)
    .at(0)?.id;
}
