import type { IncomingMessage } from 'node:http';
import { checkCaller, type Doors } from './front-door.ts';
import type { Refusal } from './refusal.ts';
import { checkedHost, checkOrigin, foreignHost } from './request-checks.ts';

/** Where the engine's WebSocket is. */
export const ENGINE_PATH = '/engine';

/**
 * Whether a request may become a WebSocket. A browser sends an Origin, and the cookie counts only
 * beside the right one: browsers add cookies to WebSockets of any page. A program sends none and has
 * to show the bearer token.
 *
 * @returns why not; undefined when it may
 */
export function checkUpgrade(request: IncomingMessage, doors: Doors): Refusal | undefined {
  const host = checkedHost(request, doors.port);
  if (host === undefined) return foreignHost;
  if (request.url !== ENGINE_PATH) {
    return { status: 404, message: `There is no WebSocket but ${ENGINE_PATH}.` };
  }
  const origin = checkOrigin(request, host, false);
  if ('status' in origin) return origin;
  return checkCaller(request, doors, origin.hasOrigin);
}
