import type { ProvenanceChain } from '../../contract/records/provenance.ts';
import { compareChains } from '../../provenance/compare-chains.ts';
import { provJson } from '../../provenance/prov-json.ts';
import { traceProvenance } from '../../provenance/trace-provenance.ts';
import type { Handlers } from '../handler.ts';
import { provenanceSources } from '../provenance-sources.ts';
import type { Services } from '../services.ts';

/**
 * Handlers of requests about where products come from. Without a catalogue they go by what the files
 * tell.
 */
export function provenanceHandlers({
  access,
  catalogue,
}: Pick<Services, 'access'> & Partial<Pick<Services, 'catalogue'>>): Pick<
  Handlers,
  'provenance.chain' | 'provenance.compare' | 'provenance.export'
> {
  const chainOf = async (asked: string, signal: AbortSignal): Promise<ProvenanceChain> =>
    traceProvenance(
      await access.checkRead(asked),
      provenanceSources({ access, signal, ...(catalogue && { catalogue }) }),
    );
  return {
    'provenance.chain': ({ path }, { signal }) => chainOf(path, signal),
    'provenance.compare': async ({ left, right }, { signal }) =>
      compareChains(await chainOf(left, signal), await chainOf(right, signal)),
    'provenance.export': async ({ path }, { signal }) => provJson(await chainOf(path, signal)),
  };
}
