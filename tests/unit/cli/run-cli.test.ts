import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';
import { runInProcess } from '../../run-in-process.ts';

/** Runs a command and gives what it wrote. */
const pe = (...args: string[]) => runInProcess(args);

describe('pe', () => {
  it('explains itself, with exit codes', async () => {
    const { code, out } = await pe('--help');
    expect(code).toBe(0);
    for (const part of [
      'info',
      'process',
      'config',
      'image',
      'serve',
      'Exit codes:',
      '130  interrupted',
    ]) {
      expect(out).toContain(part);
    }
    expect((await pe()).code).toBe(2);
    expect((await pe('help', 'config')).out).toContain('pe config validate');
    expect((await pe('process', '--help')).out).toContain('--focal-length-choice');
    expect((await pe('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('answers wrong calls with one sentence and code 2', async () => {
    for (const [args, message] of [
      [['proces'], 'pe: There is no command "proces" (did you mean process?); see "pe --help".\n'],
      [['process'], 'pe: Name the file to read; see "pe process --help".\n'],
      [['process', 'a'], 'pe: Name the file to write with -o; see "pe process --help".\n'],
      [
        ['process', 'a', '-o', 'b', '-m', 'x'],
        '--max-events must be a whole number from 1 on, not "x"',
      ],
      [
        ['image', 'a', '--event', '1', '--telescope', '2', '-o', 'b.jpg'],
        'b.jpg must end in .svg or .png',
      ],
      [['info'], 'pe: Name the files to look at; see "pe info --help".\n'],
      [
        ['config', 'mend'],
        'There is no "pe config mend": list, new, validate, show, diff, import, save, remove, history or keys',
      ],
      [['serve', 'data'], '"data" was not expected; name folders with --root; see'],
      [['serve', '--root'], '--root needs a value'],
      [['serve', '--port', '80'], '--port must be between 1024 and 65535, or 0 for a free one'],
      [['serve', '--port', '65536'], '--port must be between 1024 and 65535'],
      [['serve', '--port', 'x'], '--port must be a whole number'],
      [['serve', '--idle', '0'], '--idle must be a whole number from 1 on'],
      [['serve', '--idle', '99999'], '--idle must be at most 10080; --keep never ends'],
      [['serve', '--idle', '5', '--keep'], '--idle and --keep exclude each other'],
    ] as const) {
      const { code, out, err } = await pe(...args);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toContain(message);
      expect(err.split('\n')).toHaveLength(2);
    }
  });

  it('gives errors as JSON too, and shows where they came from on request', async () => {
    const { code, out } = await pe('config', 'show', 'nothing.yaml', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'file-not-found', path: 'nothing.yaml' },
    });
    expect((await pe('config', 'show', 'nothing.yaml', '--debug')).err).toContain('    at ');
    expect((await pe('config', 'show', 'nothing.yaml')).err).not.toContain('    at ');
  });
});

describe('pe config', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'photoelectron-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('new writes a commented copy that is valid, and does not replace files unasked', async () => {
    const file = path.join(folder, 'a.yaml');
    expect((await pe('config', 'new', '-o', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('# p.e.');
    expect((await loadConfiguration(file)).hash).toBe((await loadConfiguration('default')).hash);
    const again = await pe('config', 'new', '-o', file);
    expect(again.code).toBe(5);
    expect(again.err).toContain('exists already');
    expect(
      (await pe('config', 'new', '-o', file, '--from', 'ctapipe-defaults', '--overwrite')).code,
    ).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('ctapipe-process');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
    expect((await pe('config', 'new', '-o', path.join(folder, 'no/a.yaml'))).code).toBe(5);
  });

  it('validate tells the place and ends with 6', async () => {
    const file = path.join(folder, 'bad.yaml');
    writeFileSync(file, 'output:\n  write_image: true\n');
    const { code, err } = await pe('config', 'validate', file);
    expect(code).toBe(6);
    expect(err).toBe(
      `pe: ${file}, line 2, column 3: output.write_image is not a known key; did you mean "write_images"?\n`,
    );
    const json = await pe('config', 'validate', file, 'default', '--json');
    expect(JSON.parse(json.out)).toMatchObject([{ valid: false }, { valid: true }]);
    expect((await pe('config', 'validate', 'default')).out).toMatch(
      /^default: valid \([0-9a-f]{64}\)\n$/,
    );
  });

  it('show writes everything out, for one telescope if asked', async () => {
    const shown = await pe('config', 'show');
    const file = path.join(folder, 'shown.yaml');
    writeFileSync(file, shown.out);
    expect((await loadConfiguration(file)).hash).toBe((await loadConfiguration('default')).hash);
    const lst = await pe('config', 'show', '--telescope', 'LST_LST_LSTCam', '--json');
    expect(JSON.parse(lst.out)).toMatchObject({
      document: { cleaning: { image_cleaner: { picture_threshold_pe: 8.5 } } },
    });
  });

  it('keys lists unit, default and meaning', async () => {
    expect((await pe('config', 'keys')).out).toContain(
      'cleaning.image_cleaner[FACTImageCleaner].time_limit_ns  (default 5, [ns], may differ per telescope)\n    Largest difference',
    );
  });
});
