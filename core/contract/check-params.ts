import { closestName } from '../foundation/closest-name.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { schemaFindings } from '../foundation/schema-findings.ts';
import {
  type CheckedEventParams,
  type CheckedParams,
  type EventName,
  events,
  type RequestName,
  requests,
} from './contract.ts';
import type { z } from 'zod';

/**
 * The parameters of a request with defaults filled in.
 *
 * @throws PhotoelectronError `argument-invalid` with the key, and for an unknown one the closest known
 */
export function checkParams<N extends RequestName>(name: N, params: unknown): CheckedParams<N> {
  return check(name, requests[name].params, params) as CheckedParams<N>;
}

/**
 * The parameters of a subscription with defaults filled in.
 *
 * @throws PhotoelectronError `argument-invalid` with the key, and for an unknown one the closest known
 */
export function checkEventParams<N extends EventName>(
  name: N,
  params: unknown,
): CheckedEventParams<N> {
  return check(name, events[name].params, params) as CheckedEventParams<N>;
}

/** Whether the contract has a request of this name. */
export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** Whether the contract has an event stream of this name. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

/** The error of a name that the contract does not have, with the closest that it has. */
export function unknownName(kind: 'request' | 'event stream', name: string): PhotoelectronError {
  const guess = closestName(name, Object.keys(kind === 'request' ? requests : events));
  const hint = guess === undefined ? '' : `; did you mean "${guess}"?`;
  return new PhotoelectronError(
    'message-invalid',
    `There is no ${kind} "${name}"${hint === '' ? '.' : hint}`,
    { item: name },
  );
}

function check(name: string, schema: z.ZodType, params: unknown): unknown {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  const findings = schemaFindings(schema, result.error.issues, params);
  // A mistyped key is the reason why another one seems to be missing.
  const finding = findings.find(({ atKey }) => atKey) ?? findings.at(0);
  const key = (finding?.path ?? []).map(String).join('.').slice(0, 200);
  const clause = finding?.clause ?? 'is wrong';
  throw new PhotoelectronError(
    'argument-invalid',
    `${name}: ${key === '' ? 'what was sent' : key} ${clause}${clause.endsWith('?') ? '' : '.'}`,
    key === '' ? {} : { item: key },
  );
}
