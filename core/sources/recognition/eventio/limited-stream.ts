import type { EventIoStream } from '../../../formats/eventio/open-eventio-stream.ts';

/** A stream that ends after some bytes, and whether it did. */
export interface LimitedStream {
  readonly stream: EventIoStream;
  readonly wasCut: () => boolean;
}

/**
 * Ends a stream early: compressed files may hold very much more than their size suggests.
 *
 * @param maxBytes decompressed bytes after which nothing more is read
 */
export function limitedStream(stream: EventIoStream, maxBytes: number): LimitedStream {
  let given = 0;
  let cut = false;
  const limited: EventIoStream = {
    path: stream.path,
    compression: stream.compression,
    bytesTotal: stream.bytesTotal,
    start: stream.start,
    entries: stream.entries,
    bytesRead: () => stream.bytesRead(),
    read: async (target) => {
      if (given >= maxBytes) {
        cut = true;
        return 0;
      }
      const length = await stream.read(target);
      given += length;
      return length;
    },
    end: stream.end,
    close: () => stream.close(),
  };
  return { stream: limited, wasCut: () => cut };
}
