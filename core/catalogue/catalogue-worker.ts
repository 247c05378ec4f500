// Thread that owns the catalogue's connection: answers one operation after the other.
import { parentPort, workerData } from 'node:worker_threads';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { WorkerReply, WorkerRequest, WorkerStart } from './catalogue-protocol.ts';
import { databaseError } from './database-error.ts';
import { openDatabase } from './open-database.ts';
import { operations } from './operations.ts';

const port = parentPort;
if (port === null) throw new Error('The catalogue worker runs as a thread only.');
const { file, busyTimeoutMs } = workerData as WorkerStart;

const database = attempt(0, () =>
  openDatabase(file, busyTimeoutMs === undefined ? {} : { busyTimeoutMs }),
);

/** Replies with what an action gives or throws. */
function attempt<T>(id: number, action: () => T): T | undefined {
  try {
    const answer = action();
    port?.postMessage({ id, answer: id === 0 ? null : answer } satisfies WorkerReply);
    return answer;
  } catch (error) {
    const known = databaseError(error, file);
    port?.postMessage({
      id,
      failure:
        known instanceof PhotoelectronError
          ? { code: known.code, message: known.message, place: known.place }
          : { code: 'internal', message: String(known), place: {} },
    } satisfies WorkerReply);
    return undefined;
  }
}

port.on('message', ({ id, name, ask }: WorkerRequest) => {
  if (name === 'close') {
    attempt(id, () => {
      database?.close();
      return null;
    });
    port.close();
    return;
  }
  attempt(id, () => {
    if (database === undefined) throw new Error('the catalogue was not opened');
    // The name and its arguments were typed together on the other side of the thread.
    const operation = operations[name] as (db: typeof database, ask: unknown) => unknown;
    return operation(database, ask);
  });
});
