import { onScopeDispose, shallowRef, watch } from 'vue';
import { EngineError } from '../../../core/contract/engine-error.ts';
import type { JobLogLine } from '../../../core/contract/records/job.ts';
import { useEngine } from '../../engine/engine-link.ts';
import {
  followsDirectly,
  lastSequence,
  type LogLines,
  noLogLines,
  withLines,
} from './log-lines.ts';

const PAGE_LENGTH = 1000;

/** The log of a job: read page by page, then as its lines come; gaps are filled. */
export function useJobLog(jobId: () => number | undefined) {
  const engine = useEngine();
  const log = shallowRef<LogLines>(noLogLines);
  const error = shallowRef<EngineError>();
  let owner: AbortController | undefined;
  let endSubscription: (() => void) | undefined;
  let isReading = false;
  let incoming: JobLogLine[] = [];

  /** Reads on from the last line that is there. */
  async function read(id: number, own: AbortController): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      for (;;) {
        const after = lastSequence(log.value);
        const ask = { id, after, limit: PAGE_LENGTH };
        const page = await engine.request('jobs.log', ask, { signal: own.signal });
        if (owner !== own) return;
        log.value = withLines(log.value, page);
        error.value = undefined;
        if (page.length < PAGE_LENGTH) break;
      }
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (owner === own && thrown.code !== 'cancelled') error.value = thrown;
    } finally {
      if (owner === own) isReading = false;
    }
  }

  /** Takes the lines of one frame at once: a talkative job has many. */
  function takeIncoming(id: number, own: AbortController): void {
    if (owner !== own) return;
    const lines = incoming;
    incoming = [];
    const [first] = lines as readonly (JobLogLine | undefined)[];
    if (first === undefined || isReading) return;
    if (followsDirectly(log.value, first)) log.value = withLines(log.value, lines);
    else void read(id, own);
  }

  function open(id: number | undefined): void {
    close();
    if (id === undefined) return;
    const own = new AbortController();
    owner = own;
    endSubscription = engine.subscribe('jobs.logged', { id }, (line) => {
      if (incoming.push(line) === 1)
        requestAnimationFrame(() => {
          takeIncoming(id, own);
        });
    });
    void read(id, own);
  }

  function close(): void {
    endSubscription?.();
    owner?.abort();
    owner = undefined;
    isReading = false;
    incoming = [];
    log.value = noLogLines;
    error.value = undefined;
  }

  function reload(): void {
    const id = jobId();
    if (id !== undefined && owner !== undefined) void read(id, owner);
  }

  watch(jobId, open, { immediate: true });
  // Lines that were written while the connection was away.
  onScopeDispose(engine.onReady(reload));
  onScopeDispose(close);
  return { log, error, reload };
}
