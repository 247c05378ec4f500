import { open } from 'node:fs/promises';
import { objectGroups } from '../../core/formats/eventio/object-groups.ts';
import { openEventIoStream } from '../../core/formats/eventio/open-eventio-stream.ts';

/** MC shower: the first object of an event. */
const FIRST_OF_EVENT = 2020;
/** Histograms: the first object after the events. */
const HISTOGRAMS = 100;
/** Camera monitoring and calibration: written once in a run, in front of its first triggered event. */
const ONCE_IN_A_RUN = [2022, 2023];

/**
 * Makes a long uncompressed sim_telarray file by repeating the event blocks of a real one between
 * its head and its tail. Event numbers repeat too.
 *
 * @param source file to take the blocks from
 * @param target file to write
 * @param repeats how often the events are written
 */
export async function writeLongFile(
  source: string,
  target: string,
  repeats: number,
): Promise<void> {
  const stream = await openEventIoStream(source, {});
  const head: Uint8Array[] = [];
  const events: Uint8Array[] = [];
  const tail: Uint8Array[] = [];
  let part = head;
  for await (const group of objectGroups(stream)) {
    for (const object of group) {
      if (object.type === FIRST_OF_EVENT && part === head) part = events;
      if (object.type === HISTOGRAMS && part === events) part = tail;
      const place = ONCE_IN_A_RUN.includes(object.type) ? head : part;
      place.push(headerBytes(object), object.payload);
    }
  }
  await stream.close();
  const file = await open(target, 'w');
  await file.writev(head);
  const block = Buffer.concat(events);
  for (let i = 0; i < repeats; i++) await file.write(block);
  if (tail.length > 0) await file.writev(tail);
  await file.close();
}

/** The header of a top-level object as it stands in a file. */
function headerBytes(object: {
  type: number;
  version: number;
  id: number;
  userFlag: boolean;
  onlySubobjects: boolean;
  contentLength: number;
}): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(16));
  bytes.setUint32(0, 0xd41f8a37, true);
  bytes.setUint32(
    4,
    object.type + (object.userFlag ? 1 << 16 : 0) + object.version * 2 ** 20,
    true,
  );
  bytes.setInt32(8, object.id, true);
  bytes.setUint32(12, object.contentLength + (object.onlySubobjects ? 2 ** 30 : 0), true);
  return new Uint8Array(bytes.buffer);
}
