import type { ConfigurationDocument } from './configuration-schema.ts';

/** A configuration as the processing uses it. */
export interface Configuration {
  /** Name of a shipped configuration or path of the file. */
  readonly name: string;
  readonly document: ConfigurationDocument;
  /** SHA-256 of the canonical form, hexadecimal. */
  readonly hash: string;
  /** Absolute paths of the modules in `custom_steps`. */
  readonly stepModules: readonly string[];
}
