import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dataFile, dataFolder, simtelFiles } from '../data-folder.ts';
import { expectEventIoAgreement } from '../eventio-agreement.ts';
import { runPeer } from './run-peer.ts';

it('finds the objects of every EventIO file, and their values, that eventio finds', async () => {
  const files = [
    ...simtelFiles(),
    ...globSync(['*/corsika-iact/*.{dat,gz,zst,eventio}', '*/histograms/*.zst'], {
      cwd: dataFolder,
    })
      .sort()
      .map(dataFile),
  ];
  expect(files.length).toBeGreaterThanOrEqual(33);
  const { objects, decoded } = await expectEventIoAgreement(
    await runPeer('eventio-objects.py', files),
    files,
  );
  expect(objects).toBeGreaterThanOrEqual(60_000);
  // Every type that occurs in the files and has content, in every version that occurs.
  expect([...decoded.keys()].sort()).toEqual(
    [
      ...['71.1', '72.1', '75.0', '100.2'],
      ...['1200.0', '1201.0', '1202.0', '1203.0', '1205.0', '1205.1000', '1208.2', '1209.0'],
      ...['1210.0', '1211.0', '1212.0', '1216.1'],
      ...['2000.2', '2001.4', '2002.4', '2002.5', '2003.1', '2003.2', '2004.2', '2004.3'],
      ...['2005.0', '2006.0', '2007.0', '2008.0', '2009.2', '2009.3', '2011.1', '2011.2'],
      ...['2011.3', '2011.4', '2012.3', '2013.3', '2014.5', '2014.6', '2015.1', '2016.1'],
      ...['2020.1', '2021.1', '2022.0', '2022.1', '2023.2', '2023.3', '2026.2', '2027.0'],
      ...['2027.1', '2029.0', '2030.0', '2033.0'],
      ...[...decoded.keys()].filter((version) => /^[2-9]1\d\d\.0$/.test(version)),
    ].sort(),
  );
});
