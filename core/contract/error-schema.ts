import { z } from 'zod';
import type { ErrorCode } from '../foundation/errors.ts';

const codes = [
  'file-not-found',
  'file-unreadable',
  'file-exists',
  'file-unwritable',
  'format-unknown',
  'format-damaged',
  'format-unsupported',
  'instrument-unknown',
  'focal-length-missing',
  'config-invalid',
  'expression-invalid',
  'argument-invalid',
  'event-not-found',
  'native-missing',
  'disk-full',
  'record-not-found',
  'record-exists',
  'state-conflict',
  'catalogue-locked',
  'catalogue-damaged',
  'catalogue-too-new',
  'access-denied',
  'message-invalid',
  'message-too-large',
  'connection-closed',
  'worker-crashed',
  'cancelled',
  'internal',
] as const satisfies readonly ErrorCode[];

/** Every code that an error of the contract may carry. */
export const errorCodeSchema: z.ZodType<ErrorCode> = z.enum(codes);

/** Where an error happened, as far as it is known. */
export const errorPlaceSchema = z.object({
  path: z.string().optional(),
  offset: z.number().optional(),
  item: z.string().optional(),
  eventId: z.number().optional(),
  telId: z.number().optional(),
});

/** An error as it crosses the contract: a stable code, one sentence, what to do. */
export const errorSchema = z.object({
  code: errorCodeSchema,
  /** One sentence: what is wrong and where. */
  message: z.string(),
  /** One sentence: what to do about it. */
  remedy: z.string(),
  place: errorPlaceSchema,
});

export type ContractError = z.infer<typeof errorSchema>;
