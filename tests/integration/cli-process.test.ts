import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import type { ProcessReport } from '../../core/processing/process-request.ts';
import { dataFile } from '../data-folder.ts';
import { runPe, sampleFile } from './run-pe.ts';

let folder = '';
let output = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'photoelectron-process-'));
  output = path.join(folder, 'out.h5');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Number of rows of a table of a product. */
async function rowsOf(table: string): Promise<number> {
  const file = await openHdf5(output);
  try {
    return (await file.describe(table)).nRows;
  } finally {
    await file.close();
  }
}

describe('pe process', () => {
  it('writes a product, and does not replace it unasked', async () => {
    const { code, out, err } = await runPe([
      ...['process', sampleFile, '-o', output, '--telescopes', '1-4', '--write-images', '--json'],
    ]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const report = JSON.parse(out) as ProcessReport;
    expect(report).toMatchObject({ output, events: 1, telescopeEvents: 4, isComplete: true });
    expect(report.validReconstructions).toEqual({ HillasReconstructor: 1 });
    expect(readdirSync(folder)).toEqual(['out.h5']);
    expect(await rowsOf('/dl1/event/telescope/images/tel_001')).toBe(1);
    expect(await rowsOf('/dl2/event/subarray/geometry/HillasReconstructor')).toBe(1);

    const before = readFileSync(output);
    const again = await runPe(['process', sampleFile, '-o', output]);
    expect(again.code).toBe(5);
    expect(again.err).toMatch(/^pe: [^\n]*out\.h5[^\n]*--overwrite[^\n]*\n$/);
    expect(readFileSync(output).equals(before)).toBe(true);
    const replaced = await runPe(['process', sampleFile, '-o', output, '--overwrite', '-t', '1,2']);
    expect(replaced.code).toBe(0);
    expect(replaced.out).toMatch(/telescope events +2\n/);
    expect(readdirSync(folder)).toEqual(['out.h5']);
  });

  it('cleans the images of a product again', async () => {
    const options = ['--quiet', '--telescopes', '1-4'];
    const first = path.join(folder, 'first.h5');
    expect(
      (await runPe(['process', sampleFile, '-o', first, '--write-images', ...options])).code,
    ).toBe(0);
    const config = path.join(folder, 'mild.yaml');
    writeFileSync(
      config,
      'cleaning: {image_cleaner: {type: TailcutsImageCleaner, picture_threshold_pe: 30, boundary_threshold_pe: 15}}\noutput: {write_showers: true}\n',
    );
    const { code, out, err } = await runPe([
      ...['process', first, '-o', output, '-c', config, '--recompute-dl1', ...options],
    ]);
    expect(err).toBe('');
    expect(out).toBe('');
    expect(code).toBe(0);
    expect(await rowsOf('/dl1/event/telescope/parameters/tel_001')).toBe(1);
  });

  it('writes what was readable of a truncated file, marks it, and ends with 4', async () => {
    const input = dataFile('pyeventio/simtel/test_lasercal_v3.simtel.gz');
    const { code, err } = await runPe(['process', input, '-o', output, '--quiet']);
    expect(code).toBe(4);
    expect(err).toContain('marked incomplete');
    expect(await rowsOf('/dl1/event/subarray/trigger')).toBe(3);
  });

  it('leaves nothing behind when it cannot work', async () => {
    const text = path.join(folder, 'text.simtel');
    writeFileSync(text, 'This is no data.\n');
    const config = path.join(folder, 'bad.yaml');
    writeFileSync(config, 'cleaning: {image_claner: 1}\n');
    const before = readdirSync(folder);
    for (const [expected, args] of [
      [3, [text, '-o', output]],
      [3, [path.join(folder, 'missing'), '-o', output]],
      [6, [sampleFile, '-o', output, '-c', config]],
      [3, [sampleFile, '-o', output, '-c', path.join(folder, 'missing.yaml')]],
      [5, [sampleFile, '-o', path.join(folder, 'no/out.h5')]],
      [2, [sampleFile, '-o', output, '--telescopes', '4-1']],
      [2, [sampleFile, '-o', output, '--threads', '0']],
    ] as const) {
      const { code, out, err } = await runPe(['process', ...args]);
      expect(code, err).toBe(expected);
      expect(out).toBe('');
      expect(err).toMatch(/^pe: [^\n]+\n$/);
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  it('names the option that a file without effective focal lengths needs', async () => {
    const input = dataFile('pyeventio/simtel/lst_muons_with_true_photons.simtel.zst');
    const refused = await runPe(['process', input, '-o', output]);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('--focal-length-choice EQUIVALENT');
    expect(existsSync(output)).toBe(false);
    const done = await runPe([
      ...['process', input, '-o', output, '-q', '--focal-length-choice', 'EQUIVALENT'],
    ]);
    expect(done.err).toBe('');
    expect(done.code).toBe(0);
  });

  it('leaves nothing when it is interrupted', async () => {
    // The same run many times over, so that there is time to interrupt.
    const input = path.join(folder, 'long.simtel.zst');
    copyFileSync(sampleFile, input);
    const sample = readFileSync(sampleFile);
    for (let i = 0; i < 40; i++) writeFileSync(input, sample, { flag: 'a' });
    const { code, err } = await runPe(['process', input, '-o', output], (child) => {
      const watcher = watch(folder, () => {
        watcher.close();
        child.kill('SIGINT');
      });
    });
    expect(code).toBe(130);
    expect(err).toMatch(/pe: [^\n]+\n$/);
    expect(readdirSync(folder)).toEqual(['long.simtel.zst']);
  });
});

describe('pe image', () => {
  it('draws SVG and PNG', async () => {
    const svg = path.join(folder, 'event.svg');
    const png = path.join(folder, 'event.png');
    const common = ['image', sampleFile, '--event', '100', '--telescope', '1'];
    const { code, out, err } = await runPe([...common, '-o', svg, '--json']);
    expect(err).toBe('');
    expect(code).toBe(0);
    const result = JSON.parse(out) as { telescopeType: string; parameters: Record<string, number> };
    expect(result.telescopeType).toBe('LST_LST_LSTCam');
    expect(result.parameters['hillas_intensity']).toBeGreaterThan(5000);
    const text = readFileSync(svg, 'utf8');
    for (const part of [
      'Event 100 · Telescope 1',
      'Simulation · 1.30 TeV',
      'id="hillas"',
      'id="cleaning"',
    ]) {
      expect(text).toContain(part);
    }
    expect(
      (await runPe([...common, '-o', png, '--theme', 'light', '--width', '500', '-q'])).code,
    ).toBe(0);
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
    expect(readFileSync(png).readUInt32BE(16)).toBe(500);
  });

  it('says when there is no such event or telescope', async () => {
    for (const [event, telescope, expected] of [
      ['99', '1', 3],
      ['100', '15', 3],
      ['100', '99', 2],
    ] as const) {
      const { code, err } = await runPe([
        ...['image', sampleFile, '-e', event, '-t', telescope, '-o', path.join(folder, 'a.svg')],
      ]);
      expect(code).toBe(expected);
      expect(err).toMatch(/^pe: [^\n]+\n$/);
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
