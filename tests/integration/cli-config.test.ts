import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shippedConfigurations } from '../../core/config/shipped-configurations.ts';
import { dataFile } from '../data-folder.ts';
import { runInProcess } from '../run-in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = temporaryFolder();
const former = process.env['PHOTOELECTRON_HOME'];
let nth = 0;
let home = '';

beforeEach(() => {
  home = path.join(root, String(++nth));
  process.env['PHOTOELECTRON_HOME'] = home;
});
afterEach(() => {
  if (former === undefined) delete process.env['PHOTOELECTRON_HOME'];
  else process.env['PHOTOELECTRON_HOME'] = former;
});

/** Runs `pe config …` and gives what it wrote. */
const config = (args: readonly string[], colored = false) =>
  runInProcess(['config', ...args], colored);

const file = path.join(root, 'crab.yaml');
writeFileSync(
  file,
  "# my Crab\ntitle: Crab\ncleaning:\n  image_cleaner:\n    type: TailcutsImageCleaner\n    picture_threshold_pe: [{ type: '*', value: 10 }, { type: 'LST_*', value: 7 }]\n",
);

describe('pe config without a home', () => {
  it('lists and shows what is shipped, compares files, and makes no home', async () => {
    const { out } = await config(['list', '--json']);
    const { configurations } = JSON.parse(out) as { configurations: { name: string }[] };
    expect(configurations.map(({ name }) => name)).toEqual(shippedConfigurations);
    expect((await config(['list'])).out).toContain('lst-1');
    expect((await config(['show', 'default'])).out).toMatch(/^# default, SHA-256 [0-9a-f]{64}\n/);
    expect((await config(['show', file, '--as-written'])).out).toBe(readFileSync(file, 'utf8'));
    expect((await config(['diff', 'default', file])).code).toBe(0);
    expect((await config(['show', 'crab'])).code).toBe(3);
    expect(existsSync(home)).toBe(false);
  });
});

describe('pe config diff', () => {
  it('prints a tree with units and meanings', async () => {
    const { out } = await config(['diff', 'ctapipe-defaults', file]);
    expect(out.replaceAll(root, 'ROOT')).toBe(
      [
        'ctapipe-defaults → ROOT/crab.yaml: 3 differences',
        '├─ title: ctapipe-process 0.32 without configuration → Crab',
        '│  What this configuration is for, in a few words.',
        '├─ cleaning',
        '│  └─ image_cleaner',
        '│     └─ picture_threshold_pe',
        '│        A pixel with at least this charge is a picture pixel.',
        '│        └─ LST_*: + 7 p.e.',
        '└─ output',
        '   └─ write_showers: true → false',
        '      Reconstruct and write showers.',
        '',
      ].join('\n'),
    );
    expect((await config(['diff', file, file])).out).toBe('Both ask for the same analysis.\n');
  });

  it('has colours on terminals only, and JSON', async () => {
    const { out } = await config(['diff', 'ctapipe-defaults', file], true);
    expect(out).toContain('\u001b[32m+ 7 p.e.\u001b[0m');
    const json = JSON.parse((await config(['diff', 'ctapipe-defaults', file, '--json'])).out) as {
      key: string;
    }[];
    expect(json.map(({ key }) => key)).toEqual([
      'title',
      'cleaning.image_cleaner.picture_threshold_pe[LST_*]',
      'output.write_showers',
    ]);
  });
});

describe('pe config save, history, remove', () => {
  it('keep a name, what it has meant, and forget it', async () => {
    const saved = await config(['save', 'crab', file, '--parent', 'default', '--note', 'a start']);
    expect(saved.err).toMatch(/^Saved .*crab\.yaml as "crab" \([0-9a-f]{8}\)\.\n$/);
    expect((await config(['show', 'crab', '--as-written'])).out).toBe(readFileSync(file, 'utf8'));
    expect((await config(['list'])).out).toMatch(/^crab .* a start$/m);
    expect((await config(['save', 'crab', file])).code).toBe(5);
    const other = path.join(root, 'other.yaml');
    writeFileSync(other, 'title: other\n');
    expect((await config(['save', 'crab', other, '--overwrite', '-q'])).err).toBe('');
    const history = JSON.parse((await config(['history', 'crab', '--json'])).out) as {
      hash: string;
      note: string;
      ended: string | null;
    }[];
    expect(history.map(({ note, ended }) => [note, ended === null])).toEqual([
      ['', true],
      ['a start', false],
    ]);
    expect((await config(['show', history[1].hash.slice(0, 8), '--as-written'])).out).toContain(
      '# my Crab',
    );
    expect((await config(['history', 'crab'])).out.split('\n')).toHaveLength(5);
    expect((await config(['remove', 'crab'])).code).toBe(0);
    expect((await config(['remove', 'crab'])).err).toContain('There is no configuration "crab"');
    expect((await config(['remove', 'default'])).code).toBe(2);
  });

  it('tells what is wrong with a file that was edited', async () => {
    await config(['save', 'crab', file]);
    writeFileSync(path.join(home, 'configurations/crab.yaml'), 'title: a\noutptu: {}\n');
    const { code, err } = await config(['list']);
    expect(code).toBe(6);
    expect(err).toContain(
      'crab.yaml, line 2, column 1: outptu is not a known key; did you mean "output"?',
    );
    expect((await config(['show', 'crab'])).code).toBe(6);
  });
});

describe('pe config import', () => {
  const sample = dataFile('ctapipe/configs/stage1_config.yaml');

  it('writes the document to standard output and tells beside it what became of the settings', async () => {
    const { code, out, err } = await config(['import', sample]);
    expect(code).toBe(0);
    expect(out).toContain('write_images: true # from DataWriter.write_dl1_images');
    expect(err).toContain('Taken over (3):');
    expect(err).toContain('Everything has a counterpart.');
  });

  it('writes a file or a name, and JSON', async () => {
    const output = path.join(root, 'imported.yaml');
    const { out, err } = await config(['import', sample, '-o', output]);
    expect(out).toMatch(/DataWriter\.write_dl2 +false +output\.write_showers\n/);
    expect(err).toBe(`\nWrote ${output}.\n`);
    expect((await config(['validate', output])).code).toBe(0);
    expect((await config(['import', sample, '-o', output])).code).toBe(5);
    const json = JSON.parse(
      (await config(['import', sample, '--name', 'stage1', '--json'])).out,
    ) as {
      from: string;
      name: string;
      settings: unknown[];
    };
    expect(json).toMatchObject({ from: 'ctapipe', name: 'stage1' });
    expect(json.settings).toHaveLength(3);
    expect((await config(['list'])).out).toContain('imported from stage1_config.yaml of ctapipe');
    expect((await config(['diff', output, 'stage1'])).out).toBe(
      'Both ask for the same analysis.\n',
    );
  });

  it('refuses what does not go together or cannot be imported', async () => {
    expect((await config(['import', sample, '-o', 'a', '--name', 'b'])).code).toBe(2);
    expect((await config(['import', sample, '--system', 'hess'])).code).toBe(2);
    expect((await config(['import', sample, '--from', 'default'])).err).toContain(
      'does not go with',
    );
    expect((await config(['import', path.join(root, 'none.yaml')])).code).toBe(3);
    expect((await config(['import', file])).err).toContain(
      'is a configuration of this program already',
    );
    expect((await config(['import', sample, '--name', 'a b'])).code).toBe(2);
  });
});
