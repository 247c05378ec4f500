import { readFileSync } from 'node:fs';

interface PackageDescription {
  readonly name: string;
  readonly version: string;
}

const description = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as PackageDescription;

/** Name and version of this program, as package.json states them; no repository is asked. */
export const software = { name: description.name, version: description.version } as const;
