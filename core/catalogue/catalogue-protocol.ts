import type { ErrorCode, ErrorPlace } from '../foundation/errors.ts';
import type { OperationName } from './operations.ts';

/** What the catalogue's thread is started with. */
export interface WorkerStart {
  readonly file: string;
  readonly busyTimeoutMs?: number;
}

/** An operation to do. The reply to id 0 tells whether the catalogue could be opened. */
export interface WorkerRequest {
  readonly id: number;
  readonly name: OperationName | 'close';
  readonly ask: unknown;
}

export type WorkerReply =
  | { readonly id: number; readonly answer: unknown }
  | {
      readonly id: number;
      readonly failure: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly place: ErrorPlace;
      };
    };
