// npm run screenshots: has the test suite take pictures of the workbench with real data, in both themes
// and sizes, and puts those that the guide and README.md show into resources/guide.
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Names in the guide, of pictures of the suite. */
const shown = {
  nights: 'nights',
  events: 'events',
  cleaning: 'cleaning',
  provenance: 'activity',
};

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'e2e', 'tests/e2e/screenshots.test.ts'],
  { cwd: root, stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);

for (const [name, picture] of Object.entries(shown)) {
  for (const theme of ['dark', 'light']) {
    const taken = path.join(root, '.cache/screenshots', `${picture}-${theme}-1280.png`);
    copyFileSync(taken, path.join(root, 'resources/guide', `${name}-${theme}.png`));
  }
}
