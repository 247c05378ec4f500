import { describe, expect, it } from 'vitest';
import { differenceTree, provenanceTree } from '../../../core/cli/provenance-tree.ts';
import type { ProvenanceChain } from '../../../core/contract/records/provenance.ts';
import { activityOf, chainOfTwo, entityOf } from '../../provenance-chains.ts';

describe('provenanceTree', () => {
  it('shows a chain from the product back, with who, when, how and from what', () => {
    const chain = chainOfTwo();
    const readBy = [
      { id: 'r', name: 'pe process', status: 'error', start: null, outputs: ['/x.h5'] },
    ];
    expect(provenanceTree({ ...chain, readBy, remarks: ['Something is missing.'] })).toBe(`/e1.h5
10 B, sha256 aaaaaaaa, product P1, not found
└─ pe process, completed
   2026-11-20 01:00:00 UTC, took 60.0 s
   photoelectron 0.1.0, by someone on there
   options maxEvents 3
   99.5 s of processor time, at most 5.00 GB of memory, 4 threads
   └─ events: /e2.h5
      product P2, not found
      └─ ctapipe-process
         ctapipe 0.30.0
         └─ events: /raw data/rün.1
            not found, origin: raw data, or its making is not recorded

Was read by:
- pe process, error: /x.h5

Not found or not readable:
- Something is missing.
`);
  });

  it('does not take a product that is missing for raw data', () => {
    const chain = chainOfTwo();
    const text = provenanceTree({ ...chain, activities: chain.activities.slice(0, 1) });
    expect(text).toContain('product P2, not found, so that its making is not known\n');
  });

  it('shows a long chain and many inputs in part', () => {
    const ids = Array.from({ length: 100 }, (_, i) => `e${String(i)}`);
    const long: ProvenanceChain = {
      ...chainOfTwo(),
      subject: 'e0',
      entities: ids.map((id) => entityOf(id, {})),
      activities: ids
        .slice(1)
        .map((id, i) => activityOf(`a${String(i)}`, { inputs: [id], outputs: [ids[i]] })),
    };
    expect(provenanceTree(long).match(/pe process/g)).toHaveLength(50);
    expect(provenanceTree(long)).toContain('… and further steps');
    const wide = {
      ...long,
      activities: [activityOf('a', { inputs: ids.slice(1), outputs: ['e0'] })],
    };
    expect(provenanceTree(wide).match(/events: /g)).toHaveLength(20);
    expect(provenanceTree(wide)).toContain('… and 79 more');
  });
});

describe('differenceTree', () => {
  it('names the steps one after the other', () => {
    const [step, area, item] = [0, 'activities', 'steps'] as const;
    const difference = { step, area, item, left: ['a', 'b'], right: ['a'] };
    expect(differenceTree(['left.h5', 'right.h5'], [difference])).toContain('steps: a, b → a\n');
  });

  it('shows differences step by step, area by area', () => {
    const file = { path: '/a', sizeBytes: 1500, sha256: 'b'.repeat(64) };
    const text = differenceTree(
      ['left.h5', 'right.h5'],
      [
        { step: 0, area: 'configuration', item: 'cleaning.threshold', left: 10, right: 8.5 },
        { step: 0, area: 'options', item: 'maxEvents', left: null, right: 3 },
        {
          step: 1,
          area: 'inputs',
          item: 'events',
          left: { ...file, sha256Of64Pieces: null, productId: null },
          right: null,
        },
      ],
    );
    expect(text).toBe(`left:  left.h5
right: right.h5
├─ last step
│  ├─ configuration
│  │  └─ cleaning.threshold: 10 → 8.5
│  └─ options
│     └─ maxEvents: none → 3
└─ the step before
   └─ inputs
      └─ events
         ├─ left:  /a, 1.50 kB, sha256 bbbbbbbb
         └─ right: no such input
`);
    expect(differenceTree(['a', 'b'], [])).toMatch(/^Both were made alike/);
  });
});
