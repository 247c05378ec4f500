import os from 'node:os';
import { Catalogue } from '../catalogue/catalogue.ts';
import { ConfigurationStore } from '../catalogue/configurations/configuration-store.ts';
import type { Carrier } from '../contract/carrier.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { type AccessPolicy, unrestrictedAccess } from './access-policy.ts';
import { ChangeSignal } from './changes.ts';
import { EngineLog } from './engine-log.ts';
import { catalogueHandlers } from './handlers/catalogue-handlers.ts';
import { changeEvents } from './handlers/change-events.ts';
import { engineHandlers } from './handlers/engine-handlers.ts';
import { eventHandlers } from './handlers/event-handlers.ts';
import { provenanceHandlers } from './handlers/provenance-handlers.ts';
import type { EventSources, Handlers } from './handler.ts';
import type { PhotoelectronHome } from './photoelectron-home.ts';
import { serveConnection } from './serve-connection.ts';
import type { Services } from './services.ts';

/** What an engine is made with. */
export interface EngineOptions {
  readonly home: PhotoelectronHome;
  /** What clients may have read and written. Default: everything. */
  readonly access?: AccessPolicy;
  /** Cores that jobs may use. Default: all. */
  readonly cores?: number;
}

/** The engine: catalogue, configurations and jobs behind the contract. */
export interface Engine {
  /** Serves a client; returns what disconnects it, with what it is told. */
  connect(carrier: Carrier): (reason?: PhotoelectronError) => void;
  /** Resolves when the engine has ended, whoever asked for it. */
  readonly stopped: Promise<void>;
  /** Ends it: clients are disconnected, running jobs are left to be resumed. */
  close(): Promise<void>;
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
  } catch (error) {
    await catalogue.close();
    throw error;
  }
  const configurations = new ConfigurationStore({
    catalogue,
    folder: home.configurations,
    checkRead: (file) => access.checkRead(file),
  });
  const changes = new ChangeSignal();
  const services: Services = { home, catalogue, configurations, access, cores, changes };
  const log = new EngineLog(home.logs);
  const connections = new Set<() => void>();
  const { promise: stopped, resolve: onStopped } = Promise.withResolvers<undefined>();
  let closing: Promise<void> | undefined;

  const close = (): Promise<void> => {
    closing ??= (async () => {
      for (const disconnect of connections) disconnect();
      await catalogue.close();
      await log.flush();
      onStopped(undefined);
    })();
    return closing;
  };
  const stop = () => {
    // The answer to the request that stops the engine goes out first.
    setImmediate(() => {
      close().catch((error: unknown) => {
        log.write('engine.stop', error);
        onStopped(undefined);
      });
    });
  };
  const handlers = {
    ...engineHandlers(services, stop),
    ...catalogueHandlers(services),
    ...eventHandlers(services),
    ...provenanceHandlers(services),
  } as Handlers;
  const eventSources = { ...changeEvents(services.changes) } as EventSources;

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
      return disconnect;
    },
    stopped,
    close,
  };
}

function ended(): PhotoelectronError {
  return new PhotoelectronError('connection-closed', 'The engine has ended; start it again.');
}
