import type { z } from 'zod';
import { catalogueEvents, catalogueRequests } from './requests/catalogue-requests.ts';
import { configurationRequests } from './requests/configuration-requests.ts';
import { engineRequests } from './requests/engine-requests.ts';
import { eventRequests } from './requests/event-requests.ts';
import { eventSessionEvents, eventSessionRequests } from './requests/event-session-requests.ts';
import { jobEvents, jobRequests } from './requests/job-requests.ts';
import { populationRequests } from './requests/population-requests.ts';
import { provenanceRequests } from './requests/provenance-requests.ts';
import { sessionRequests } from './requests/session-requests.ts';

/** Grows when a client written for an earlier contract would no longer understand the engine. */
export const CONTRACT_VERSION = 1;

/** Every request of the contract, by name. */
export const requests = {
  ...engineRequests,
  ...catalogueRequests,
  ...configurationRequests,
  ...provenanceRequests,
  ...jobRequests,
  ...eventRequests,
  ...eventSessionRequests,
  ...populationRequests,
  ...sessionRequests,
} as const;

/** Every event stream of the contract, by name. */
export const events = { ...catalogueEvents, ...jobEvents, ...eventSessionEvents } as const;

type Requests = typeof requests;
type Events = typeof events;

export type RequestName = keyof Requests;
export type EventName = keyof Events;

/** What a caller hands over; keys with defaults may be left out. */
export type RequestParams<N extends RequestName> = z.input<Requests[N]['params']>;
/** What a handler gets: checked, defaults filled in. */
export type CheckedParams<N extends RequestName> = z.output<Requests[N]['params']>;
export type RequestResult<N extends RequestName> = z.output<Requests[N]['result']>;
/** State of the work of a request; `never` for requests without. */
export type RequestProgress<N extends RequestName> = Requests[N] extends {
  readonly progress: infer P extends z.ZodType;
}
  ? z.output<P>
  : never;
export type EventParams<N extends EventName> = z.input<Events[N]['params']>;
export type CheckedEventParams<N extends EventName> = z.output<Events[N]['params']>;
export type EventPayload<N extends EventName> = z.output<Events[N]['payload']>;
