import { realpath, stat } from 'node:fs/promises';
import type { RootRow } from '../../catalogue/operations/root-operations.ts';
import type { RootRecord } from '../../contract/records/root.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { planNight } from '../../jobs/night-plan.ts';
import { productLevel } from '../../jobs/product-level.ts';
import type { Handlers } from '../handler.ts';
import { profileOfRun } from '../profiles/profile-of-run.ts';
import type { RunProfiles } from '../profiles/run-profiles.ts';
import type { Services } from '../services.ts';

type CatalogueRequest =
  | `roots.${'list' | 'add' | 'remove'}`
  | 'files.list'
  | 'nights.list'
  | `runs.${'list' | 'ids' | 'values' | 'get' | 'profile' | 'plan'}`
  | `runs.${'set-flag' | 'set-flags' | 'add-note' | 'remove-note'}`;

/** Files of a plan that are told; the rest is counted. */
const MAX_PLANNED = 1000;

/** Handlers of requests about roots, files, nights and runs. */
export function catalogueHandlers(
  { access, catalogue, changes, configurations, home }: Services,
  profiles: RunProfiles,
): Pick<Handlers, CatalogueRequest> {
  const annotating = () => ({ mirror: home.annotations, now: new Date().toISOString() });
  return {
    'roots.list': async () =>
      Promise.all((await catalogue.ask('listRoots', undefined)).map(rootRecord)),

    'roots.add': async ({ path: asked }) => {
      const folder = await existingFolder(await access.checkRead(asked));
      const added = new Date().toISOString();
      const root = await catalogue.ask('addRoot', { path: folder, added });
      changes.changed('roots', 'files');
      return rootRecord(root);
    },

    'roots.remove': async ({ id }) => {
      if (!(await catalogue.ask('removeRoot', { id }))) {
        throw new PhotoelectronError(
          'record-not-found',
          `The catalogue has no folder with the id ${String(id)}.`,
        );
      }
      changes.changed('roots', 'files', 'runs');
      return {};
    },

    'files.list': (params) => catalogue.ask('listFiles', params),
    'nights.list': (params) => catalogue.ask('listNights', params),
    'runs.list': (params) => catalogue.ask('listRuns', params),
    'runs.ids': async (params) => ({ ids: await catalogue.ask('listRunIds', params) }),
    'runs.values': () => catalogue.ask('listRunValues', undefined),
    'runs.get': (params) => catalogue.ask('getRun', params),

    'runs.profile': async ({ id, maxBins }, { signal, onProgress }) => {
      const run = await catalogue.ask('getRun', { id });
      return profileOfRun(run, async (file, startUtcMs, stopUtcMs) => {
        const path = await access.checkRead(file);
        const ask = { path, obsId: run.obsId, startUtcMs, stopUtcMs, maxBins };
        return profiles.read(ask, signal, (fraction) => {
          onProgress({ fraction });
        });
      });
    },

    'runs.plan': async ({ filter, config }) => {
      const { document } = await configurations.resolve(config);
      const rows = await catalogue.ask('runInputs', { filter });
      const files = planNight(rows, productLevel(document));
      const nRuns = new Set(rows.map(({ runId }) => runId)).size;
      const nPlanned = files.reduce((sum, { runs }) => sum + runs.length, 0);
      return {
        files: files.slice(0, MAX_PLANNED).map((file) => ({ ...file, runs: [...file.runs] })),
        nFiles: files.length,
        nRuns,
        nWithout: nRuns - nPlanned,
      };
    },

    'runs.set-flag': async (params) => {
      const run = await catalogue.ask('setFlag', { ...params, ...annotating() });
      changes.changed('runs');
      return run;
    },

    'runs.set-flags': async (params) => {
      const nChanged = await catalogue.ask('setFlags', { ...params, ...annotating() });
      if (nChanged > 0) changes.changed('runs');
      return { nChanged };
    },

    'runs.add-note': async (params) => {
      const note = await catalogue.ask('addNote', { ...params, ...annotating() });
      changes.changed('runs');
      return note;
    },

    'runs.remove-note': async (params) => {
      await catalogue.ask('removeNote', { ...params, ...annotating() });
      changes.changed('runs');
      return {};
    },
  };
}

async function rootRecord(root: RootRow): Promise<RootRecord> {
  return { ...root, isPresent: await isFolder(root.path) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** The one path of a folder, whichever links lead to it. */
async function existingFolder(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if (await isFolder(real)) return real;
  } catch (cause) {
    throw new PhotoelectronError(
      'file-not-found',
      `The folder ${path} cannot be found; name one that is there.`,
      { path },
      cause,
    );
  }
  throw new PhotoelectronError('argument-invalid', `${path} is not a folder; name a folder.`, {
    path,
  });
}
