import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';

/**
 * The Host of a request if it names this server by a loopback name. Any other name leads here only
 * because somebody let it point to 127.0.0.1 (DNS rebinding), and what such a page asks must not be
 * answered.
 */
export function checkedHost(request: IncomingMessage, port: number): string | undefined {
  const hosts = request.headersDistinct['host'] ?? [];
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  return hosts.length === 1 ? allowed.find((host) => host === hosts[0]) : undefined;
}

/**
 * Checks where a request comes from by what browsers say themselves: `Origin` and, as a second bolt,
 * `Sec-Fetch-Site`. Programs send neither.
 *
 * @param host the request's Host, checked
 * @param isNavigation whether the address may also come from the user: typed, or from a bookmark
 * @returns why it is refused, or whether an Origin vouches for it
 */
export function checkOrigin(
  request: IncomingMessage,
  host: string,
  isNavigation: boolean,
): Refusal | { readonly hasOrigin: boolean } {
  const origins = request.headersDistinct['origin'] ?? [];
  const sites = request.headersDistinct['sec-fetch-site'] ?? [];
  const allowedSites = isNavigation ? ['same-origin', 'none'] : ['same-origin'];
  const originFits = origins.every((origin) => origin === `http://${host}`) && origins.length <= 1;
  if (!originFits || !sites.every((site) => allowedSites.includes(site))) {
    return {
      status: 403,
      message:
        'This server answers its own page only; open the address that "pe serve" printed by typing or pasting it.',
    };
  }
  return { hasOrigin: origins.length === 1 };
}

/** The refusal of a request whose Host does not name this server. */
export const foreignHost: Refusal = {
  status: 403,
  message: 'This server answers to its loopback address and port only.',
};
