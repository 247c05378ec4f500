import { z } from 'zod';
import { defineRequest } from '../definition.ts';
import { provenanceChainSchema, provenanceDifferenceSchema } from '../records/provenance.ts';

/** Requests about where products come from. */
export const provenanceRequests = {
  'provenance.chain': defineRequest({
    summary: 'How a file came to be, back to raw data.',
    params: z.strictObject({ path: z.string().min(1) }),
    result: provenanceChainSchema,
  }),
  'provenance.compare': defineRequest({
    summary: 'What differs in the making of two files.',
    params: z.strictObject({ left: z.string().min(1), right: z.string().min(1) }),
    result: z.array(provenanceDifferenceSchema),
  }),
  'provenance.export': defineRequest({
    summary: 'The chain of a file as W3C PROV-JSON.',
    params: z.strictObject({ path: z.string().min(1) }),
    result: z.record(z.string(), z.json()),
  }),
};
