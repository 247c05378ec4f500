import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Why it serves rather than opening a window, and the arguments for it. */
const cases: readonly (readonly [reason: string, args: readonly string[]])[] = [
  ['--serve was given', ['--serve']],
  // Elsewhere there always is one.
  ...(process.platform === 'linux' ? [['there is no display', []] as const] : []),
];

it.each(cases)('npm start serves the workbench and says why: %s', async (reason, args) => {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PHOTOELECTRON_HOME: path.join(temporaryFolder(), 'home'),
  };
  delete environment.DISPLAY;
  delete environment.WAYLAND_DISPLAY;
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.ts'), ...args], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  const address = /http:\S+/.exec(lines[0])?.[0] ?? '';
  expect(lines[0]).toBe(
    `Serving the workbench, because ${reason}: open ${address} in a browser. It writes to products; Ctrl-C ends it.`,
  );
  const answer = await fetch(address, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  child.kill('SIGTERM');
  await ended;
  expect(lines).toHaveLength(1);
});
