import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The sample event that ships with the project. */
export const sampleFile = path.join(root, 'resources/samples/history_meta_75.simtel.zst');

/** What a run of the program left. */
export interface PeResult {
  /** Exit code, null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts a program of the project and collects what it writes. */
function start(
  args: readonly string[],
  onStart?: (child: ChildProcess) => void,
  environment: Readonly<Record<string, string>> = {},
): Promise<PeResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
    onStart?.(child);
  });
}

/**
 * Runs `pe` as a user does.
 *
 * @param environment variables beside those of this process, such as `PHOTOELECTRON_HOME`
 */
export function runPe(
  args: readonly string[],
  onStart?: (child: ChildProcess) => void,
  environment?: Readonly<Record<string, string>>,
): Promise<PeResult> {
  return start([path.join(root, 'core/cli/main.ts'), ...args], onStart, environment);
}

/** Runs `npm run pe -- …` without npm's own lines: through the script that sets up first. */
export function runPeWithSetup(args: readonly string[]): Promise<PeResult> {
  return start([path.join(root, 'scripts/with-setup.mjs'), 'pe', ...args]);
}
