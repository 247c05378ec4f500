import path from 'node:path';
import { expect, it } from 'vitest';
import {
  corsikaEventHeader,
  corsikaRunHeader,
  decodeCorsikaBlock,
} from '../../../../core/formats/eventio/iact/corsika-block.ts';
import { objectGroups } from '../../../../core/formats/eventio/object-groups.ts';
import type { EventIoObject } from '../../../../core/formats/eventio/object-header.ts';
import { openEventIoStream } from '../../../../core/formats/eventio/open-eventio-stream.ts';
import { fixtureFolder } from '../../../data-folder.ts';

it('names the words of CORSIKA headers as corsikaio does', async () => {
  const stream = await openEventIoStream(
    path.join(fixtureFolder('eventio'), 'files/5_gamma_2_telescopes_reuse_2_split_always.zst'),
  );
  const objects: EventIoObject[] = [];
  for await (const group of objectGroups(stream)) objects.push(...group);
  await stream.close();
  const block = (type: number): Float32Array =>
    decodeCorsikaBlock(objects.find((object) => object.type === type)!);

  // Numbers from eventio 2.2.0 with corsikaio.
  const run = corsikaRunHeader(block(1200));
  expect({ ...run, observationHeight: [...run.observationHeight] }).toEqual({
    runNumber: 1,
    date: 250904,
    version: 7.741000175476074,
    observationHeight: [440_000],
    energySpectrumSlope: -1.5,
    energyMin: 80,
    energyMax: 80,
    nShowers: 5,
  });
  const event = corsikaEventHeader(block(1202));
  expect({ ...event, reuseX: [...event.reuseX], reuseY: [...event.reuseY] }).toEqual({
    eventNumber: 1,
    particleId: 1,
    totalEnergy: 80,
    startingAltitude: 0,
    firstInteractionHeight: -4_793_825,
    momentumX: -27.353090286254883,
    momentumY: 0.6828259229660034,
    momentumMinusZ: 75.17540740966797,
    zenith: 0.3490658402442932,
    azimuth: 3.1166343688964844,
    nReuse: 2,
    reuseX: [90.22600555419922, 46.90754699707031],
    reuseY: [4.0911946296691895, -84.80001831054688],
  });
  expect([...block(1210).subarray(1, 4)]).toEqual([1, 5, 0]);
});
