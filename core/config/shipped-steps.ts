import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../resources/steps');

/** File of a step that is shipped; undefined when there is none of this name. */
export function shippedStep(name: string): string | undefined {
  const file = path.join(folder, name);
  return isShippedStep(file) && existsSync(file) ? file : undefined;
}

/** Whether a file is one of the shipped steps. */
export function isShippedStep(file: string): boolean {
  return path.dirname(file) === folder;
}
