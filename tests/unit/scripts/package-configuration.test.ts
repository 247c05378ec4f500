import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import configuration from '../../../electron-builder.config.mjs';

/** The builder's own check against its schema. */
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))(
  'app-builder-lib/out/util/config/config',
) as {
  validateConfiguration(
    configuration: object,
    log: { readonly isEnabled: boolean; add(name: string, value: unknown): void },
  ): Promise<void>;
};

const check = (changed: object) =>
  builder.validateConfiguration(changed, { isEnabled: false, add: () => undefined });

describe('the configuration of packages', () => {
  it('is what the builder understands', async () => {
    await expect(check(configuration)).resolves.toBeUndefined();
  });

  it.each([
    ['a key of another version', { asar: { unpack: ['**/*.node'] } }],
    ['a key that is none', { fusses: {} }],
    ['a fuse that is none', { electronFuses: { runsAsNode: false } }],
    ['a target that is none', { linux: { target: ['AppImage'], categori: 'Science' } }],
  ])('would be refused with %s', async (_, change) => {
    await expect(check({ ...configuration, ...change })).rejects.toThrow(/configuration/i);
  });

  it('ships the window for every platform, and makes nothing of the sources of tests', () => {
    expect([configuration.linux?.target, configuration.win?.target]).toEqual([
      ['AppImage', 'deb'],
      ['nsis'],
    ]);
    expect(configuration.mac?.target).toEqual([{ target: 'dmg', arch: ['x64', 'arm64'] }]);
    const files = configuration.files as string[];
    expect(files.filter((file) => /^(tests|scripts|renderer|native)\b/.test(file))).toEqual([]);
    expect(configuration.asarUnpack).toEqual([
      '**/*.node',
      '**/node_modules/h5wasm-plugins/plugins/**',
    ]);
    expect(configuration.npmRebuild).toBe(false);
  });

  it('opens event files', () => {
    const associations = configuration.fileAssociations as { ext: string[]; role: string }[];
    expect(associations.flatMap(({ ext }) => ext)).toEqual(
      expect.arrayContaining(['h5', 'hdf5', 'fits', 'fz', 'simtel', 'zst']),
    );
    expect(new Set(associations.map(({ role }) => role))).toEqual(new Set(['Viewer']));
  });
});
