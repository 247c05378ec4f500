import type { z } from 'zod';

/** A request of the contract: what is asked, what is answered, what is told meanwhile. */
export interface RequestDefinition {
  /** One sentence for the documentation. */
  readonly summary: string;
  readonly params: z.ZodType;
  readonly result: z.ZodType;
  /** State of the work while it goes on; absent where the answer comes at once. */
  readonly progress?: z.ZodType;
}

/** An event stream of the contract. */
export interface EventDefinition {
  readonly summary: string;
  /** What a subscriber chooses. */
  readonly params: z.ZodType;
  /** One event. */
  readonly payload: z.ZodType;
}

/** Declares a request; keeps the types of its schemas. */
export function defineRequest<const D extends RequestDefinition>(definition: D): D {
  return definition;
}

/** Declares an event stream; keeps the types of its schemas. */
export function defineEvent<const D extends EventDefinition>(definition: D): D {
  return definition;
}
