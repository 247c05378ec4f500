import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PhotoelectronError } from '../foundation/errors.ts';

const serverKeySchema = z.object({
  pid: z.int(),
  port: z.int().min(1).max(65_535),
  /** Address of the WebSocket. */
  engineUrl: z.string(),
  /** To be sent as `Authorization: Bearer …`. */
  bearer: z.string().regex(/^[\w-]{43}$/),
});

/** What a program needs to connect to a server of the same user. */
export type ServerKey = z.infer<typeof serverKeySchema>;

/** Largest key file that is read [bytes]; ours have a few hundred. */
const MAX_BYTES = 10_000;

/**
 * Lays down the key of a server where only its user can read it.
 *
 * @param home folder of the program's own files
 * @returns the file
 * @throws PhotoelectronError `file-unwritable`
 */
export async function writeKeyFile(home: string, key: ServerKey): Promise<string> {
  const folder = keyFolder(home);
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

/** Keys of the servers of this user, by port; servers that were killed leave theirs behind. */
export async function readKeyFiles(home: string): Promise<ServerKey[]> {
  const folder = keyFolder(home);
  const names = await readdir(folder).catch(() => []);
  const keys = await Promise.all(names.map((name) => readKey(path.join(folder, name))));
  return keys.filter((key) => key !== undefined).toSorted((a, b) => a.port - b.port);
}

async function readKey(file: string): Promise<ServerKey | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    return serverKeySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // It has just been removed, or is not one of ours.
    return undefined;
  }
}

function keyFolder(home: string): string {
  return path.join(home, 'served');
}
