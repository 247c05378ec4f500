import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { importConfiguration } from '../../core/config/import/import-configuration.ts';
import { parseConfiguration } from '../../core/config/parse-configuration.ts';
import { processFile } from '../../core/processing/process-file.ts';
import type { ProcessReport } from '../../core/processing/process-request.ts';
import { dataFile } from '../data-folder.ts';
import { peerFolder, runPeer } from './run-peer.ts';

/** Sample configurations of ctapipe, each with a file that it fits. */
const samples = [
  { sample: 'base_config.yaml', input: 'pyeventio/simtel/history_meta_75.simtel.zst' },
  {
    sample: 'stage1_config.json',
    input: 'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
  },
] as const;

interface Comparison {
  readonly violations: readonly string[];
  readonly rows: number;
}

const reports = new Map<string, ProcessReport>();
let comparisons: Readonly<Record<string, Comparison>>;

beforeAll(async () => {
  const folder = peerFolder('imported');
  const tasks = [];
  for (const { sample, input } of samples) {
    const inside = path.join(folder, sample);
    mkdirSync(inside);
    const text = readFileSync(dataFile(`ctapipe/configs/${sample}`), 'utf8');
    const imported = importConfiguration(text, { fileName: sample });
    const document = parseConfiguration(imported.text, 'imported');
    // What is written is asked of both by options; packing of images would round them there.
    const output = {
      ...document.output,
      write_images: true,
      write_parameters: true,
      write_showers: true,
      write_muon_parameters: true,
    };
    const config = path.join(inside, 'configuration.json');
    writeFileSync(config, JSON.stringify({ ...document, output }));
    const product = path.join(inside, 'product.h5');
    reports.set(sample, await processFile({ input: dataFile(input), output: product, config }));
    tasks.push({
      name: sample,
      input: dataFile(input),
      ours: product,
      options: [
        '--write-parameters',
        '--DataWriter.transform_image=False',
        '--DataWriter.transform_peak_time=False',
      ],
      focal_length_choice: 'EFFECTIVE',
      config: parse(text) as unknown,
    });
  }
  const list = path.join(folder, 'tasks.json');
  writeFileSync(list, JSON.stringify(tasks));
  const { notes } = await runPeer('process.py', [list]);
  comparisons = notes['results'] as Record<string, Comparison>;
}, 600_000);

describe('with an imported configuration, the product equals that of ctapipe-process with the original', () => {
  it.each(samples)('$sample', ({ sample }) => {
    const { violations, rows } = comparisons[sample];
    expect(violations).toEqual([]);
    const { telescopeEvents } = reports.get(sample)!;
    expect(telescopeEvents).toBeGreaterThan(0);
    expect(rows).toBeGreaterThan(3 * telescopeEvents);
  });
});
