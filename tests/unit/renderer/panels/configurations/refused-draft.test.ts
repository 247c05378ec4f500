import { expect, test } from 'vitest';
import { draftConfigurationSchema } from '../../../../../core/contract/records/configuration.ts';
import { refusedDraft } from '../../../../../renderer/panels/configurations/refused-draft.ts';

test('says of a text that was not taken why, and nothing that held for another', () => {
  const draft = refusedDraft('# long', { message: 'The text is too long.' });
  expect(draftConfigurationSchema.parse(draft)).toEqual(draft);
  expect(draft.findings.map(({ message }) => message)).toEqual(['The text is too long.']);
  expect(draft).toMatchObject({ text: '# long', document: null, hash: null });
});
