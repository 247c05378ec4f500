import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Builds the native core and its C++ drivers with address and undefined-behaviour sanitizers into
 * build/native-sanitize, once before the fuzz suite starts, so that no two test files do it at the
 * same time.
 */
export default function buildSanitized(): void {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
  const { status } = spawnSync(process.execPath, ['scripts/build-native.mjs', '--sanitize'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The native core did not build with sanitizers.');
}
