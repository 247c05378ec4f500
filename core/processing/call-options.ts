import type { ProcessRequest } from './process-request.ts';

/** What stands in the record of an activity in a place of its own. */
const recordedElsewhere = ['input', 'output', 'configuration', 'activityId'];

/** Options of a call for the provenance. */
export function callOptions(request: ProcessRequest): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(request).filter(([name]) => !recordedElsewhere.includes(name)),
  );
}
