import { type CleanerDocument, parseCleaner } from '../../config/parse-cleaner.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { EventSessions } from '../event-sessions/event-sessions.ts';
import type { EventSources, Handlers } from '../handler.ts';
import type { Services } from '../services.ts';

type SessionRequest =
  | 'events.open'
  | 'events.index'
  | 'events.list'
  | 'events.find'
  | 'events.get'
  | 'events.waveforms'
  | 'events.close';

/** Longest document of a cleaner, with rules for telescopes [characters]. */
const MAX_CLEANER = 1 << 16;

/** Handlers of requests about files whose events are looked at one by one. */
export function eventSessionHandlers(
  {
    access,
    configurations,
  }: Pick<Services, 'access'> & {
    readonly configurations: Pick<Services['configurations'], 'resolve'>;
  },
  sessions: EventSessions,
): Pick<Handlers, SessionRequest> {
  return {
    'events.open': async (
      { path: asked, config, focalLengthChoice, allEvents },
      { signal, connection },
    ) => {
      const path = await access.checkRead(asked);
      const configuration = await configurations.resolve(config);
      const { id, opened } = await sessions.open(
        connection,
        {
          path,
          configuration,
          allEvents,
          ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
        },
        signal,
      );
      return { id, ...opened };
    },

    'events.index': async ({ id }, { signal, connection }) => ({
      id,
      ...(await sessions.get(connection, id).ask('index', null, signal)),
    }),

    'events.list': async ({ id, ...ask }, { signal, connection }) => {
      const { index, ...list } = await sessions.get(connection, id).ask('list', ask, signal);
      return { ...list, index: { id, ...index } };
    },

    'events.find': ({ id, ...ask }, { signal, connection }) =>
      sessions.get(connection, id).ask('find', ask, signal),

    'events.get': ({ id, index, telIds, cleaner }, { signal, connection }) =>
      sessions
        .get(connection, id)
        .ask('get', { index, telIds, cleaner: givenCleaner(cleaner) }, signal),

    'events.waveforms': ({ id, ...ask }, { signal, connection }) =>
      sessions.get(connection, id).ask('waveforms', ask, signal),

    'events.close': async ({ id }, { connection }) => {
      await sessions.release(connection, id);
      return {};
    },
  };
}

/** The event stream about how far files were looked through: the present state at once. */
export function eventSessionEvents(sessions: EventSessions): Pick<EventSources, 'events.indexed'> {
  return {
    'events.indexed': ({ id }, emit, connection) => {
      const session = sessions.get(connection, id);
      const end = session.onIndexed((index) => {
        emit({ id, ...index });
      });
      // A file that has come to its end meanwhile says so to those who ask for something.
      session.ask('index', null).then(
        (index) => {
          emit({ id, ...index });
        },
        () => undefined,
      );
      return end;
    },
  };
}

function givenCleaner(document: unknown): CleanerDocument | undefined {
  if (document === undefined) return undefined;
  if (JSON.stringify(document).length <= MAX_CLEANER) return parseCleaner(document);
  throw new PhotoelectronError(
    'argument-invalid',
    `The document of a cleaner may have ${MAX_CLEANER} characters at most.`,
    { item: 'cleaner' },
  );
}
