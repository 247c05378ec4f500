import { readFileHead } from '../recognition/file-head.ts';
import { fitsProfile } from './fits-profile.ts';
import type { OnFraction, RunProfile, RunProfileAsk } from './run-profile.ts';

/**
 * Events of a run in bins of time, as one file has them: HDF5 in the layouts of ctapipe, lstchain,
 * magic-cta-pipe and FACT, and event lists of GADF.
 *
 * @returns undefined when the file holds no times of events that can be read
 * @throws PhotoelectronError `file-not-found`, `file-unreadable`, `format-damaged`, `format-unsupported`
 */
export async function readRunProfile(
  ask: RunProfileAsk,
  onFraction: OnFraction = () => undefined,
): Promise<RunProfile | undefined> {
  const head = await readFileHead(ask.path);
  if (/^SIMPLE {2}=/.test(head.bytes.toString('latin1', 0, 9))) return fitsProfile(head, ask);
  if (head.bytes.toString('latin1', 0, 8) !== '\x89HDF\r\n\x1a\n') return undefined;
  // Only now: the HDF5 reader takes its time to start.
  const { hdf5Profile } = await import('./hdf5-profile.ts');
  return hdf5Profile(ask, onFraction);
}
