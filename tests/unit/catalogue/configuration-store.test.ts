import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue } from '../../../core/catalogue/catalogue.ts';
import { ConfigurationStore } from '../../../core/catalogue/configurations/configuration-store.ts';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';
import { shippedConfigurations } from '../../../core/config/shipped-configurations.ts';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const root = temporaryFolder();
let nth = 0;
let home = '';
let folder = '';
let catalogue: Catalogue;
let store: ConfigurationStore;

beforeEach(async () => {
  home = path.join(root, String(++nth));
  folder = path.join(home, 'configurations');
  catalogue = await Catalogue.open(path.join(home, 'catalogue.sqlite'));
  store = new ConfigurationStore({ catalogue, folder });
});

afterEach(async () => {
  await catalogue.close();
});

const text = '# mine\ntitle: Crab\ncleaning:\n  image_cleaner: { type: MARSImageCleaner }\n';

describe('ConfigurationStore', () => {
  it('has the shipped configurations, before there is a folder', async () => {
    const { configurations, problems } = await store.list();
    expect(configurations.map(({ name }) => name)).toEqual(shippedConfigurations);
    expect(configurations.every(({ isShipped }) => isShipped)).toBe(true);
    expect(problems).toEqual([]);
    const { hash } = await loadConfiguration('default');
    expect(configurations[0].hash).toBe(hash);
    expect(existsSync(folder)).toBe(false);
  });

  it('keeps a configuration under a name, as text and by its hash', async () => {
    const saved = await store.save({ name: 'crab', text, parent: 'default', note: 'for "Crab"' });
    const { hash: parentHash } = await loadConfiguration('default');
    expect(saved).toMatchObject({ name: 'crab', parentHash, note: 'for "Crab"', isShipped: false });
    expect(readdirSync(folder)).toEqual(['crab.yaml']);
    expect(readFileSync(path.join(folder, 'crab.yaml'), 'utf8').endsWith(text)).toBe(true);
    const full = await store.get({ name: 'crab' });
    expect(full).toMatchObject({ text, hash: saved.hash, problem: null, name: 'crab' });
    expect(full.document).toMatchObject({
      cleaning: { image_cleaner: { type: 'MARSImageCleaner' } },
    });
    expect(await store.get({ hash: saved.hash.slice(0, 8) })).toMatchObject({
      text,
      hash: saved.hash,
    });
    expect((await loadConfiguration(path.join(folder, 'crab.yaml'))).hash).toBe(saved.hash);
    expect((await store.list()).configurations.at(-1)).toEqual(saved);
  });

  it('remembers what a name has meant', async () => {
    const first = await store.save({ name: 'crab', text, note: 'first' });
    await expect(store.save({ name: 'crab', text: 'title: b' })).rejects.toMatchObject({
      code: 'record-exists',
    });
    const second = await store.save({ name: 'crab', text: 'title: b', replace: true });
    const history = await store.history('crab');
    expect(history.map(({ hash, note, ended }) => [hash, note, ended])).toEqual([
      [second.hash, '', null],
      [first.hash, 'first', second.created],
    ]);
    await store.remove('crab');
    expect(readdirSync(folder)).toEqual([]);
    expect((await store.history('crab')).map(({ ended }) => ended === null)).toEqual([
      false,
      false,
    ]);
    await expect(store.get({ name: 'crab' })).rejects.toMatchObject({ code: 'record-not-found' });
    expect(await store.get({ hash: first.hash })).toMatchObject({ text });
  });

  it('notices files that were made, changed and removed by hand', async () => {
    const { hash } = await store.save({ name: 'crab', text, note: 'saved' });
    writeFileSync(path.join(folder, 'crab.yaml'), text.replace('MARS', 'FACT'));
    writeFileSync(path.join(folder, 'new.yaml'), 'title: new\n');
    const { configurations } = await store.list();
    expect(configurations.slice(-2)).toMatchObject([
      { name: 'crab', parentHash: hash, note: 'edited by hand' },
      { name: 'new', parentHash: null, note: '' },
    ]);
    expect((await store.resolve('crab')).document.cleaning.image_cleaner).toMatchObject({
      type: 'FACTImageCleaner',
    });
    rmSync(path.join(folder, 'crab.yaml'));
    expect((await store.list()).configurations.at(-1)?.name).toBe('new');
    expect(await store.history('crab')).toHaveLength(2);
  });

  it('tells file, line and key of a file that is broken, and does not use what it meant before', async () => {
    await store.save({ name: 'crab', text });
    const file = path.join(folder, 'crab.yaml');
    writeFileSync(file, 'title: a\noutput:\n  write_imags: true\n');
    writeFileSync(path.join(folder, 'other.yml'), 'title: a\n');
    writeFileSync(path.join(folder, 'default.yaml'), 'title: a\n');
    const { configurations, problems } = await store.list();
    expect(configurations.every(({ isShipped }) => isShipped)).toBe(true);
    expect(problems.map(({ message }) => message)).toEqual([
      `${file}, line 3, column 3: output.write_imags is not a known key; did you mean "write_images"?`,
      'A configuration cannot be named "default": it comes with the program and cannot be changed; give another name.',
      `${path.join(folder, 'other.yml')} is not looked at: name it other.yaml.`,
    ]);
    await expect(store.resolve('crab')).rejects.toMatchObject({ code: 'config-invalid' });
    await expect(store.get({ name: 'crab' })).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('finds names, parents and notes again after the catalogue is gone', async () => {
    await store.save({ name: 'crab', text, parent: 'default', note: 'two\nlines' });
    const before = await store.list();
    await catalogue.close();
    rmSync(path.join(home, 'catalogue.sqlite'));
    catalogue = await Catalogue.open(path.join(home, 'catalogue.sqlite'));
    store = new ConfigurationStore({ catalogue, folder });
    expect(await store.list()).toEqual(before);
  });

  it('resolves names, hashes and paths, and keeps what was used', async () => {
    const file = path.join(home, 'mine.yaml');
    writeFileSync(file, text);
    const made = await store.resolve(file);
    expect(made.name).toBe(file);
    expect(made.hash).toBe((await loadConfiguration(file)).hash);
    rmSync(file);
    expect((await store.resolve(made.hash.slice(0, 10))).document).toEqual(made.document);
    const shipped = await loadConfiguration('ctapipe-defaults');
    expect(await store.resolve('ctapipe-defaults')).toEqual(shipped);
    expect((await store.resolve(shipped.hash)).hash).toBe(shipped.hash);
    await expect(store.resolve(file)).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(store.resolve('0123456789')).rejects.toMatchObject({ code: 'record-not-found' });
    await expect(store.resolve('defualt')).rejects.toThrow('Did you mean "default"?');
  });

  it('looks for custom steps where the configuration came from', async () => {
    mkdirSync(path.join(home, 'work'));
    const file = path.join(home, 'work/mine.yaml');
    writeFileSync(path.join(home, 'work/step.ts'), '');
    writeFileSync(file, 'custom_steps: [step.ts]\n');
    const { hash, stepModules } = await store.resolve(file);
    expect(stepModules).toEqual([path.join(home, 'work/step.ts')]);
    expect((await store.resolve(hash)).stepModules).toEqual(stepModules);
    await expect(
      store.save({ name: 'mine', text: 'custom_steps: [step.ts]\n' }),
    ).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('reads only files that may be read', async () => {
    const guarded = new ConfigurationStore({
      catalogue,
      folder,
      checkRead: (file) => Promise.reject(new PhotoelectronError('access-denied', `no ${file}`)),
    });
    await expect(guarded.resolve('./mine.yaml')).rejects.toMatchObject({ code: 'access-denied' });
    expect((await guarded.resolve('default')).name).toBe('default');
  });

  it.each(['default', '../up', 'a/b', 'con', 'nul.x', 'x.yaml', 'end.', '.hidden', 'ä', ''])(
    'does not save under the name %j',
    async (name) => {
      await expect(store.save({ name, text })).rejects.toMatchObject({ code: 'argument-invalid' });
      expect(existsSync(folder)).toBe(false);
    },
  );

  it('takes names that differ in case only for one', async () => {
    await store.save({ name: 'Crab', text });
    await expect(store.save({ name: 'crab', text, replace: true })).rejects.toMatchObject({
      code: 'record-exists',
    });
  });

  it('shows what an earlier version kept and this one does not understand', async () => {
    const hash = 'a'.repeat(64);
    await catalogue.ask('keepConfiguration', {
      hash,
      document: '{"old_key":1}',
      text: 'old_key: 1 # old',
      folder: null,
      created: '2026-01-01T00:00:00.000Z',
    });
    expect(await store.get({ hash: 'aaaaaaaa' })).toMatchObject({
      hash,
      document: { old_key: 1 },
      text: 'old_key: 1 # old',
      problem: 'configuration aaaaaaaa, line 1, column 1: old_key is not a known key.',
    });
    await expect(store.resolve(hash)).rejects.toMatchObject({ code: 'config-invalid' });
    await catalogue.ask('keepConfiguration', {
      hash: 'a'.repeat(63) + 'b',
      document: '{}',
      text: '',
      folder: null,
      created: '2026-01-01T00:00:00.000Z',
    });
    await expect(store.get({ hash: 'aaaaaaaa' })).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });

  it('ends in one sentence where the folder cannot be read or made', async () => {
    writeFileSync(folder, 'a file, not a folder');
    await expect(store.list()).rejects.toMatchObject({ code: 'file-unreadable' });
    const below = new ConfigurationStore({ catalogue, folder: path.join(folder, 'below') });
    await expect(below.save({ name: 'a', text })).rejects.toBeInstanceOf(PhotoelectronError);
  });
});
