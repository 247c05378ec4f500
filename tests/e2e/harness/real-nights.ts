import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { openInProcess } from '../../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../../core/engine/photoelectron-home.ts';
import { dataFile } from '../../data-folder.ts';

/** Real files of several instruments: simulated showers, and runs of telescopes. */
const files = [
  'pyeventio/simtel/history_meta_75.simtel.zst',
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
  'simtools-tests/simtel/gamma_diffuse_run000010_za20deg_azm000deg_North_alpha_6.0.0.simtel.zst',
  'simtools-tests/simtel/proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst',
  'simtools/simtel/proton_run000201_North_alpha_6.0.0.simtel.zst',
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
  'cta-lstchain/dl2/dl2_Run_1817_merged_v0.5.1_v03_cut.h5',
  'protozfitsreader/example_SST1M_20180822.fits.fz',
  'protozfitsreader/example_10evts.fits.fz',
  'protozfitsreader/example_9evts_NectarCAM.fits.fz',
  'fact-tools/zfits/20160817_016.fits.fz',
  'joint-crab/magic/run_05029747_DL3.fits',
  'V2DL3/veritas_57993.soft.ED.050.fits',
  'V2DL3/veritas_89395_full_enclosure.fits',
] as const;

/** Files and products that are in the catalogue of a home. */
export interface RealNights {
  readonly home: string;
  /** Folder of the files. */
  readonly data: string;
  /** A gamma in 15 telescopes. */
  readonly shower: string;
  /** Run with a telescope type of a long name. */
  readonly longNames: string;
  /** Made of the shower, with two configurations. */
  readonly products: readonly string[];
}

/** Fills a catalogue with real files, and processes one of them twice. */
export async function makeRealNights(folder: string): Promise<RealNights> {
  const data = path.join(folder, 'data');
  const home = path.join(folder, 'home');
  mkdirSync(data);
  for (const file of files) copyFileSync(dataFile(file), path.join(data, path.basename(file)));
  const [shower, longNames] = files.map((file) => path.join(data, path.basename(file)));
  const { client, close } = await openInProcess({
    home: photoelectronHome({ PHOTOELECTRON_HOME: home }),
  });
  const finish = async (request: Parameters<typeof submit>[0]) => {
    const { id } = await submit(request);
    await client.request('jobs.wait', { id });
  };
  const submit = (request: Parameters<typeof client.request<'jobs.submit'>>[1]['request']) =>
    client.request('jobs.submit', { request });
  try {
    const { id: rootId } = await client.request('roots.add', { path: data });
    await finish({ kind: 'scan', rootId });
    const products: string[] = [];
    for (const config of ['default', 'ctapipe-defaults']) {
      const output = path.join(data, `gamma.${config}.dl2.h5`);
      await finish({ kind: 'process-run', input: shower, output, config });
      products.push(output);
    }
    await finish({ kind: 'scan', rootId });
    return { home, data, shower, longNames, products };
  } finally {
    await close();
  }
}
