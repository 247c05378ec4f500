import http from 'node:http';
import { ADDRESS_PATH } from './front-door.ts';
import type { ServerKey } from './key-file.ts';

/** Time for a server to answer [ms]. */
const TIMEOUT_MS = 5000;

/** Longest answer that is an address [bytes]. */
const MAX_BYTES = 200;

/**
 * Asks a server for a new address, for one more browser.
 *
 * @returns undefined when there is no server any more
 */
export async function newAddress({ port, bearer }: ServerKey): Promise<string | undefined> {
  try {
    const answer = await get(port, bearer);
    // Another program may have the port by now.
    const isAddress = new RegExp(`^http://127\\.0\\.0\\.1:${port}/\\?token=[\\w-]{43}$`).test(
      answer,
    );
    return isAddress ? answer : undefined;
  } catch {
    return undefined;
  }
}

function get(port: number, bearer: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      {
        host: '127.0.0.1',
        port,
        path: ADDRESS_PATH,
        headers: { Authorization: `Bearer ${bearer}`, Connection: 'close' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (response) => {
        let answer = '';
        response.on('data', (chunk: Buffer) => {
          answer += chunk.toString('latin1');
          if (answer.length > MAX_BYTES) request.destroy(new Error('too long'));
        });
        response.on('end', () => {
          resolve(answer);
        });
        response.on('error', reject);
      },
    );
    request.on('error', reject);
  });
}
