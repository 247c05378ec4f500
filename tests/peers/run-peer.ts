import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PeerResult, readPeerResult } from './exchange.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const cache = path.resolve(here, '../../.cache/peers');

/** The Python of the peers' virtual environment (scripts/install-peers.mjs makes it). */
export const peerPython =
  process.env.PHOTOELECTRON_PEERS_PYTHON ?? path.join(cache, 'venv/bin/python');

/** Runs a program to its end and rejects with its last lines when it fails. */
export function runProgram(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NUMBA_CACHE_DIR: path.join(cache, 'numba'), MPLBACKEND: 'agg' },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          new Error(
            `${program} ${args.join(' ')} ended with ${code ?? signal}:\n${errors.slice(-3000)}`,
          ),
        );
    });
  });
}

/** A new folder for the results of one peer run. */
export function peerFolder(name: string): string {
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(path.join(cache, `${name}-`));
}

/**
 * Runs a reference script of this folder; it gets the output folder as its first argument, then
 * `args`, and writes its arrays with `exchange.write`.
 *
 * @param script file name, such as `cleaning.py`
 */
export async function runPeer(script: string, args: readonly string[]): Promise<PeerResult> {
  const folder = peerFolder(path.basename(script, '.py'));
  await runProgram(peerPython, [path.join(here, script), folder, ...args]);
  return readPeerResult(folder);
}
