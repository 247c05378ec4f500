import os from 'node:os';
import { Catalogue } from '../catalogue/catalogue.ts';
import { ConfigurationStore } from '../catalogue/configurations/configuration-store.ts';
import type { Carrier } from '../contract/carrier.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { WorkerLauncher } from '../jobs/worker/worker-launcher.ts';
import { type AccessPolicy, unrestrictedAccess } from './access-policy.ts';
import { ChangeSignal } from './changes.ts';
import { EngineLog } from './engine-log.ts';
import { catalogueHandlers } from './handlers/catalogue-handlers.ts';
import { changeEvents } from './handlers/change-events.ts';
import { configurationHandlers } from './handlers/configuration-handlers.ts';
import { engineHandlers } from './handlers/engine-handlers.ts';
import { eventHandlers } from './handlers/event-handlers.ts';
import { eventSessionEvents, eventSessionHandlers } from './handlers/event-session-handlers.ts';
import { jobEvents, jobHandlers } from './handlers/job-handlers.ts';
import { populationHandlers } from './handlers/population-handlers.ts';
import { provenanceHandlers } from './handlers/provenance-handlers.ts';
import { sessionHandlers } from './handlers/session-handlers.ts';
import { EventImages } from './event-sessions/event-images.ts';
import { EventSessions } from './event-sessions/event-sessions.ts';
import { EventThreads } from './event-sessions/event-threads.ts';
import type { EventSources, Handlers } from './handler.ts';
import { openJobs } from './open-jobs.ts';
import type { PhotoelectronHome } from './photoelectron-home.ts';
import { Populations } from './populations/populations.ts';
import { RunProfiles } from './profiles/run-profiles.ts';
import { withSampleData } from './sample-data.ts';
import { serveConnection } from './serve-connection.ts';
import type { Services } from './services.ts';

/** What an engine is made with. */
export interface EngineOptions {
  readonly home: PhotoelectronHome;
  /**
   * What clients may have read and written, or what makes that once the folders of the catalogue can be
   * asked for. Default: everything.
   */
  readonly access?: AccessPolicy | ((folders: CatalogueFolders) => Promise<AccessPolicy>);
  /** Cores that jobs may use. Default: all. */
  readonly cores?: number;
  /** Starts worker processes. Default: Node child processes. */
  readonly launcher?: WorkerLauncher;
  /**
   * Also do jobs that wait because the engine that was asked for them has ended: for engines that stay.
   * Default false.
   */
  readonly takesOrphans?: boolean;
}

/** The folders of the catalogue as they are when it is called. */
export type CatalogueFolders = () => Promise<readonly string[]>;

/** The engine: catalogue, configurations and jobs behind the contract. */
export interface Engine {
  /** Serves a client; returns what disconnects it, with what it is told. */
  connect(carrier: Carrier): (reason?: PhotoelectronError) => void;
  /** Resolves when the engine has ended, whoever asked for it. */
  readonly stopped: Promise<void>;
  /**
   * Ends it: clients are disconnected, running jobs end.
   *
   * @param running whether they are marked as interrupted (the default) or cancelled; both can be
   *   started again
   */
  close(running?: 'interrupt' | 'cancel'): Promise<void>;
}

/**
 * Starts an engine.
 *
 * @throws PhotoelectronError `file-unwritable`, `catalogue-locked`, `catalogue-damaged`,
 *   `catalogue-too-new`, `disk-full`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { home, access = unrestrictedAccess(), cores = os.availableParallelism() } = options;
  const catalogue = await Catalogue.open(home.catalogue);
  try {
    await catalogue.ask('restoreAnnotations', { mirror: home.annotations });
    const folders = async () =>
      (await catalogue.ask('listRoots', undefined)).map((root) => root.path);
    const policy = typeof access === 'function' ? await access(folders) : access;
    return await composeEngine({ ...options, access: withSampleData(policy), cores }, catalogue);
  } catch (error) {
    await catalogue.close();
    throw error;
  }
}

async function composeEngine(
  options: EngineOptions & { readonly access: AccessPolicy; readonly cores: number },
  catalogue: Catalogue,
): Promise<Engine> {
  const { home, access, cores } = options;
  const configurations = new ConfigurationStore({
    catalogue,
    folder: home.configurations,
    checkRead: (file) => access.checkRead(file),
  });
  const changes = new ChangeSignal();
  const log = new EngineLog(home.logs);
  changes.listen((areas) => {
    if (!areas.includes('roots')) return;
    access.refresh?.().catch((error: unknown) => {
      log.write('access.refresh', error);
    });
  });
  const base = { home, catalogue, configurations, access, cores, changes };
  const jobs = await openJobs(base, {
    ...options,
    onProblem: (what, error) => {
      log.write(what, error);
    },
  });
  const services: Services = { ...base, jobs };
  const populations = new Populations();
  const profiles = new RunProfiles();
  const eventThreads = new EventThreads();
  const eventSessions = new EventSessions(eventThreads);
  // Each reads a file and holds a batch of its events.
  const eventImages = new EventImages(eventThreads, cores);
  // Those who stay are asked for files sooner or later.
  if (options.takesOrphans === true) eventSessions.prepare();
  const connections = new Set<() => void>();
  const { promise: stopped, resolve: onStopped } = Promise.withResolvers<undefined>();
  let closing: Promise<void> | undefined;

  const close = (running: 'interrupt' | 'cancel' = 'interrupt'): Promise<void> => {
    closing ??= (async () => {
      for (const disconnect of connections) disconnect();
      profiles.close();
      await populations.close();
      await eventSessions.close();
      await eventImages.close();
      await jobs.close(running);
      await catalogue.close();
      await log.flush();
      onStopped(undefined);
    })();
    return closing;
  };
  const stop = (running: 'interrupt' | 'cancel') => {
    // The answer to the request that stops the engine goes out first.
    setImmediate(() => {
      close(running).catch((error: unknown) => {
        log.write('engine.stop', error);
        onStopped(undefined);
      });
    });
  };
  const handlers: Handlers = {
    ...engineHandlers(services, stop),
    ...catalogueHandlers(services, profiles),
    ...configurationHandlers(services),
    ...eventHandlers(services, eventImages),
    ...eventSessionHandlers(services, eventSessions),
    ...provenanceHandlers(services),
    ...jobHandlers(services),
    ...populationHandlers(services, populations),
    ...sessionHandlers(services),
  };
  const eventSources: EventSources = {
    ...changeEvents(services.changes),
    ...jobEvents(services),
    ...eventSessionEvents(eventSessions),
  };

  return {
    connect: (carrier) => {
      const end = serveConnection(carrier, {
        handlers,
        eventSources,
        onInternalError: (name, error) => {
          log.write(name, error);
        },
      });
      const disconnect = (reason = ended()) => {
        end(reason);
      };
      connections.add(disconnect);
      carrier.onClose(() => connections.delete(disconnect));
      if (closing !== undefined) disconnect();
      return disconnect;
    },
    stopped,
    close,
  };
}

function ended(): PhotoelectronError {
  return new PhotoelectronError('connection-closed', 'The engine has ended; start it again.');
}
