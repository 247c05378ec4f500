import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../core/sources/open-source.ts';
import { concat, topLevelObject } from '../../eventio-bytes.ts';
import { withFile } from '../../simtel-sample.ts';

async function expectRefusal(content: Uint8Array, code: string, sentence: string): Promise<void> {
  await withFile(content, async (file) => {
    await expect(openSource(file)).rejects.toMatchObject({ code });
    await expect(openSource(file)).rejects.toThrow(sentence);
  });
}

describe('openSource', () => {
  it('refuses what is no file', async () => {
    await expect(openSource(path.join(tmpdir(), 'no-such-file.simtel'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await expect(openSource(tmpdir())).rejects.toThrow('is a directory');
  });

  it('names the kind of a file that it cannot read', async () => {
    await expectRefusal(new Uint8Array(0), 'format-unknown', 'is empty');
    await expectRefusal(Buffer.from('SIMPLE  =    T'), 'format-unknown', 'is a FITS file');
    await expectRefusal(Buffer.from('root\0\0\0\0'), 'format-unknown', 'is a ROOT file');
    await expectRefusal(Buffer.from('Hello'), 'format-unknown', 'is of an unknown format');
  });

  it('says what EventIO files without telescope data are and what can be done', async () => {
    await expectRefusal(
      concat(topLevelObject({ type: 1200, content: new Uint8Array(8) })),
      'format-unsupported',
      'is a CORSIKA IACT file of Cherenkov photons, which holds no telescope data yet; run sim_telarray on it',
    );
    await expectRefusal(
      concat(topLevelObject({ type: 100, version: 2, content: new Uint8Array(2) })),
      'format-unsupported',
      'is an EventIO file of histograms only',
    );
    await expectRefusal(
      concat(topLevelObject({ type: 4711, content: new Uint8Array(2) })),
      'format-damaged',
      'is an EventIO file without the header of a run',
    );
  });

  it('refuses damaged HDF5 and compressed files', async () => {
    const hdf5 = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
    await withFile(hdf5, async (file) => {
      await expect(openSource(file)).rejects.toMatchObject({ name: 'PhotoelectronError' });
    });
    await expectRefusal(Uint8Array.of(0x1f, 0x8b, 9, 9, 9, 9, 9, 9), 'format-damaged', 'damaged');
  });
});
