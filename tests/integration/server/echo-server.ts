import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { Carrier } from '../../../core/contract/carrier.ts';
import {
  type RunningServer,
  type ServerOptions,
  startServer,
} from '../../../core/server/start-server.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** Lays a page with files that may be had, and files beside it that may not. */
function layPage(): string {
  const folder = temporaryFolder();
  const page = path.join(folder, 'page');
  mkdirSync(path.join(page, 'assets'), { recursive: true });
  mkdirSync(path.join(page, 'folder.js'));
  mkdirSync(path.join(folder, 'page-beside'));
  writeFileSync(path.join(page, 'index.html'), '<!doctype html><title>Page</title>');
  writeFileSync(path.join(page, 'assets/page.js'), 'export {};');
  writeFileSync(path.join(page, 'assets/empty.css'), '');
  // More than a connection takes that nobody reads from.
  writeFileSync(path.join(page, 'large.css'), '');
  truncateSync(path.join(page, 'large.css'), 2 ** 28);
  writeFileSync(path.join(page, 'notes.txt'), 'not of a kind that is served');
  writeFileSync(path.join(page, '.hidden.js'), 'secret');
  writeFileSync(path.join(folder, 'outside.js'), 'secret');
  writeFileSync(path.join(folder, 'page-beside/other.js'), 'secret');
  symlinkSync(path.join(folder, 'outside.js'), path.join(page, 'link.js'));
  symlinkSync(folder, path.join(page, 'up'));
  return page;
}

/** Starts servers that send every message back; they end after each test. */
export function echoServers() {
  const page = layPage();
  const running: RunningServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  return async (options: Partial<ServerOptions> = {}): Promise<RunningServer> => {
    const server = await startServer({
      connect: echo,
      isBusy: () => Promise.resolve(false),
      pageFolder: page,
      ...options,
    });
    running.push(server);
    return server;
  };
}

function echo(carrier: Carrier): () => void {
  return carrier.onMessage((message) => {
    carrier.send(message);
  });
}
