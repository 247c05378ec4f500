import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { configurationHash } from '../../core/config/canonical-form.ts';
import type { ConfigurationDocument } from '../../core/config/configuration-schema.ts';
import { openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import { processFile } from '../../core/processing/process-file.ts';
import type { ActivityRecord } from '../../core/provenance/activity-record.ts';
import { readActivityRecord } from '../../core/provenance/read-activity-record.ts';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const input = dataFile('ctapipe-extra/simtel/lst_muons.simtel.zst');

it('a product carries how it was made: input, whole configuration, and the hash of that', async () => {
  const output = path.join(temporaryFolder(), 'product.h5');
  const options = {
    maxEvents: 3,
    writeImages: true,
    focalLengthChoice: 'EQUIVALENT',
    threads: 2,
  } as const;
  await processFile({ input, output, ...options });
  const product = await openHdf5(output);
  const document = JSON.parse(
    await product.readText('/provenance/configuration'),
  ) as ConfigurationDocument;
  const record = JSON.parse(await product.readText('/provenance/activity')) as ActivityRecord;
  const root = await product.attributes('/');
  await product.close();

  // What the request changed is part of the configuration that counts.
  expect(document.source.focal_length_choice).toBe('EQUIVALENT');
  expect(document.output.write_images).toBe(true);
  expect(root['PHOTOELECTRON CONFIGURATION SHA256']).toBe(configurationHash(document));
  expect(record.config).toEqual({ name: 'default', sha256: configurationHash(document), document });
  expect(record).toMatchObject({
    status: 'completed',
    is_complete: true,
    options,
    input: [{ path: input, role: 'events', size_bytes: statSync(input).size }],
    // Who and where, as the operating system tells it; whose it is, as the configuration tells it.
    agent: {
      user_name: os.userInfo().username,
      host_name: os.hostname(),
      contact: document.contact,
    },
    system: { libraries: { node: process.versions.node } },
    resources: { threads: 2 },
  });
  expect(record.resources?.cpu_time_s).toBeGreaterThan(0);
  expect(record.resources?.peak_memory_bytes).toBeGreaterThan(process.memoryUsage().heapUsed);
  expect(root['CTA ACTIVITY ID']).toBe(record.activity_uuid);
  expect(root['CTA PRODUCT ID']).toBe(record.output[0].product_id);
  // What is written can be read whole.
  expect(readActivityRecord(JSON.stringify(record), output)).toEqual({ record, remarks: [] });
});
