import { configurationJsonSchema } from '../../config/configuration-json-schema.ts';
import { diffConfigurations } from '../../config/diff-configurations.ts';
import { importConfiguration } from '../../config/import/import-configuration.ts';
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
    'configurations.remove': async ({ name }) => {
      await configurations.remove(name);
      changes.changed('configurations');
      return {};
    },
    'configurations.diff': async ({ left, right }) => {
      const { document: before } = await configurations.get(left);
      const { document: after } = await configurations.get(right);
      return diffConfigurations(before, after).map((difference) => ({
        ...difference,
        path: [...difference.path],
      }));
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
