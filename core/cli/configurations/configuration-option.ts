import { existsSync } from 'node:fs';
import path from 'node:path';
import { shippedConfigurations } from '../../config/shipped-configurations.ts';
import { configurationNameSchema } from '../../contract/records/configuration.ts';
import { photoelectronHome } from '../../engine/photoelectron-home.ts';
import type { CommandArguments } from '../command.ts';
import { textOption } from '../option-values.ts';

/**
 * The configuration of a command that does without the catalogue: of a saved one the file, anything
 * else as it was given.
 */
export function configurationOption(options: CommandArguments['options']): string | undefined {
  const choice = textOption(options, 'config');
  return choice === undefined ? undefined : (savedConfigurationFile(choice) ?? choice);
}

/** File of a configuration that was saved under a name; undefined where none was. */
export function savedConfigurationFile(name: string): string | undefined {
  if (shippedConfigurations.includes(name)) return undefined;
  if (!configurationNameSchema.safeParse(name).success) return undefined;
  const file = path.join(photoelectronHome(process.env).configurations, `${name}.yaml`);
  return existsSync(file) ? file : undefined;
}
