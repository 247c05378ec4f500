import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Catalogue } from '../../core/catalogue/catalogue.ts';
import { type InProcessEngine, openInProcess } from '../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { sampleFile } from './run-pe.ts';

const folder = temporaryFolder();
const home = photoelectronHome({ PHOTOELECTRON_HOME: path.join(folder, 'home') });
let engine: InProcessEngine;
let catalogue: Catalogue;

beforeAll(async () => {
  engine = await openInProcess({ home });
  catalogue = await Catalogue.open(home.catalogue);
});

afterAll(async () => {
  await catalogue.close();
  await engine.close();
});

/** Processes a file as a job and gives its activity as the catalogue knows it. */
async function activityOf(input: string, output: string) {
  const { client } = engine;
  const { id } = await client.request('jobs.submit', {
    request: { kind: 'process-run', input, output, maxEvents: 2 },
  });
  const job = await client.request('jobs.wait', { id });
  const activity = await catalogue.ask('activity', { uuid: String(job.activityId) });
  return { job, activity };
}

it('notes a job as an activity, with what its product tells', async () => {
  const output = path.join(folder, 'product.h5');
  const { job, activity } = await activityOf(sampleFile, output);
  expect(job.status).toBe('completed');
  expect(activity).toMatchObject({
    activity_name: 'pe process',
    status: 'completed',
    options: { maxEvents: 2 },
    config: { name: 'default', sha256: job.configurationHash },
    input: [{ path: sampleFile, role: 'events' }],
    output: [{ path: output, role: 'events' }],
    is_complete: true,
  });
  // The product makes the file known even when it lies in no folder of the catalogue.
  const chain = await engine.client.request('provenance.chain', { path: output });
  expect(chain.activities.map(({ id }) => id)).toEqual([job.activityId]);
});

it('notes one that failed as well, with what its worker used', async () => {
  // The header is whole, the rest is not: the worker finds out.
  const input = path.join(folder, 'damaged.simtel.zst');
  const events = zstdDecompressSync(readFileSync(sampleFile));
  writeFileSync(input, zstdCompressSync(events.subarray(0, 1000)));
  mkdirSync(path.join(folder, 'out'));
  const { job, activity } = await activityOf(input, path.join(folder, 'out', 'none.h5'));
  expect(job.status).toBe('failed');
  expect(activity).toMatchObject({ status: 'error', input: [{ path: input }], output: [] });
  expect(activity?.resources?.cpu_time_s).toBeGreaterThan(0);
  expect(activity?.stop?.time_utc).toMatch(/Z$/);
});

it('notes what makes no files as well', async () => {
  const { client } = engine;
  const raw = path.join(folder, 'raw');
  mkdirSync(raw);
  const root = await client.request('roots.add', { path: raw });
  const { id } = await client.request('jobs.submit', {
    request: { kind: 'scan', rootId: root.id },
  });
  const { status, activityId } = await client.request('jobs.wait', { id });
  expect(status).toBe('completed');
  expect(await catalogue.ask('activity', { uuid: String(activityId) })).toMatchObject({
    activity_name: 'pe scan',
    status: 'completed',
    options: { rootId: root.id, full: false },
    agent: { host_name: os.hostname() },
    input: [],
    output: [],
  });
});
