import { mkdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inProcessCarriers } from '../contract/carriers/in-process-carrier.ts';
import { EngineClient } from '../contract/engine-client.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { type AccessPolicy, rootsOnly } from '../engine/access-policy.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { PhotoelectronHome } from '../engine/photoelectron-home.ts';
import { writeKeyFile } from './key-file.ts';
import type { ServerLimits } from './server-limits.ts';
import { type RunningServer, startServer } from './start-server.ts';

/** What is served, and to what extent. */
export interface ServeOptions {
  readonly home: PhotoelectronHome;
  /** Folders that may be read; they are added to the catalogue and scanned. Empty: those of the catalogue. */
  readonly roots: readonly string[];
  /** Folders that products may be written to; they may be read as well. */
  readonly outputFolders: readonly string[];
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** Time without clients and jobs after which the engine ends [s]; Infinity, the default, never. */
  readonly idleSeconds?: number;
  /** Cores that jobs may use. Default: all. */
  readonly cores?: number;
  readonly limits?: Partial<ServerLimits>;
}

/** Why a served engine ended. */
export type EndOfService = 'idle' | 'closed' | 'told';

/** An engine that is served. */
export interface ServedEngine extends Pick<RunningServer, 'url' | 'port' | 'engineUrl'> {
  /** File with the bearer token, for programs of the same user. */
  readonly keyFile: string;
  readonly readableFolders: readonly string[];
  readonly writableFolders: readonly string[];
  readonly stopped: Promise<EndOfService>;
  readonly close: () => Promise<void>;
}

/** The workbench as `npm run build:renderer` makes it. */
const pageFolder = fileURLToPath(new URL('../../build/renderer/', import.meta.url));

/**
 * Starts an engine that reads and writes only where it was told, and serves it on the loopback address.
 *
 * @throws PhotoelectronError what `createEngine`, `rootsOnly` and `startServer` throw
 */
export async function serveEngine(options: ServeOptions): Promise<ServedEngine> {
  const { home, outputFolders, cores } = options;
  const roots = options.roots.map((root) => path.resolve(root));
  const writable = outputFolders.map((folder) => path.resolve(folder));
  const access = changeableAccess(await rootsOnly({ readable: roots, writable }));
  await checkOutput(home, access.writableFolders ?? []);
  const engine = await createEngine({
    home,
    access,
    takesOrphans: true,
    ...(cores === undefined ? {} : { cores }),
  });
  let server: RunningServer | undefined;
  try {
    const client = ownClient(engine);
    // Nobody is connected yet: the catalogue may still say what may be read.
    if (roots.length === 0) {
      const known = await client.request('roots.list', {});
      const readable = known.filter((root) => root.isPresent).map((root) => root.path);
      access.change(await rootsOnly({ readable, writable }));
    }
    for (const root of roots) await scan(client, root);
    server = await startServer({
      connect: (carrier) => engine.connect(carrier),
      isBusy: () => hasJobs(client),
      pageFolder,
      ...pick(options, 'port', 'idleSeconds', 'limits'),
    });
    const { url, port, engineUrl, bearer } = server;
    const keyFile = await writeKeyFile(home.folder, { pid: process.pid, port, engineUrl, bearer });
    const stopped = endTogether(engine, server).finally(() => rm(keyFile, { force: true }));
    const { close } = server;
    return {
      url,
      port,
      engineUrl,
      keyFile,
      readableFolders: access.readableFolders ?? [],
      writableFolders: access.writableFolders ?? [],
      stopped,
      close: async () => {
        await close();
        await stopped;
      },
    };
  } catch (error) {
    await server?.close();
    await engine.close();
    throw error;
  }
}

/** The program's own files must not be written over by what clients ask for. */
async function checkOutput(home: PhotoelectronHome, writable: readonly string[]): Promise<void> {
  await mkdir(home.folder, { recursive: true });
  const own = (await realpath(home.folder)) + path.sep;
  const folder = writable.find(
    (each) => own.startsWith(each + path.sep) || `${each}${path.sep}`.startsWith(own),
  );
  if (folder === undefined) return;
  throw new PhotoelectronError(
    'argument-invalid',
    `${folder} cannot be an output folder: the program keeps its own files in ${home.folder}.`,
    { path: folder },
  );
}

/** A policy that can be replaced before anyone is served under it. */
function changeableAccess(
  first: AccessPolicy,
): AccessPolicy & { change(next: AccessPolicy): void } {
  let current = first;
  return {
    checkRead: (asked) => current.checkRead(asked),
    checkWrite: (asked) => current.checkWrite(asked),
    get readableFolders() {
      return current.readableFolders;
    },
    get writableFolders() {
      return current.writableFolders;
    },
    change: (next) => {
      current = next;
    },
  };
}

function ownClient(engine: Engine): EngineClient {
  const [near, far] = inProcessCarriers();
  engine.connect(far);
  return new EngineClient(near);
}

async function hasJobs(client: EngineClient): Promise<boolean> {
  // What waits, waits for something that runs, or for an engine that may never come.
  const { total } = await client.request('jobs.list', { status: ['running'], limit: 1 });
  return total > 0;
}

/** Adds a folder to the catalogue and has it read in the background. */
async function scan(client: EngineClient, root: string): Promise<void> {
  const { id } = await client.request('roots.add', { path: root });
  await client.request('jobs.submit', { request: { kind: 'scan', rootId: id } });
}

/** Whichever of the two ends first ends the other. */
async function endTogether(engine: Engine, server: RunningServer): Promise<EndOfService> {
  const reason = await Promise.race([server.stopped, engine.stopped.then(() => 'told' as const)]);
  await server.close();
  await engine.close();
  return reason;
}

/** The properties that are there; an option that is undefined is not the same as none. */
function pick<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]),
  ) as Pick<T, K>;
}
