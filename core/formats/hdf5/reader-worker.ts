// The reading thread: one HDF5 library (h5wasm) that has one file open. A damaged file may bring it
// down; the rest of the program does not notice more than a failed request.
import { parentPort } from 'node:worker_threads';
import {
  closeFile,
  getGroup,
  kindOf,
  kindOfLink,
  library,
  openedFile,
  openFile,
  Refusal,
} from './hdf5-library.ts';
import { describeArray, describeGroup, readArray, readText } from './read-array.ts';
import { readAttributes } from './read-attributes.ts';
import { describeTable, readTable } from './read-table.ts';
import type {
  ReadArray,
  ReadColumn,
  ReaderCall,
  ReaderCalls,
  ReaderReply,
  ReaderRequest,
} from './reader-protocol.ts';

/** A thread whose memory has grown beyond this is not kept: it never shrinks [bytes]. */
const maxIdleBytes = 256 * 1024 * 1024;

/** Everything below a group, without following links that lead elsewhere. */
function tree(): ReaderCalls['tree']['answer'] {
  return library.get_names(openedFile().file_id, '/', true).flatMap((name) => {
    const path = `/${name.replace(/^\/+/, '')}`;
    // The path exists, so that its parents need no look.
    const kind = kindOfLink(path);
    return kind === undefined ? [] : [{ path, kind }];
  });
}

const calls: { [C in ReaderCall]: (ask: ReaderCalls[C]['ask']) => ReaderCalls[C]['answer'] } = {
  open: ({ path }) => {
    openFile(path);
    return null;
  },
  children: ({ item }) => {
    const prefix = item === '/' ? '' : item;
    return getGroup(item)
      .keys()
      .map((name) => ({ name, kind: kindOf(`${prefix}/${name}`) ?? 'other' }));
  },
  tree,
  kind: ({ item }) => kindOf(item) ?? null,
  attributes: ({ item, names }) => readAttributes(item, names),
  describe: ({ item }) => describeTable(item),
  rows: readTable,
  describeArray: ({ item }) => describeArray(item),
  describeGroup: ({ item }) => describeGroup(item),
  array: readArray,
  text: ({ item }) => readText(item),
  close: () => closeFile() && library.HEAPU8.length <= maxIdleBytes,
};

function answer<C extends ReaderCall>({ id, call, ask }: ReaderRequest<C>): ReaderReply {
  try {
    return { id, answer: calls[call](ask) };
  } catch (cause) {
    return { id, failure: cause instanceof Refusal ? cause.failure : 'damaged' };
  }
}

/** Memory that goes over to the asking thread instead of being copied. */
function buffersOf(call: ReaderCall, reply: ReaderReply): ArrayBuffer[] {
  if (!('answer' in reply)) return [];
  const columns =
    call === 'rows'
      ? (reply.answer as ReadColumn[])
      : call === 'array'
        ? [reply.answer as ReadArray]
        : [];
  return columns.flatMap((column) => ('data' in column ? [column.data.buffer as ArrayBuffer] : []));
}

parentPort?.on('message', (request: ReaderRequest) => {
  const reply = answer(request);
  parentPort?.postMessage(reply, buffersOf(request.call, reply));
});
