import path from 'node:path';
import { PhotoelectronError } from '../foundation/errors.ts';
import { closestName } from '../foundation/closest-name.ts';
import type { Configuration } from './configuration.ts';
import { makeConfiguration } from './make-configuration.ts';
import { readConfigurationFile } from './read-configuration-file.ts';
import { shippedConfigurationFile, shippedConfigurations } from './shipped-configurations.ts';

/**
 * Loads a configuration.
 *
 * @param nameOrPath name of a shipped configuration (`default`, `ctapipe-defaults`) or path of a
 *   YAML or JSON file; a file of the same name must be written as a path (`./default`)
 * @throws PhotoelectronError `file-not-found`, `file-unreadable` or `config-invalid`
 */
export async function loadConfiguration(nameOrPath: string): Promise<Configuration> {
  const shipped = shippedConfigurationFile(nameOrPath);
  const file = shipped ?? path.resolve(nameOrPath);
  const text = await readText(file, nameOrPath);
  return makeConfiguration(text, {
    name: nameOrPath,
    source: shipped === undefined ? nameOrPath : `configuration ${nameOrPath}`,
    folder: path.dirname(file),
  });
}

async function readText(file: string, asked: string): Promise<string> {
  try {
    return await readConfigurationFile(file);
  } catch (error) {
    if (!(error instanceof PhotoelectronError) || error.code !== 'file-not-found') throw error;
    const guess = asked.includes('/') ? undefined : closestName(asked, shippedConfigurations);
    const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
    throw new PhotoelectronError(
      'file-not-found',
      `There is no configuration "${asked}": neither a file nor one of the shipped ones (${shippedConfigurations.join(', ')}).${hint}`,
      { path: asked },
      error,
    );
  }
}
