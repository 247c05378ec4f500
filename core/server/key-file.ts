import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PhotoelectronError } from '../foundation/errors.ts';

/** What a program needs to connect to a server of the same user. */
export interface ServerKey {
  readonly pid: number;
  readonly port: number;
  /** Address of the WebSocket. */
  readonly engineUrl: string;
  /** To be sent as `Authorization: Bearer …`. */
  readonly bearer: string;
}

/**
 * Lays down the key of a server where only its user can read it.
 *
 * @param home folder of the program's own files
 * @returns the file
 * @throws PhotoelectronError `file-unwritable`
 */
export async function writeKeyFile(home: string, key: ServerKey): Promise<string> {
  const folder = path.join(home, 'served');
  const file = path.join(folder, `${key.port}.json`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    // One that a killed server left is not written into: it may be open to others, or a link.
    await rm(file, { force: true });
    await writeFile(file, `${JSON.stringify(key, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new PhotoelectronError(
      'file-unwritable',
      `The key of the server cannot be written to ${file} (${String(cause)}).`,
      { path: file },
      cause,
    );
  }
  return file;
}
