import { describe, expect, it } from 'vitest';
import type { ProvenanceChain } from '../../../core/contract/records/provenance.ts';
import { compareChains } from '../../../core/provenance/compare-chains.ts';
import { activityOf, chainOfTwo, entityOf } from '../../provenance-chains.ts';

const hash = (digit: string) => digit.repeat(64);

/** A product made in one step of inputs of these contents. */
function chainOf(
  contents: readonly string[],
  record: Record<string, unknown> = {},
  path = '/raw',
): ProvenanceChain {
  const base = activityOf('a', {}).record;
  const ids = contents.map((_, i) => `i${String(i)}`);
  return {
    subject: 'p',
    entities: [
      entityOf('p', { productId: 'differs always' }),
      ...contents.map((content, i) =>
        entityOf(`i${String(i)}`, {
          path: `${path}/${content}`,
          sha256: hash(content),
          sizeBytes: 1,
        }),
      ),
    ],
    activities: [
      activityOf('a', {
        inputs: ids,
        outputs: ['p'],
        record: { ...base, ...(record as ProvenanceChain['activities'][number]['record']) },
      }),
    ],
    configurations: {},
    origins: ids,
    readBy: [],
    remarks: [],
  };
}

describe('compareChains', () => {
  it('finds nothing between products that were made alike, wherever the inputs are', () => {
    expect(compareChains(chainOfTwo(), chainOfTwo())).toEqual([]);
    expect(compareChains(chainOf(['1', '2'], {}, '/old'), chainOf(['2', '1'], {}, '/new'))).toEqual(
      [],
    );
  });

  it('tells keys of the configuration, versions, options and machines', () => {
    const left = {
      config: { name: 'a', document: { cleaning: { threshold: 10, same: 1 } } },
      system: {
        software_name: 'p',
        software_version: '1',
        libraries: { node: '24.0.0' },
        cpu: 'x',
      },
      options: { maxEvents: 5 },
    };
    const right = {
      config: { name: 'b', document: { cleaning: { threshold: 8, same: 1 } } },
      system: {
        software_name: 'p',
        software_version: '1',
        libraries: { node: '24.1.0' },
        cpu: 'y',
      },
      options: { telescopes: [1] },
    };
    expect(compareChains(chainOf(['1'], left), chainOf(['1'], right))).toEqual([
      { step: 0, area: 'configuration', item: 'cleaning.threshold', left: 10, right: 8 },
      { step: 0, area: 'software', item: 'node', left: '24.0.0', right: '24.1.0' },
      { step: 0, area: 'options', item: 'maxEvents', left: 5, right: null },
      { step: 0, area: 'options', item: 'telescopes', left: null, right: [1] },
      { step: 0, area: 'system', item: 'cpu', left: 'x', right: 'y' },
    ]);
  });

  it('tells inputs of other content', () => {
    const [difference, ...more] = compareChains(chainOf(['1', '2']), chainOf(['1', '3', '4']));
    expect(difference).toMatchObject({
      area: 'inputs',
      item: 'events',
      left: { path: '/raw/2', sha256: hash('2') },
      right: { path: '/raw/3', sha256: hash('3') },
    });
    expect(more).toEqual([
      expect.objectContaining({ area: 'inputs', left: null, right: expect.anything() as object }),
    ]);
  });

  it('compares what an input was made with instead of its content', () => {
    const other = chainOfTwo();
    const [last, before] = other.activities;
    const again: ProvenanceChain = {
      ...other,
      // The product in between is another one, made of the same raw data by another program.
      entities: other.entities.map((entity) =>
        entity.id === 'e2' ? { ...entity, productId: 'made again' } : entity,
      ),
      activities: [last, { ...before, software: 'ctapipe 0.31.0' }],
    };
    expect(compareChains(chainOfTwo(), again)).toEqual([
      {
        step: 1,
        area: 'software',
        item: 'program',
        left: 'ctapipe 0.30.0',
        right: 'ctapipe 0.31.0',
      },
    ]);
  });

  it('tells chains of other steps', () => {
    const chain = chainOfTwo();
    const shorter = { ...chain, activities: chain.activities.slice(0, 1) };
    const steps = {
      ...{ step: 0, area: 'activities', item: 'steps' },
      ...{ left: ['pe process', 'ctapipe-process'], right: ['pe process'] },
    };
    expect(compareChains(chain, shorter)).toEqual([steps]);
    const direct = {
      ...shorter,
      activities: [{ ...chain.activities[0], inputs: ['e3'] }],
    };
    expect(compareChains(chain, direct)).toEqual([
      steps,
      {
        ...{ step: 0, area: 'inputs', item: 'events' },
        left: expect.objectContaining({ productId: 'P2' }) as unknown,
        right: expect.objectContaining({ path: '/raw data/rün.1' }) as unknown,
      },
    ]);
  });

  it('ends in circles', () => {
    const chain = chainOf(['1']);
    const circle = {
      ...chain,
      activities: [{ ...chain.activities[0], inputs: ['p'], outputs: ['p'] }],
    };
    expect(compareChains(circle, circle)).toEqual([]);
  });

  it('compares files of unknown making by their content', () => {
    const file = (digit: string): ProvenanceChain => ({
      subject: 'e',
      entities: [entityOf('e', { sha256: hash(digit), sizeBytes: 1 })],
      activities: [],
      configurations: {},
      origins: ['e'],
      readBy: [],
      remarks: [],
    });
    expect(compareChains(file('1'), file('1'))).toEqual([]);
    expect(compareChains(file('1'), file('2'))).toMatchObject([{ area: 'inputs' }]);
  });
});
