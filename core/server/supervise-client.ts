import type { WebSocket } from 'ws';

/**
 * Watches one WebSocket and ends it when it does not answer to a ping before the next one.
 *
 * @param pingIntervalMs time between pings [ms]
 */
export function superviseClient(client: WebSocket, pingIntervalMs: number): void {
  let hasAnswered = true;
  const timer = setInterval(() => {
    if (!hasAnswered) {
      client.terminate();
      return;
    }
    hasAnswered = false;
    client.ping();
  }, pingIntervalMs);
  client.on('pong', () => {
    hasAnswered = true;
  });
  client.once('close', () => {
    clearInterval(timer);
  });
}
