import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The shared folder of real files, beside the project. */
export const dataFolder = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../shared/data',
);

/** Path of one real file, as its README names it. */
export function dataFile(name: string): string {
  return path.join(dataFolder, name);
}
