import { z } from 'zod';
import { defineRequest } from '../definition.ts';
import { provenanceChainSchema, provenanceDifferenceSchema } from '../records/provenance.ts';
import { pathSchema } from '../records/path.ts';

/** Requests about where products come from. */
export const provenanceRequests = {
  'provenance.chain': defineRequest({
    summary: 'How a file came to be, back to raw data.',
    params: z.strictObject({ path: pathSchema }),
    result: provenanceChainSchema,
  }),
  'provenance.compare': defineRequest({
    summary: 'What differs in the making of two files.',
    params: z.strictObject({ left: pathSchema, right: pathSchema }),
    result: z.array(provenanceDifferenceSchema),
  }),
  'provenance.export': defineRequest({
    summary: 'The chain of a file as W3C PROV-JSON.',
    params: z.strictObject({ path: pathSchema }),
    result: z.record(z.string(), z.json()),
  }),
};
