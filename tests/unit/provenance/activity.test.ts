import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';
import { Activity } from '../../../core/provenance/activity.ts';

describe('Activity', () => {
  let folder = '';
  let file = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'photoelectron-provenance-'));
    file = path.join(folder, 'abc.txt');
    writeFileSync(file, 'abc');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('records inputs by size and SHA-256, outputs, configuration and duration', async () => {
    const configuration = await loadConfiguration('default');
    const activity = new Activity('pe process', { configuration, options: { maxEvents: 3 } });
    activity.addInput(file, 'events');
    const output = activity.addOutput('out.h5', 'product');
    const record = await activity.record('completed', true);
    // FIPS 180-2, appendix B.1: the digest of "abc".
    expect(record.input).toEqual([
      {
        path: file,
        role: 'events',
        size_bytes: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
    ]);
    expect(record.output).toEqual([output]);
    expect(record.config?.sha256).toBe(configuration.hash);
    expect(record.options).toEqual({ maxEvents: 3 });
    expect(record.is_complete).toBe(true);
    expect(record.duration_s).toBeGreaterThanOrEqual(0);
    expect(record.activity_uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });

  it('leaves the end open while it runs', async () => {
    const record = await new Activity('pe process').record('running');
    expect(record.stop).toBeUndefined();
    expect(record).not.toHaveProperty('config');
  });

  it('tells of an input that is not there', async () => {
    const activity = new Activity('pe process');
    activity.addInput(path.join(folder, 'nothing'), 'events');
    await expect(activity.record('completed')).rejects.toMatchObject({ code: 'file-not-found' });
  });
});
