import type { RequestParams } from '../../../core/contract/contract.ts';
import type { ChosenFilter } from './nights-session.ts';

/** What the engine is asked for. */
export type RunFilter = NonNullable<RequestParams<'runs.list'>['filter']>;

/** The filter as the engine takes it: without what does not count. */
export function askedFilter(chosen: ChosenFilter): RunFilter {
  const text = chosen.text?.trim().slice(0, 200);
  const entries = Object.entries({ ...chosen, text: text === '' ? undefined : text });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
