import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names of the configurations in resources/configurations. */
export const shippedConfigurations: readonly string[] = [
  'default',
  'ctapipe-defaults',
  'ctao',
  'lst-1',
  'magic',
  'sst-1m',
  'fact',
];

/** File of a shipped configuration; undefined of any other name. */
export function shippedConfigurationFile(name: string): string | undefined {
  if (!shippedConfigurations.includes(name)) return undefined;
  const here = path.dirname(fileURLToPath(import.meta.url));
  return path.resolve(here, `../../resources/configurations/${name}.yaml`);
}
