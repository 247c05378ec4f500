import { it } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { expectHdf5Contents } from '../expect-hdf5-contents.ts';
import { runPeer } from './run-peer.ts';

it('reads plain arrays, sequences and pandas frames as h5py and PyTables do', async () => {
  await expectHdf5Contents(await runPeer('hdf5-contents.py', [dataFolder]));
});
