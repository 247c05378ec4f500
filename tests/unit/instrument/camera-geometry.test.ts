import { expect, it } from 'vitest';
import { expectCameraGeometries } from '../../expect-camera-geometry.ts';
import { readPeerResult } from '../../peers/exchange.ts';
import { fixtureFolder } from '../../data-folder.ts';

it('describes square, rotated and hexagonal cameras as ctapipe does', () => {
  expect(expectCameraGeometries(readPeerResult(fixtureFolder('camera-geometry')))).toBe(3);
});
