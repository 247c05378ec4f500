import { z } from 'zod';
import { errorSchema } from './error-schema.ts';

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** What a client may send. Parameters are checked against the request's own schema afterwards. */
export const clientMessageSchema = z.discriminatedUnion('kind', [
  /** The first message: which contract the client was written for. */
  z.strictObject({ kind: z.literal('hello'), contractVersion: z.int() }),
  z.strictObject({
    kind: z.literal('request'),
    id,
    name: z.string().max(100),
    params: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id }),
  z.strictObject({
    kind: z.literal('subscribe'),
    id,
    name: z.string().max(100),
    params: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('unsubscribe'), id }),
]);

/** What the engine sends. `id` is that of the request or subscription that it belongs to. */
export const serverMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id, result: z.unknown() }),
  z.strictObject({ kind: z.literal('progress'), id, progress: z.unknown() }),
  z.strictObject({ kind: z.literal('error'), id, error: errorSchema }),
  z.strictObject({ kind: z.literal('event'), id, payload: z.unknown() }),
  /** The last message: why the engine ends the connection. */
  z.strictObject({ kind: z.literal('closing'), error: errorSchema }),
]);

export type ClientMessage = z.infer<typeof clientMessageSchema>;
export type ServerMessage = z.infer<typeof serverMessageSchema>;
