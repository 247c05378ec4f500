import type { ProvenanceChain } from '../../../core/contract/records/provenance.ts';

/**
 * The configuration that the last step of a chain worked with, to be compared with.
 *
 * @returns undefined where the chain does not tell it
 */
export function madeWith(
  chain: ProvenanceChain,
): { readonly title: string; readonly choice: { readonly text: string } } | undefined {
  const last = chain.activities.find(({ outputs }) => outputs.includes(chain.subject));
  const document = chain.configurations[last?.configurationHash ?? ''] as object | undefined;
  if (document === undefined) return undefined;
  const path = chain.entities.find(({ id }) => id === chain.subject)?.path ?? '';
  return {
    title: `that of ${path.split(/[\\/]/).at(-1) ?? 'the product'}`,
    choice: { text: JSON.stringify(document) },
  };
}
