import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RequestResult } from '../contract/contract.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { AccessPolicy } from './access-policy.ts';

const folder = fileURLToPath(new URL('../../resources/samples', import.meta.url));

/** Data that come with the program, from `resources/samples`; its README tells where they are from. */
export const sampleData: RequestResult<'samples.list'> = [
  {
    title: 'A gamma shower in 15 telescopes',
    summary:
      'One simulated gamma ray of 1.3 TeV, seen by 4 LSTs and 11 MSTs with NectarCam; written by sim_telarray.',
    path: path.join(folder, 'history_meta_75.simtel.zst'),
    folder,
  },
];

/** A policy under which the sample data may be read as well; of the folders it lists they are none. */
export function withSampleData(access: AccessPolicy): AccessPolicy {
  const samples = [folder, ...sampleData.map((sample) => sample.path)];
  return {
    checkRead: async (asked) => {
      try {
        return await access.checkRead(asked);
      } catch (error) {
        const isSample =
          error instanceof PhotoelectronError &&
          error.code === 'access-denied' &&
          samples.includes(path.resolve(asked));
        if (isSample) return path.resolve(asked);
        throw error;
      }
    },
    checkWrite: (asked) => access.checkWrite(asked),
    get readableFolders() {
      return access.readableFolders;
    },
    get writableFolders() {
      return access.writableFolders;
    },
    refresh: async () => {
      await access.refresh?.();
    },
  };
}
