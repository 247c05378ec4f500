import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListedEvent } from '../../core/cli/event-list.ts';
import type { SourceSummary } from '../../core/cli/source-summary.ts';
import { dataFile } from '../data-folder.ts';
import { runPe, runPeWithSetup, sampleFile } from './run-pe.ts';

describe('pe info', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'photoelectron-info-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('tells run, telescopes and counts of the sample', async () => {
    const { code, out, err } = await runPe(['info', sampleFile, '--json']);
    expect(err).toBe('');
    expect(code).toBe(0);
    // Facts of the file's entry in the data folder's README.
    const [summary] = JSON.parse(out) as SourceSummary[];
    expect(summary).toMatchObject({
      format: 'sim_telarray',
      isSimulation: true,
      isComplete: true,
      counts: { arrayEvents: 1, telescopeEvents: 15, largestMultiplicity: 15 },
    });
    expect(summary.counts?.trueEnergy?.[0]).toBeCloseTo(1.296366, 6);
    expect(summary.subarray.types.map(({ type, telIds }) => [type, telIds.length])).toEqual([
      ['LST_LST_LSTCam', 4],
      ['MST_MST_NectarCam', 15],
    ]);
    const text = await runPe(['info', sampleFile]);
    for (const part of ['LST_LST_LSTCam', '1-4', '15 telescope events', '1.296 TeV']) {
      expect(text.out).toContain(part);
    }
  });

  it('lists the events', async () => {
    const file = dataFile('pyeventio/simtel/lst_muons_with_true_photons.simtel.zst');
    const { code, out } = await runPe(['info', file, '--events']);
    expect(code).toBe(0);
    expect(out.split('\n')[2].trim()).toMatch(/^\d+ +100 +SUBARRAY +0\.1 +1: 1$/);
    const json = await runPe(['info', file, '--events', '--json']);
    const events = JSON.parse(json.out) as ListedEvent[];
    expect(events.map(({ eventId }) => eventId)).toEqual([100, 200, 300]);
    expect(events[0].telescopes).toEqual([1]);
  });

  it('prints the tree of objects, as text and as JSON', async () => {
    const { code, out } = await runPe(['info', sampleFile, '--structure']);
    expect(code).toBe(0);
    expect(out.split('\n')[1]).toMatch(/^ {2}History\[70\] version 1, id 1, \d+ bytes at 0$/);
    const json = await runPe(['info', sampleFile, '--structure', '--json']);
    const nodes = JSON.parse(json.out) as { type: number; depth: number }[];
    expect(nodes).toHaveLength(out.trim().split('\n').length - 1);
    expect(nodes[0]).toMatchObject({ type: 70, depth: 0 });
    expect(nodes.filter(({ type }) => type === 2010)).toHaveLength(1);
  });

  it('prints the tables of an HDF5 file', async () => {
    const file = dataFile('generated-with-upstream/ctapipe-0.30.0/sst1m.dl1.h5');
    const { code, out } = await runPe(['info', file, '--structure']);
    expect(code).toBe(0);
    expect(out).toContain('image float32[1296]');
    expect(out).toMatch(/^ {8}trigger {2}9 rows: obs_id int32/m);
  });

  it('tells of a file that ended early, with code 4', async () => {
    const file = dataFile('pyeventio/simtel/test_lasercal_v3.simtel.gz');
    const { code, out } = await runPe(['info', file]);
    expect(code).toBe(4);
    expect(out).toContain('the file ended early');
    expect(out).toContain('3 array events');
    const structure = await runPe(['info', file, '--structure']);
    expect(structure.code).toBe(4);
    expect(structure.err).toMatch(/^warning: [^\n]* truncated[^\n]*\n$/);
  });

  it('answers bad files with one sentence and code 3', async () => {
    const empty = path.join(folder, 'empty.simtel');
    const text = path.join(folder, 'text.simtel');
    writeFileSync(empty, '');
    writeFileSync(text, 'This is no data.\n');
    for (const [file, args] of [
      [empty, []],
      [text, []],
      [text, ['--structure']],
      [path.join(folder, 'missing'), []],
      [path.join(folder, 'missing'), ['--structure']],
      [folder, []],
      [folder, ['--structure']],
    ] as const) {
      const { code, out, err } = await runPe(['info', file, ...args]);
      expect(code, err).toBe(3);
      expect(out).toBe('');
      expect(err).toMatch(/^pe: [^\n]+\.\n$/);
      expect(err).toContain(file);
    }
  });

  it('leaves standard output clean when it sets up first, and ends quietly when nobody reads on', async () => {
    const { code, out } = await runPeWithSetup(['info', sampleFile, '--no-count', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveLength(1);
    const cut = await runPe(['info', sampleFile, '--structure'], (child) => {
      child.stdout?.once('data', () => child.stdout?.destroy());
    });
    expect(cut.code).toBe(0);
    expect(cut.err).toBe('');
  });
});
