import { globSync } from 'node:fs';
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

/** All sim_telarray files of the shared folder, in alphabetical order. */
export function simtelFiles(): string[] {
  return globSync('*/simtel/*', { cwd: dataFolder }).sort().map(dataFile);
}

/** Folder of numbers that a reference program made, stored with the tests. */
export function fixtureFolder(name: string): string {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures', name);
}
