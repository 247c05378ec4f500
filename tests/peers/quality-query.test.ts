import { it } from 'vitest';
import { checkQualityQuery } from './quality-query-agreement.ts';
import { runPeer } from './run-peer.ts';

it('evaluates expressions and counts criteria as ctapipe does', async () => {
  await checkQualityQuery(await runPeer('quality-query.py', ['5000']));
});
