import type { ErrorCode, ErrorPlace } from '../../foundation/errors.ts';
import type { ProcessReport, ProcessRequest } from '../../processing/process-request.ts';

/** What a worker process is told. */
export type WorkerOrder =
  { readonly type: 'process'; readonly request: ProcessRequest } | { readonly type: 'cancel' };

/** What a worker has used so far. */
export interface WorkerUsage {
  readonly cpuTimeS: number;
  /** Largest resident memory [bytes]. */
  readonly peakMemoryBytes: number;
}

/** What a worker process tells. */
export type WorkerNews = { readonly usage: WorkerUsage } & (
  | {
      readonly type: 'progress';
      /** Array events written so far. */
      readonly events: number;
      /** Fraction of the input read, 0–1. */
      readonly fraction: number;
    }
  | { readonly type: 'done'; readonly report: ProcessReport }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly place: ErrorPlace;
    }
);
