import type { RunProfileRecord } from '../../contract/records/run-profile.ts';
import type { ErrorCode, ErrorPlace } from '../../foundation/errors.ts';

/** What a thread that reads a profile tells. */
export type ProfileNews =
  | { readonly type: 'fraction'; readonly fraction: number }
  /** undefined when the file has no such events. */
  | { readonly type: 'done'; readonly profile: RunProfileRecord | undefined }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly place: ErrorPlace;
    };
