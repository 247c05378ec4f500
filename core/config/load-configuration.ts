import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PhotoelectronError } from '../foundation/errors.ts';
import { configurationHash } from './canonical-form.ts';
import { closestName } from '../foundation/closest-name.ts';
import type { Configuration } from './configuration.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { shippedConfigurationFile, shippedConfigurations } from './shipped-configurations.ts';

const shippedSteps = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../resources/steps',
);

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
  const document = parseConfiguration(
    text,
    shipped === undefined ? nameOrPath : `configuration ${nameOrPath}`,
  );
  return {
    name: nameOrPath,
    document,
    hash: configurationHash(document),
    stepModules: document.custom_steps.map((module) => stepModule(file, module)),
  };
}

/** File of a step: beside the configuration, or one of those that are shipped. */
function stepModule(file: string, module: string): string {
  const own = path.resolve(path.dirname(file), module);
  const found = [own, path.join(shippedSteps, module)].find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw new PhotoelectronError(
      'config-invalid',
      `${file}: the step module "${module}" is neither at ${own} nor among the shipped ones (resources/steps).`,
      { path: file, item: 'custom_steps' },
    );
  }
  return found;
}

async function readText(file: string, asked: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      const guess = asked.includes('/') ? undefined : closestName(asked, shippedConfigurations);
      const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
      throw new PhotoelectronError(
        'file-not-found',
        `There is no configuration "${asked}": neither a file nor one of the shipped ones (${shippedConfigurations.join(', ')}).${hint}`,
        { path: asked },
        cause,
      );
    }
    throw new PhotoelectronError(
      'file-unreadable',
      `The configuration ${asked} cannot be read (${code ?? 'unknown reason'}).`,
      { path: asked },
      cause,
    );
  }
}
