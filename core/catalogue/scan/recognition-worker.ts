// Thread that looks at files, one after the other, so that the engine's own thread stays free.
import { parentPort } from 'node:worker_threads';
import { lookAtFile } from './look-at-file.ts';
import type { RecognitionTask } from './recognition-pool.ts';

const port = parentPort;
if (port === null) throw new Error('The recognition worker runs as a thread only.');

port.on('message', ({ path, knownHashes }: RecognitionTask) => {
  void lookAtFile(path, knownHashes).then((look) => {
    port.postMessage(look);
  });
});
