import { expect, it } from 'vitest';
import { simtelFiles } from '../data-folder.ts';
import { expectCameraGeometries } from '../expect-camera-geometry.ts';
import { runPeer } from './run-peer.ts';

it('describes the cameras of every sim_telarray file as ctapipe does', async () => {
  const result = await runPeer('camera-geometry.py', simtelFiles());
  expect(expectCameraGeometries(result)).toBeGreaterThanOrEqual(20);
});
