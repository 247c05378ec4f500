import { it } from 'vitest';
import { expectTaiTimestamps } from '../expect-tai-timestamps.ts';
import { runPeer } from './run-peer.ts';

it('stamps random times exactly as ctapipe does', async () => {
  expectTaiTimestamps(await runPeer('tai-timestamp.py', ['2000']));
});
