import type { EngineClient } from '../contract/engine-client.ts';
import { openInProcess } from '../engine/in-process-engine.ts';
import { photoelectronHome } from '../engine/photoelectron-home.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { CommandContext } from './terminal.ts';

/**
 * Runs a command against an engine of its own, on the home that `PHOTOELECTRON_HOME` names.
 *
 * @param action what the command does
 * @param options cores that jobs may use; default: all
 * @returns what the action gives
 * @throws PhotoelectronError what the action throws; `cancelled` when the user interrupts
 */
export async function withEngine<T>(
  { signal }: CommandContext,
  action: (client: EngineClient) => Promise<T>,
  options: { readonly cores?: number | undefined } = {},
): Promise<T> {
  const { client, close } = await openInProcess({
    home: photoelectronHome(process.env),
    ...(options.cores === undefined ? {} : { cores: options.cores }),
  });
  try {
    if (signal.aborted) throw new PhotoelectronError('cancelled', 'Interrupted.');
    return await action(client);
  } finally {
    await close();
  }
}
