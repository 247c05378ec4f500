import { ConfigurationDraft } from './draft.ts';
import { readForeignSettings } from './foreign-settings.ts';
import type { ImportContext } from './import-context.ts';
import { importCtapipe } from './import-ctapipe.ts';
import { importLstchain } from './import-lstchain.ts';
import { importMagicCtaPipe } from './import-magic-cta-pipe.ts';
import { importSst1mpipe } from './import-sst1mpipe.ts';
import { type ImportedSystem, recogniseSystem } from './recognise-system.ts';
import { type ImportedSetting, SettingOutcomes } from './setting-outcomes.ts';

/** A configuration of another program in our words. */
export interface ImportedConfiguration {
  readonly from: ImportedSystem;
  /** YAML with every key, its unit and where its value comes from. */
  readonly text: string;
  /** Every setting of the file, each once, in its order. */
  readonly settings: readonly ImportedSetting[];
}

const importers: Readonly<Record<ImportedSystem, (context: ImportContext) => ImportedSetting[]>> = {
  ctapipe: importCtapipe,
  lstchain: importLstchain,
  'magic-cta-pipe': importMagicCtaPipe,
  sst1mpipe: importSst1mpipe,
};

/**
 * Translates a configuration of ctapipe, lstchain, magic-cta-pipe or sst1mpipe. What the file leaves
 * out has the default of its program.
 *
 * @param text YAML, JSON or TOML
 * @param options fileName: for messages and for the kind of the text; from: the program, where the
 *   content does not tell
 * @throws PhotoelectronError `config-invalid` for a text that cannot be read, is of no known program,
 *   or is no configuration of an analysis
 */
export function importConfiguration(
  text: string,
  options: { readonly fileName: string; readonly from?: ImportedSystem },
): ImportedConfiguration {
  const { fileName } = options;
  const settings = readForeignSettings(text, fileName);
  const from = options.from ?? recogniseSystem(settings, fileName);
  const context = {
    settings,
    draft: new ConfigurationDraft(),
    outcomes: new SettingOutcomes(settings),
  };
  const outcome = importers[from](context);
  const without = outcome.filter(({ ours }) => ours === undefined);
  if (context.draft.get(['title']) === undefined) {
    context.draft.set(['title'], `Imported from ${from}`, '');
  }
  const shortName = fileName.split(/[/\\]/).at(-1) ?? fileName;
  const head = [
    `Imported from ${shortName}, a configuration of ${from}.`,
    `${outcome.length - without.length} of its ${outcome.length} settings were taken over; behind each value stands where it comes`,
    `from. Other values are the defaults of ${from}.`,
    ...(without.length === 0
      ? []
      : [
          '',
          'Without counterpart:',
          ...without.map(({ key, remark }) => `  ${key}: ${remark ?? ''}`),
        ]),
  ];
  return { from, text: context.draft.toYaml(head.join('\n')), settings: outcome };
}
