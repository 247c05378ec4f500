import { shell } from 'electron';
import { externalAddress } from './external-address.ts';

/**
 * Opens documentation in the user's browser; other addresses are ignored. The only place that may hand
 * an address to the system (a rule of the linter).
 */
export async function safeOpenExternal(address: string): Promise<void> {
  const checked = externalAddress(address);
  if (checked !== undefined) await shell.openExternal(checked);
}
