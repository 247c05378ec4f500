import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Files of the program that the main process names to others. */
export const programFiles = {
  /** Folder of the program, or of its archive. */
  root,
  /** Folder of the built page. */
  page: path.join(root, 'build/renderer'),
  preload: path.join(root, 'build/electron/preload.cjs'),
  icon: path.join(root, 'build/icons/icon.png'),
  engine: path.join(root, 'core/engine/engine-worker.ts'),
  worker: path.join(root, 'core/jobs/worker/process-worker.ts'),
} as const;

/** What has to be built and is not there; undefined when everything is. */
export function missingProgramFile(): string | undefined {
  const built = [path.join(programFiles.page, 'index.html'), programFiles.preload];
  return built.find((file) => !existsSync(file));
}
