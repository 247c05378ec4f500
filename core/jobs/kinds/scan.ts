import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { JobRequest } from '../../contract/requests/job-requests.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { JobContext, JobKind } from '../job-kind.ts';

type ScanRequest = Extract<JobRequest, { kind: 'scan' }>;

/** What scanning needs beside the request. */
export interface ScanOptions {
  readonly catalogue: Catalogue;
  /** Refuses a folder that may not be read by the clients of this engine. */
  readonly checkRead: (path: string) => Promise<unknown>;
  /** Scans one root. */
  readonly scan: (rootId: number, full: boolean, context: JobContext) => Promise<void>;
}

/** Looks through one root or all of them that may be read; done in the engine, which reads headers only. */
export function scanKind({ catalogue, checkRead, scan }: ScanOptions): JobKind<ScanRequest> {
  const rootsOf = async ({ rootId, rebuild }: ScanRequest) => {
    const roots = await catalogue.ask('listRoots', undefined);
    if (rebuild) {
      // What is forgotten of all roots must be found again in all of them.
      await Promise.all(roots.map(({ path }) => checkRead(path)));
      if (roots.length > 0) return roots;
    }
    const asked = rootId === undefined ? roots : roots.filter(({ id }) => id === rootId);
    const checks = await Promise.allSettled(asked.map(({ path }) => checkRead(path)));
    const readable = asked.filter((_root, i) => checks[i].status === 'fulfilled');
    if (readable.length > 0) return readable;
    if (asked.length > 0) await checkRead(asked[0].path);
    throw new PhotoelectronError(
      'record-not-found',
      rootId === undefined
        ? 'There is no folder to scan; add one with `pe scan DIR`.'
        : `There is no folder of the number ${rootId} in the catalogue.`,
      rootId === undefined ? {} : { item: String(rootId) },
    );
  };
  return {
    prepare: async (request) => {
      const roots = await rootsOf(request);
      return {
        request,
        title: `${request.rebuild ? 'Make the catalogue anew from' : 'Scan'} ${roots.map(({ path }) => path).join(', ')}`,
        input: null,
        output: null,
        runId: null,
        configurationHash: null,
        hasChildren: false,
      };
    },
    run: async (request, context) => {
      if (request.rebuild) await catalogue.ask('forgetFiles', undefined);
      for (const { id } of await rootsOf(request)) {
        context.signal.throwIfAborted();
        await scan(id, request.full, context);
      }
      return { isComplete: null };
    },
  };
}
