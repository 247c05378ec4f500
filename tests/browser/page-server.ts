import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPageFile } from '../../core/server/page-file.ts';
import { securityHeaders } from '../../core/server/security-headers.ts';

const pageFolder = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../build/renderer',
);

/** A server of the built page under the headers of the real one. */
export interface PageServer {
  /** Such as `http://127.0.0.1:43210`. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Serves the built page on a free port of the loopback address. */
export async function servePage(): Promise<PageServer> {
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const file = await openPageFile(pageFolder, decodeURIComponent(pathname));
      if (file === undefined) {
        response.writeHead(404, securityHeaders(request.headers.host)).end();
        return;
      }
      response.writeHead(200, {
        ...securityHeaders(request.headers.host),
        'Content-Type': file.type,
        'Content-Length': file.sizeBytes,
      });
      file.handle.createReadStream().pipe(response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
