import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { configurationHash } from '../../config/canonical-form.ts';
import type { JsonValue } from '../../config/diff-configurations.ts';
import { loadConfiguration } from '../../config/load-configuration.ts';
import { shippedConfigurationFile } from '../../config/shipped-configurations.ts';
import { photoelectronHome } from '../../engine/photoelectron-home.ts';
import type { CommandContext } from '../terminal.ts';
import { savedConfigurationFile } from './configuration-option.ts';
import { withEngine } from '../with-engine.ts';

/** A configuration as the commands show and compare it. */
export interface FoundConfiguration {
  readonly hash: string;
  /** As it was written. */
  readonly text: string;
  readonly document: Record<string, JsonValue>;
  /** Why this version of the program cannot use it. */
  readonly problem: string | null;
  readonly note: string;
  readonly parentHash: string | null;
}

/**
 * Finds a configuration: a shipped one, one that was saved, one by its hash, or a file. Only what was
 * saved and hashes need the catalogue.
 *
 * @throws PhotoelectronError `record-not-found`, `file-not-found`, `config-invalid`
 */
export async function findConfiguration(
  choice: string,
  context: CommandContext,
): Promise<FoundConfiguration> {
  const shipped = shippedConfigurationFile(choice);
  const home = photoelectronHome(process.env);
  const isSaved = savedConfigurationFile(choice) !== undefined;
  const isFile = /[/\\]|\.(ya?ml|json)$/i.test(choice) || (existsSync(choice) && !isSaved);
  if (shipped === undefined && !isFile && (isSaved || existsSync(home.catalogue))) {
    const isHash = !isSaved && /^[0-9a-f]{8,64}$/.test(choice);
    return withEngine(context, (client) =>
      client.request('configurations.get', isHash ? { hash: choice } : { name: choice }),
    );
  }
  const { document } = await loadConfiguration(choice);
  return {
    hash: configurationHash(document),
    text: await readFile(shipped ?? choice, 'utf8'),
    document: JSON.parse(JSON.stringify(document)) as Record<string, JsonValue>,
    problem: null,
    note: '',
    parentHash: null,
  };
}
