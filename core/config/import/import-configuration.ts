import { namingFile } from '../../foundation/naming-file.ts';
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
  const outcome = run(() => importers[from](context), fileName);
  const without = outcome.filter(({ ours }) => ours === undefined);
  const shortName = fileName.split(/[/\\]/).at(-1) ?? fileName;
  context.draft.set(['title'], `${shortName} of ${from}`.slice(0, 1000), '');
  const head = [
    `Imported from ${shortName}, a configuration of ${from}: ${outcome.length - without.length} of its ${outcome.length} settings were taken over.`,
    'Behind a value or above a group stands where it comes from; all others are the defaults of',
    from === 'ctapipe' ? 'ctapipe 0.32.' : `ctapipe 0.32, of which ${from} is made.`,
    ...(without.length === 0 ? [] : ['', 'Without counterpart here:', ...summary(without)]),
  ];
  return { from, text: context.draft.toYaml(head.join('\n')), settings: outcome };
}

/** Runs an importer; what it throws names the file. */
function run<T>(action: () => T, fileName: string): T {
  try {
    return action();
  } catch (error) {
    throw namingFile(error, fileName);
  }
}

/** Settings by the reason for which they have no counterpart; of groups, the names of the groups. */
function summary(settings: readonly ImportedSetting[]): string[] {
  const byReason = new Map<string, Map<string, number>>();
  for (const { key, remark = '' } of settings) {
    const groups = byReason.get(remark) ?? new Map<string, number>();
    const parts = key.split('.');
    const group = parts.slice(0, Math.max(1, Math.min(2, parts.length - 1))).join('.');
    groups.set(group, (groups.get(group) ?? 0) + 1);
    byReason.set(remark, groups);
  }
  return [...byReason].map(
    ([reason, groups]) =>
      `- ${reason}: ${[...groups].map(([group, count]) => (count > 1 ? `${group} (${count})` : group)).join(', ')}`,
  );
}
