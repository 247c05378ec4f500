// Thread of one opened file: reads, decodes, cleans and looks for events, so that the engine's own
// thread stays free.
import { parentPort } from 'node:worker_threads';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { eventImage } from '../../processing/event-image.ts';
import { EventFile } from '../../processing/events/event-file.ts';
import { describeEventFile } from './describe-event-file.ts';
import type {
  EventCall,
  EventCalls,
  EventWorkerReply,
  EventWorkerRequest,
} from './event-worker-protocol.ts';
import { findEvent, listEvents } from './list-events.ts';

/** Shortest time between two messages about how far the file was looked through [ms]. */
const TELLING_MS = 250;

const port = parentPort;
if (port === null) throw new Error('The event worker runs as a thread only.');

/** The file, once it was asked for. */
const opening = Promise.withResolvers<EventFile>();
// Whoever asks for the file is told why there is none.
opening.promise.catch(() => undefined);

const calls: {
  [C in EventCall]: (ask: EventCalls[C]['ask']) => Promise<EventCalls[C]['answer']>;
} = {
  open: async (start) => {
    opening.resolve(open(start));
    return describeEventFile(await opening.promise, start.configuration);
  },
  image: (request) => eventImage(request),
  index: async () => (await opening.promise).index(),
  list: async (ask) => listEvents(await opening.promise, ask),
  find: async (ask) => findEvent(await opening.promise, ask),
  get: async ({ index, telIds, cleaner }) => (await opening.promise).get(index, telIds, cleaner),
  waveforms: async ({ index, telId, pixels }) =>
    (await opening.promise).waveforms(index, telId, pixels),
};

async function open(start: EventCalls['open']['ask']): Promise<EventFile> {
  const file = await EventFile.open(start);
  tellIndex(file);
  return file;
}

async function answer<C extends EventCall>({
  id,
  call,
  ask,
}: EventWorkerRequest<C>): Promise<EventWorkerReply> {
  try {
    return { id, answer: await calls[call](ask) };
  } catch (error) {
    if (error instanceof PhotoelectronError) {
      const { code, message, place } = error;
      return { id, failure: { code, message, place } };
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      id,
      failure: { code: 'internal', message: 'An error of the program.', place: {}, stack },
    };
  }
}

/** Tells how far the file was looked through, and again when more is known. */
function tellIndex(file: EventFile): void {
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    port?.postMessage({ indexed: file.index() } satisfies EventWorkerReply);
  };
  file.onIndexed(() => {
    if (file.index().isComplete) {
      clearTimeout(timer);
      tell();
    } else timer ??= setTimeout(tell, TELLING_MS);
  });
}

/** Memory that goes over to the asking thread instead of being copied: arrays that are alone in it. */
function ownBuffers(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) found.add(buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) ownBuffers(part, found);
  }
  return found;
}

port.on('message', (request: EventWorkerRequest) => {
  void answer(request).then((reply) => {
    // Cameras are described with arrays that are still needed.
    const isCopied = request.call === 'open' || request.call === 'image';
    port.postMessage(reply, isCopied ? [] : [...ownBuffers(reply)]);
  });
});
