import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configurationSchema } from '../../core/config/configuration-schema.ts';
import { shippedConfigurations } from '../../core/config/shipped-configurations.ts';
import { type InProcessEngine, openInProcess } from '../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const home = photoelectronHome({ PHOTOELECTRON_HOME: temporaryFolder() });
let engine: InProcessEngine;

beforeAll(async () => {
  engine = await openInProcess({ home });
});
afterAll(async () => {
  await engine.close();
});

describe('requests about configurations', () => {
  it('save, list, get, compare and remove', async () => {
    const { client } = engine;
    const told: string[] = [];
    const end = client.subscribe('catalogue.changed', {}, ({ areas }) => told.push(...areas));
    const saved = await client.request('configurations.save', {
      name: 'crab',
      text: 'title: Crab # mine\n',
      parent: 'default',
    });
    const { configurations, problems } = await client.request('configurations.list', {});
    expect(configurations.map(({ name }) => name)).toEqual([...shippedConfigurations, 'crab']);
    expect(configurations.at(-1)).toEqual(saved);
    expect(saved.parentHash).toBe(configurations[0].hash);
    expect(problems).toEqual([]);
    const full = await client.request('configurations.get', { hash: saved.hash });
    expect(full).toMatchObject({ text: 'title: Crab # mine\n', problem: null });
    expect(
      await client.request('configurations.diff', {
        left: { name: 'crab' },
        right: { text: '{"title": "Crab", "output": {"compression_level": 1}}' },
      }),
    ).toEqual([
      {
        key: 'output.compression_level',
        path: ['output', 'compression_level'],
        kind: 'changed',
        left: 5,
        right: 1,
        description: 'From 0 (none) to 9 (smallest, slowest).',
      },
    ]);
    expect(await client.request('configurations.history', { name: 'crab' })).toHaveLength(1);
    await client.request('configurations.remove', { name: 'crab' });
    await expect(client.request('configurations.get', { name: 'crab' })).rejects.toMatchObject({
      code: 'record-not-found',
    });
    expect(told).toContain('configurations');
    end();
  });

  it('tell files of the folder that are broken', async () => {
    const { client } = engine;
    await client.request('configurations.save', { name: 'a', text: '' });
    const file = path.join(home.configurations, 'a.yaml');
    writeFileSync(file, 'titel: x\n');
    const { problems } = await client.request('configurations.list', {});
    expect(problems).toEqual([
      {
        path: file,
        message: `${file}, line 1, column 1: titel is not a known key; did you mean "title"?`,
      },
    ]);
  });

  it('import with errors of one sentence', async () => {
    const { client } = engine;
    const { from, settings } = await client.request('configurations.import', {
      text: 'DataWriter: { write_dl2: true }',
      fileName: 'a.yaml',
    });
    expect(from).toBe('ctapipe');
    expect(settings).toEqual([
      { key: 'DataWriter.write_dl2', value: true, ours: 'output.write_showers' },
    ]);
    await expect(
      client.request('configurations.import', { text: 'x: 1', fileName: 'a.yaml' }),
    ).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('describe the document for forms', async () => {
    const schema = await engine.client.request('configurations.schema', {});
    expect(Object.keys(schema['properties'] as object)).toEqual(
      Object.keys(configurationSchema.shape),
    );
    const text = JSON.stringify(schema);
    for (const part of [
      '"unit":"p.e."',
      '"default":10',
      '"description":"Write images and masks."',
    ]) {
      expect(text).toContain(part);
    }
  });
});
