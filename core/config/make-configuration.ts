import { existsSync } from 'node:fs';
import path from 'node:path';
import { PhotoelectronError } from '../foundation/errors.ts';
import { configurationHash } from './canonical-form.ts';
import type { Configuration } from './configuration.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { shippedStep } from './shipped-steps.ts';

/** Where the text of a configuration comes from. */
export interface ConfigurationOrigin {
  /** What was asked for: a name, a hash or a path. */
  readonly name: string;
  /** How messages call the document. */
  readonly source: string;
  /** Folder that custom steps are looked for in; without one, only the shipped ones are found. */
  readonly folder?: string;
}

/**
 * Makes a configuration ready for use from its text.
 *
 * @param text YAML or JSON
 * @throws PhotoelectronError `config-invalid`
 */
export function makeConfiguration(text: string, origin: ConfigurationOrigin): Configuration {
  const document = parseConfiguration(text, origin.source);
  return {
    name: origin.name,
    document,
    hash: configurationHash(document),
    stepModules: document.custom_steps.map((module) => stepModule(origin, module)),
  };
}

/** File of a step: beside the configuration, or one of those that are shipped. */
function stepModule({ source, folder }: ConfigurationOrigin, module: string): string {
  const own = folder === undefined ? undefined : path.resolve(folder, module);
  const found = own !== undefined && existsSync(own) ? own : shippedStep(module);
  if (found === undefined) {
    throw new PhotoelectronError(
      'config-invalid',
      `${source}: the step module "${module}" is neither ${own === undefined ? 'beside a file' : `at ${own}`} nor among the shipped ones (resources/steps).`,
      { path: source, item: 'custom_steps' },
    );
  }
  return found;
}
