import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { events, requests } from '../../../core/contract/contract.ts';
import { contractReference } from '../../../scripts/contract-reference.ts';

const file = new URL('../../../resources/guide/contract.md', import.meta.url);

test('the reference of the contract is up to date (node scripts/write-contract-reference.ts)', () => {
  expect(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).toBe(contractReference());
});

test('the reference has every request and event stream', () => {
  const titles = contractReference().match(/(?<=^### )[a-z-]+\.[a-z-]+/gm);
  expect(titles?.sort()).toEqual([...Object.keys(requests), ...Object.keys(events)].sort());
});
