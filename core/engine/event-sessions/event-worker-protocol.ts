import type { RequestResult } from '../../contract/contract.ts';
import type { ErrorCode, ErrorPlace } from '../../foundation/errors.ts';
import type { CleanerDocument } from '../../config/parse-cleaner.ts';
import type { EventImage, EventImageRequest } from '../../processing/event-image-request.ts';
import type { EventFileRequest } from '../../processing/events/event-file-request.ts';
import type { EventChoice } from '../../processing/events/event-list.ts';

/** What a file is opened with. */
export type EventWorkerStart = EventFileRequest;

/** What can be asked of the thread of a file, and what it answers. */
export interface EventCalls {
  /** The first call, once: opens the file and tells what it is. */
  open: { ask: EventWorkerStart; answer: Omit<RequestResult<'events.open'>, 'id'> };
  /** One image of a file, which is not opened for it as by `open`. */
  image: { ask: Omit<EventImageRequest, 'signal'>; answer: EventImage };
  index: { ask: null; answer: Omit<RequestResult<'events.index'>, 'id'> };
  list: {
    ask: EventChoice & {
      readonly columns: readonly string[];
      readonly offset: number;
      readonly limit: number;
    };
    answer: {
      readonly total: number;
      readonly index: Omit<RequestResult<'events.index'>, 'id'>;
      readonly rows: RequestResult<'events.list'>['rows'];
    };
  };
  find: {
    ask: EventChoice & { readonly to: FindTarget };
    answer: RequestResult<'events.find'>;
  };
  get: {
    ask: {
      readonly index: number;
      readonly telIds?: readonly number[] | undefined;
      readonly cleaner?: CleanerDocument | undefined;
    };
    answer: RequestResult<'events.get'>;
  };
  waveforms: {
    ask: { readonly index: number; readonly telId: number; readonly pixels: readonly number[] };
    answer: RequestResult<'events.waveforms'>;
  };
}

/** An event that is looked for. */
export type FindTarget =
  | { readonly eventId: number; readonly obsId?: number | undefined }
  | { readonly from: number; readonly step: number }
  | { readonly end: 'first' | 'last' };

export type EventCall = keyof EventCalls;

/** A question to the thread. */
export interface EventWorkerRequest<C extends EventCall = EventCall> {
  readonly id: number;
  readonly call: C;
  readonly ask: EventCalls[C]['ask'];
}

export type EventWorkerReply =
  | { readonly id: number; readonly answer: EventCalls[EventCall]['answer'] }
  | {
      readonly id: number;
      readonly failure: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly place: ErrorPlace;
        /** Of an error of the program itself, for the log. */
        readonly stack?: string;
      };
    }
  /** Told now and then while the file is looked through. */
  | { readonly indexed: EventCalls['index']['answer'] };
