import type { Server } from 'node:http';
import { PhotoelectronError } from '../foundation/errors.ts';

/** The only address that the server listens on: no other machine reaches it. */
const LOOPBACK = '127.0.0.1';

/**
 * Listens on a port of the loopback address.
 *
 * @param port 0 lets the system choose one that is free
 * @returns the port
 * @throws PhotoelectronError `argument-invalid` when the port is taken or not for this user
 */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      reject(new PhotoelectronError('argument-invalid', sentence(error, port), {}, error));
    };
    server.once('error', fail);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function sentence(error: NodeJS.ErrnoException, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program; choose another with --port, or leave it out to get a free one.`;
    case 'EACCES':
      return `Port ${port} is kept for the system; choose one from 1024 on with --port, or leave it out to get a free one.`;
    default:
      return `Port ${port} of ${LOOPBACK} cannot be listened on (${error.message}); choose another with --port.`;
  }
}
