import type { ContractError } from '../contract/error-schema.ts';

/** What the engine's worker tells its maker. */
export type EngineWorkerReply =
  | { readonly kind: 'ready' }
  /** The engine could not be started or ended as it should; the worker ends. */
  | { readonly kind: 'failed'; readonly error: ContractError }
  | { readonly kind: 'stopped' };
