import { expect, it } from 'vitest';
import { simtelFiles } from '../data-folder.ts';
import { expectExtraction } from '../expect-extraction.ts';
import { runPeer } from './run-peer.ts';

it('calibrates and extracts events of every sim_telarray file as ctapipe does', async () => {
  const result = await runPeer('extraction.py', ['2', '0', ...simtelFiles()]);
  expect(result.notes.unreadable).toEqual([
    { file: 'test_camorganv2.simtel.gz', error: 'StopIteration()' },
  ]);
  expect(await expectExtraction(result)).toBeGreaterThanOrEqual(50);
});
