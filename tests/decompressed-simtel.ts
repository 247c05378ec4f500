import { openEventIoStream } from '../core/formats/eventio/open-eventio-stream.ts';
import { dataFile } from './data-folder.ts';

/** A compressed sim_telarray file of the data folder as it is without compression. */
export async function decompressedSimtel(name: string): Promise<Buffer> {
  const stream = await openEventIoStream(dataFile(name));
  const parts: Buffer[] = [];
  try {
    for (;;) {
      const part = Buffer.alloc(1 << 20);
      const length = await stream.read(part);
      if (length === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, length));
    }
  } finally {
    await stream.close();
  }
}
