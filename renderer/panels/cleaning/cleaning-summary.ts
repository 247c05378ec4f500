import type { RequestResult } from '../../../core/contract/contract.ts';

/** What the engine says of a cleaning of all images. */
export type CleaningSummary = RequestResult<'population.clean'>['a'];
