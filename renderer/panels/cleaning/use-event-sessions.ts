import { onScopeDispose } from 'vue';
import type { EventSession } from '../../../core/contract/records/event.ts';
import { focalLengthParams, type PopulationChoice } from './population-choice.ts';
import { useEngine } from '../../engine/engine-link.ts';

/** Files that are open at once; the one that was not asked for longest is closed. */
const MAX_OPEN = 2;

/** Files opened for their events, within a component: each once, until others are wanted. */
export function useEventSessions(choice: () => Pick<PopulationChoice, 'config' | 'focalLength'>) {
  const engine = useEngine();
  /** By configuration, focal length and path; the newest last. */
  const open = new Map<string, Promise<EventSession>>();

  function close(session: Promise<EventSession>): void {
    void session
      .then(({ id }) => engine.request('events.close', { id }))
      // It may have gone with its connection, or never have been there.
      .catch(() => undefined);
  }

  /** @throws EngineError */
  function sessionOf(path: string): Promise<EventSession> {
    const { config, focalLength } = choice();
    const key = [config, focalLength, path].join('\n');
    const known = open.get(key);
    open.delete(key);
    for (const [oldest, other] of open) {
      if (open.size < MAX_OPEN) break;
      open.delete(oldest);
      close(other);
    }
    const session =
      known ??
      engine.request('events.open', {
        path,
        config,
        allEvents: true,
        ...focalLengthParams({ focalLength }),
      });
    open.set(key, session);
    session.catch(() => {
      if (open.get(key) === session) open.delete(key);
    });
    return session;
  }

  const stopListening = engine.onReady(() => {
    open.clear();
  });
  onScopeDispose(() => {
    stopListening();
    for (const session of open.values()) close(session);
  });
  return { sessionOf };
}
