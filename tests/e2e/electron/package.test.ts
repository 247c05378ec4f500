import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron } from '../../../scripts/find-electron.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { askEngine } from './ask-engine.ts';
import { type ElectronWindow, launchElectron } from './launch-electron.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const execute = promisify(execFile);

/** Packs the program as it is shipped, but for the fuse that lets tests attach. */
async function packProgram(output: string): Promise<string> {
  const electron = findElectron(process.env);
  if (electron === undefined) throw new Error('There is no Electron.');
  const version = readFileSync(path.join(electron, 'version'), 'utf8').trim().replace(/^v/, '');
  const program = path.join(root, 'node_modules/electron-builder/cli.js');
  await execute(
    process.execPath,
    [
      program,
      ...['--dir', '--config', 'electron-builder.config.mjs'],
      `-c.electronDist=${electron}`,
      `-c.electronVersion=${version}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: root, env: { ...process.env, PHOTOELECTRON_PACKAGE_FOR_TESTS: '1' } },
  );
  const [packed] = globSync('*{unpacked,mac*}', { cwd: output });
  return path.join(output, packed);
}

/** The program in its folder. */
const programs = {
  linux: 'photoelectron',
  darwin: 'Photoelectron.app/Contents/MacOS/Photoelectron',
  win32: 'Photoelectron.exe',
};

describe('the packaged program', () => {
  const folder = temporaryFolder();
  const output = path.join(folder, 'output');
  let packed: string;
  let program: string;
  let window: ElectronWindow;

  beforeAll(async () => {
    mkdirSync(output);
    packed = await packProgram(path.join(folder, 'packages'));
    program = path.join(packed, programs[process.platform as keyof typeof programs]);
    window = await launchElectron({ home: path.join(folder, 'home'), outputs: [output], program });
  });
  afterAll(async () => {
    await window.close();
  });

  it('has its fuses set, all but the one for tests', async () => {
    const wire = await getCurrentFuseWire(program);
    // A fuse is a character in the program.
    const isOn = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
    expect(isOn(FuseV1Options.RunAsNode)).toBe(false);
    expect(isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
    expect(isOn(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
    expect(isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
    expect(isOn(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
    expect(isOn(FuseV1Options.EnableNodeCliInspectArguments)).toBe(true);
  });

  it('has what it needs in its archive, and neither tests nor the command line', () => {
    const asar = createRequire(import.meta.url)('@electron/asar') as {
      listPackage(archive: string, options: object): string[];
    };
    const files = asar.listPackage(path.join(packed, 'resources/app.asar'), { isPack: false });
    for (const needed of [
      '/electron/main.ts',
      '/core/engine/engine-worker.ts',
      '/build/electron/preload.cjs',
      '/build/renderer/index.html',
      '/build/native/photoelectron.node',
      '/resources/samples/history_meta_75.simtel.zst',
      '/resources/migrations/0001-files-and-runs.sql',
      '/resources/configurations/default.yaml',
    ]) {
      expect(files).toContain(needed);
    }
    expect(
      files.filter((file) => /^\/(tests|scripts|renderer|native|core\/cli)\//.test(file)),
    ).toEqual([]);
    const unpacked = path.join(packed, 'resources/app.asar.unpacked');
    expect(existsSync(path.join(unpacked, 'build/native/photoelectron.node'))).toBe(true);
  });

  it('shows its page and processes the sample twice: raw data, and the images of its product', async () => {
    const { page, watch } = window;
    await page.getByRole('navigation', { name: 'Panels' }).waitFor();
    const [sample] = await askEngine(page, 'samples.list', {});
    const first = path.join(output, 'gamma.dl1.h5');
    const second = path.join(output, 'gamma.dl2.h5');
    for (const [input, product] of [
      [sample.path, first],
      [first, second],
    ]) {
      const request = { kind: 'process-run', input, output: product, writeImages: true } as const;
      const { id } = await askEngine(page, 'jobs.submit', { request });
      const job = await askEngine(page, 'jobs.wait', { id });
      expect(job).toMatchObject({ status: 'completed', error: null });
      expect(existsSync(product)).toBe(true);
    }
    expect(watch.complaints).toEqual([]);
  });
});
