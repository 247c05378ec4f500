import { readFileSync } from 'node:fs';

interface PackageDescription {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const { name, version, dependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as PackageDescription;

/**
 * Name and version of this program, as package.json states them (no repository is asked), and of what
 * else shapes numbers or files: the engine of JavaScript, the compression that Node brings, and the
 * HDF5 library with its filters (package.json names exact versions).
 */
export const software = {
  name,
  version,
  libraries: {
    // Built from the same sources as the rest.
    'native core': version,
    node: process.versions.node,
    v8: process.versions.v8,
    zlib: process.versions['zlib'],
    zstd: process.versions['zstd'] ?? 'none',
    h5wasm: dependencies['h5wasm'],
    'h5wasm-plugins': dependencies['h5wasm-plugins'],
  },
} as const;
