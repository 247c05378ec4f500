import type { EngineError } from '../../../core/contract/engine-error.ts';
import type { DraftConfiguration } from '../../../core/contract/records/configuration.ts';

/** What is said of a text that the engine did not take at all, such as one that is too long. */
export function refusedDraft(
  text: string,
  { message }: Pick<EngineError, 'message'>,
): DraftConfiguration {
  const finding = { key: '', path: [], message };
  return { text, content: null, document: null, hash: null, findings: [finding], rules: [] };
}
