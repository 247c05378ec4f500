import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { unrestrictedAccess } from '../../core/engine/access-policy.ts';
import { provenanceHandlers } from '../../core/engine/handlers/provenance-handlers.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { type ProvDocument, provJson } from '../../core/provenance/prov-json.ts';
import { sampleFile } from '../integration/run-pe.ts';
import { chainOfTwo } from '../provenance-chains.ts';
import { peerFolder, peerPython, runProgram } from './run-peer.ts';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'prov-json.py');

interface Summary {
  readonly counts: Readonly<Record<string, number>>;
  readonly countsAgain: Readonly<Record<string, number>>;
  readonly isSame: boolean;
  readonly dangling: readonly string[];
}

async function readByPeer(document: object): Promise<Summary> {
  const folder = peerFolder('prov-json');
  const file = path.join(folder, 'document.json');
  writeFileSync(file, JSON.stringify(document));
  await runProgram(peerPython, [script, folder, file]);
  return JSON.parse(readFileSync(path.join(folder, 'summary.json'), 'utf8')) as Summary;
}

/** Names of the records by the kinds of PROV-JSON. */
const kinds: Readonly<Record<string, string>> = {
  entity: 'Entity',
  activity: 'Activity',
  agent: 'Agent',
  used: 'Usage',
  wasGeneratedBy: 'Generation',
  wasDerivedFrom: 'Derivation',
  wasAssociatedWith: 'Association',
  actedOnBehalfOf: 'Delegation',
  wasAttributedTo: 'Attribution',
};

async function expectUnderstood(document: ProvDocument): Promise<void> {
  const summary = await readByPeer(document);
  const ours = Object.entries(document).flatMap(([kind, records]) =>
    kind === 'prefix' ? [] : [[kinds[kind], Object.keys(records).length] as const],
  );
  expect(summary.counts).toEqual(Object.fromEntries(ours));
  expect(summary.countsAgain).toEqual(summary.counts);
  expect(summary.isSame).toBe(true);
  expect(summary.dangling).toEqual([]);
}

it('the library prov reads what we export of a chain with odd names', async () => {
  await expectUnderstood(provJson(chainOfTwo()));
});

it('the library prov reads what we export of a product', async () => {
  const output = path.join(peerFolder('prov-product'), 'product.h5');
  await processFile({ input: sampleFile, output });
  const handlers = provenanceHandlers({ access: unrestrictedAccess() });
  const { signal } = new AbortController();
  const document = await handlers['provenance.export'](
    { path: output },
    { signal, connection: signal, onProgress: () => undefined },
  );
  await expectUnderstood(document as unknown as ProvDocument);
});
