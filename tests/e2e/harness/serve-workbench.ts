import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** `pe serve` as a process of its own. */
export interface ServedWorkbench {
  /** Address with the token; good for one browser. */
  readonly url: string;
  readonly pid: number;
  /** Ends it as Ctrl-C does, and waits for that. */
  readonly stop: () => Promise<void>;
  /** Ends it at once. */
  readonly kill: () => Promise<void>;
}

/** What is served. */
export interface ServedFolders {
  /** Folder of catalogue, session and configurations. */
  readonly home: string;
  readonly roots: readonly string[];
  readonly outputs?: readonly string[];
  readonly port?: number;
}

/** Starts `pe serve` and waits until it can be opened. */
export async function serveWorkbench(folders: ServedFolders): Promise<ServedWorkbench> {
  const { home, roots, outputs = [], port } = folders;
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'core/cli/main.ts'),
      'serve',
      '--json',
      ...roots.flatMap((folder) => ['--root', folder]),
      ...outputs.flatMap((folder) => ['--output', folder]),
      ...(port === undefined ? [] : ['--port', String(port)]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PHOTOELECTRON_HOME: home } },
  );
  const ended = once(child, 'close');
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => line as string),
    ended.then(() => undefined),
  ]);
  if (first === undefined || child.pid === undefined) {
    throw new Error(`pe serve did not start: ${complaints}`);
  }
  const { url } = JSON.parse(first) as { readonly url: string };
  const end = async (signal: 'SIGINT' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return { url, pid: child.pid, stop: () => end('SIGINT'), kill: () => end('SIGKILL') };
}
