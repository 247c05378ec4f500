import { cleanerForType } from '../../config/cleaner-for-type.ts';
import { configurationJsonSchema } from '../../config/configuration-json-schema.ts';
import { deriveConfiguration } from '../../config/derive-configuration.ts';
import { diffConfigurations } from '../../config/diff-configurations.ts';
import { draftConfiguration } from '../../config/draft-configuration.ts';
import { editConfiguration } from '../../config/edit-configuration.ts';
import { importConfiguration } from '../../config/import/import-configuration.ts';
import { parseConfiguration } from '../../config/parse-configuration.ts';
import type { RequestResult } from '../../contract/contract.ts';
import type { FullConfiguration } from '../../contract/records/configuration.ts';
import type { Handlers } from '../handler.ts';
import type { Services } from '../services.ts';

/** Handlers of requests about configurations. */
export function configurationHandlers({
  configurations,
  changes,
}: Pick<Services, 'configurations' | 'changes'>): Pick<
  Handlers,
  Extract<keyof Handlers, `configurations.${string}`>
> {
  return {
    'configurations.list': () => configurations.list(),
    'configurations.get': (choice) => configurations.get(choice),
    'configurations.history': ({ name }) => configurations.history(name),
    'configurations.save': async ({ name, text, parent, note, replace }) => {
      const saved = await configurations.save({
        name,
        text,
        note,
        replace,
        ...(parent === undefined ? {} : { parent }),
      });
      changes.changed('configurations');
      return saved;
    },
    'configurations.edit': ({ text, changes, telescope }) =>
      new Promise((resolve) => {
        resolve(draftConfiguration(editConfiguration(text, changes), telescope));
      }),
    'configurations.remove': async ({ name }) => {
      await configurations.remove(name);
      changes.changed('configurations');
      return {};
    },
    'configurations.diff': async ({ left, right }) => {
      const { document: before } = await configurations.get(left);
      const { document: after } = await configurations.get(right);
      return differencesOf(before, after);
    },
    'configurations.cleaners': async ({ configuration, telescopes }) => {
      const { text } = await configurations.get(configuration);
      const { image_cleaner } = parseConfiguration(text, 'The configuration').cleaning;
      return {
        document: image_cleaner,
        telescopes: telescopes.map(({ type, telIds }) => {
          const { cleaner, differing } = cleanerForType(image_cleaner, type, telIds);
          return { type, cleaner: { ...cleaner }, differing: [...differing] };
        }),
      };
    },
    'configurations.derive': async ({ parent, changes }) => {
      const { text, document } = await configurations.get(parent);
      const derived = deriveConfiguration(
        text,
        changes.map(({ telescopeType, telIds, ...change }) => ({
          ...change,
          ...(telescopeType === undefined ? {} : { telescopeType }),
          ...(telIds === undefined ? {} : { telIds }),
        })),
        'The configuration',
      );
      const { document: after } = await configurations.get({ text: derived });
      return { text: derived, differences: differencesOf(document, after) };
    },
    'configurations.import': ({ text, fileName, from }) =>
      new Promise((resolve) => {
        const imported = importConfiguration(text, {
          fileName,
          ...(from === undefined ? {} : { from }),
        });
        resolve({ ...imported, settings: [...imported.settings] });
      }),
    'configurations.schema': () => Promise.resolve(configurationJsonSchema()),
  };
}

function differencesOf(
  left: FullConfiguration['document'],
  right: FullConfiguration['document'],
): RequestResult<'configurations.diff'> {
  return diffConfigurations(left, right).map((difference) => ({
    ...difference,
    path: [...difference.path],
  }));
}
