import { nativeFunction } from './addon.ts';

/**
 * Allows or forbids the native core to use vector instructions beyond the baseline of the machine's
 * kind. The results are the same bits either way; tests compare the two.
 */
export function allowVectorInstructions(allowed: boolean): void {
  nativeFunction('allowVectorInstructions')({ allowed });
}
