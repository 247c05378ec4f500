import { visibleText } from './visible-text.ts';

/** Stable codes of all errors that a user or a program may meet; the contract lists them as `errorCodeSchema`. */
export type ErrorCode =
  | 'file-not-found'
  | 'file-unreadable'
  | 'file-exists'
  | 'file-unwritable'
  | 'format-unknown'
  | 'format-damaged'
  | 'format-unsupported'
  | 'instrument-unknown'
  | 'focal-length-missing'
  | 'config-invalid'
  | 'expression-invalid'
  | 'argument-invalid'
  | 'event-not-found'
  | 'native-missing'
  | 'disk-full'
  | 'record-not-found'
  | 'record-exists'
  | 'state-conflict'
  | 'catalogue-locked'
  | 'catalogue-damaged'
  | 'catalogue-too-new'
  | 'access-denied'
  | 'message-invalid'
  | 'message-too-large'
  | 'connection-closed'
  | 'worker-crashed'
  | 'cancelled'
  | 'internal';

/** Where an error happened, as far as it is known. */
export interface ErrorPlace {
  /** File concerned. */
  readonly path?: string;
  /** Byte offset in the (decompressed) file. */
  readonly offset?: number;
  /** Dataset, table, column or configuration key concerned. */
  readonly item?: string;
  /** Array event concerned. */
  readonly eventId?: number;
  /** Telescope concerned. */
  readonly telId?: number;
}

/**
 * An error with a stable code, one sentence for a person that says what is wrong, where and what to
 * do about it, and the place in a form that programs can read.
 */
export class PhotoelectronError extends Error {
  override readonly name = 'PhotoelectronError';
  readonly code: ErrorCode;
  readonly place: ErrorPlace;

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}, cause?: unknown) {
    // Messages name what files hold, which may be anything.
    super(visibleText(message), cause === undefined ? undefined : { cause });
    this.code = code;
    this.place = place;
  }
}
