import type { Handlers } from '../handler.ts';
import { sampleData } from '../sample-data.ts';
import { SessionStore } from '../session-store.ts';
import type { Services } from '../services.ts';

type SessionRequest =
  `session.${'load' | 'save'}` | `sessions.${'list' | 'get' | 'save' | 'remove'}` | 'samples.list';

/** Handlers of requests about settings, sessions and the data that come with the program. */
export function sessionHandlers({ home }: Services): Pick<Handlers, SessionRequest> {
  const store = new SessionStore(home.folder);
  return {
    'session.load': () => store.load(),
    'session.save': async ({ kind, document }) => {
      await store.save(kind, document);
      return {};
    },
    'sessions.list': () => store.list(),
    'sessions.get': async ({ name }) => ({ document: await store.get(name) }),
    'sessions.save': async ({ name, document, replace }) => {
      await store.keep(name, document, replace);
      return {};
    },
    'sessions.remove': async ({ name }) => {
      await store.remove(name);
      return {};
    },
    'samples.list': () => Promise.resolve(sampleData),
  };
}
