import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

/** A display that nobody sees. */
export interface VirtualDisplay {
  /** For the environment of programs: `DISPLAY`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/**
 * Starts an X server without a screen on a number that is free. Where windows need none (macOS, Windows),
 * there is nothing to start.
 *
 * @param size of the display [px]
 */
export async function virtualDisplay(
  size: { readonly width: number; readonly height: number } = { width: 2560, height: 1440 },
): Promise<VirtualDisplay> {
  if (process.platform !== 'linux') return { environment: {}, close: () => Promise.resolve() };
  const screen = `${size.width}x${size.height}x24`;
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const number = await Promise.race([displayNumber(server), failure(server)]);
  return {
    environment: { DISPLAY: `:${number}` },
    close: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

async function displayNumber(server: ChildProcess): Promise<string> {
  const lines = createInterface({ input: server.stdio[3] as Readable });
  const [line] = (await once(lines, 'line')) as [string];
  return line.trim();
}

async function failure(server: ChildProcess): Promise<never> {
  const [why] = (await Promise.race([once(server, 'error'), once(server, 'exit')])) as unknown[];
  throw new Error(`Xvfb could not be started (Debian: apt-get install xvfb): ${String(why)}`);
}
